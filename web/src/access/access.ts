// API tokens and sessions, each a call of the contract.
import { http, read, readWhole } from "../contract/http";
import type { ApiTokenCreate, ApiTokenPage, NewApiToken, SessionId, TokenId, UserId } from "../contract/types";

const of = (user_id?: UserId, cursor?: string) => ({
  params: { query: { ...(user_id && { user_id }), ...(cursor && { cursor }) } },
});

export const listTokens = (user?: UserId, cursor?: string) => readWhole<ApiTokenPage>(http.GET("/tokens", of(user, cursor)));

export const createToken = (body: ApiTokenCreate) => readWhole<NewApiToken>(http.POST("/tokens", { body }));

export const revokeToken = (token_id: TokenId) => read(http.DELETE("/tokens/{token_id}", { params: { path: { token_id } } }));

export const listSessions = (user?: UserId, cursor?: string) => read(http.GET("/sessions", of(user, cursor)));

export const revokeSession = (session_id: SessionId) =>
  read(http.DELETE("/sessions/{session_id}", { params: { path: { session_id } } }));

/** All of one's own but this one; of somebody else, all. */
export const revokeSessions = (user?: UserId) => read(http.POST("/sessions/revoke", of(user)));
