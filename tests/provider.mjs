// A real OpenID Connect provider for tests: npm's certified `oidc-provider`, with people who sign in by their name.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { port, redirectUri, clientId, clientSecret, people, idTokenEmail } = JSON.parse(process.argv[2]);
const { resolve } = createRequire(new URL("../web/package.json", import.meta.url));
const { default: Provider } = await import(pathToFileURL(resolve("oidc-provider")).href);

const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  conformIdTokenClaims: !idTokenEmail,
  pkce: { required: () => true },
  findAccount: (_context, id) =>
    id in people ? { accountId: id, claims: () => ({ sub: id, ...people[id] }) } : undefined,
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  features: { devInteractions: { enabled: false } },
});

/** Where a person would type a name and agree: both at once, by a form or by `?name=`. */
async function interact(request, response) {
  const { prompt, params } = await provider.interactionDetails(request, response);
  const name = new URL(request.url, issuer).searchParams.get("name");
  if (name === null) {
    response.setHeader("content-type", "text/html");
    response.end(`<!doctype html><title>Provider</title><form><label>Name <input name="name"></label>
      <button>Continue</button></form><p>${prompt.name} for ${params.client_id}</p>`);
    return;
  }
  if (name === "nobody") {
    await provider.interactionFinished(request, response, { error: "access_denied", error_description: "No." });
    return;
  }
  const grant = new provider.Grant({ accountId: name, clientId: params.client_id });
  grant.addOIDCScope("openid email profile");
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { login: { accountId: name }, consent });
}

const answer = provider.callback();
createServer((request, response) => {
  if (request.url.startsWith("/interaction/")) {
    interact(request, response).catch((error) => response.writeHead(500).end(String(error)));
  } else {
    answer(request, response);
  }
}).listen(port, "127.0.0.1", () => console.log("ready"));
