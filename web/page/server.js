// server.js: the server's answers. A token that it asks for is kept while the tab is open.
let token = sessionStorage.getItem('token');
let askForToken = async () => null;

export const onTokenAsked = ask => { askForToken = ask; };

export class Refused extends Error {
  constructor(status, told) {
    super(told.detail ?? `the server says ${status}`);
    this.status = status;
    this.findings = told.findings ?? [];
  }
}

async function once(path, body, signal) {
  const headers = token ? {Authorization: `Bearer ${token}`} : {};
  if (body) headers['Content-Type'] = 'application/json';
  return fetch(path, {method: body ? 'POST' : 'GET', headers, signal,
    body: body && JSON.stringify(body)});
}

// The Response, or Refused.
export async function ask(path, body, signal) {
  let answer = await once(path, body, signal);
  while (answer.status === 401) {
    token = await askForToken();
    if (token === null) break;
    sessionStorage.setItem('token', token);
    answer = await once(path, body, signal);
  }
  if (answer.ok) return answer;
  throw new Refused(answer.status, await answer.json().catch(() => ({})));
}

export const askJson = async (...with_) => (await ask(...with_)).json();
