import { Fragment } from "react";

import type { TemplateFacts as Facts } from "../contract/types";

/** What decides the prompts and the pictures, in the order in which a prompt is put together. */
export function TemplateFacts({ template }: { template: Facts }) {
  const said: [string, string][] = [
    ["Begins with", template.base_prompt],
    ["Theme, unless another is named", template.example_theme],
    ["Shows", template.prompt_template],
    ["Ends with", template.style_suffix],
    ["Negative prompt", template.negative_prompt],
  ];
  return (
    <div className="template-parts">
      <dl className="facts">
        {said.map(
          ([name, words]) =>
            words && (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd className="said">{name === "Shows" ? <Placeholders text={words} /> : words}</dd>
              </Fragment>
            ),
        )}
        <dt>Size</dt>
        <dd>
          {template.width} × {template.height}
        </dd>
        <dt>Steps, guidance</dt>
        <dd>
          {template.steps}, {template.guidance_scale}
        </dd>
        {template.adapters.length > 0 && (
          <>
            <dt>Adapters</dt>
            <dd>{template.adapters.map(({ name, weight }) => `${name} (${weight ?? 1})`).join(", ")}</dd>
          </>
        )}
        <dt>Its albums are</dt>
        <dd>{template.visibility}</dd>
      </dl>
      <div className="scroll">
        <table className="table">
          <caption>Columns</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Needed</th>
              <th scope="col">At most</th>
              <th scope="col">What belongs here</th>
            </tr>
          </thead>
          <tbody>
            {template.columns.map((column) => (
              <tr key={column.name}>
                <th scope="row">
                  <code>{column.name}</code>
                </th>
                <td>{column.required === false ? "no" : "yes"}</td>
                <td>{column.max_length}</td>
                <td>{column.description || "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** A prompt template, with its places for the columns set apart. */
function Placeholders({ text }: { text: string }) {
  const parts = text.split(/(\{\{|\}\}|\{[^{}]*\})/);
  return parts.map((part, place) => (/^\{[^{}]/.test(part) ? <mark key={place}>{part}</mark> : part));
}
