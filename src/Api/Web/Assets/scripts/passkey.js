// Signs in with a passkey, shows one as a second step, or makes one. Pages do without: what is for passkeys appears only where the browser knows them.

async function ask(form, path, body) {
  const response = await fetch(`/inloggen/passkey/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-TOKEN": form.elements.__RequestVerificationToken.value },
    body: JSON.stringify(body ?? {}),
  });
  const answer = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new Error(answer?.title ?? "");
  return answer;
}

async function use(form) {
  const question = PublicKeyCredential.parseRequestOptionsFromJSON(await ask(form, "vraag"));
  const credential = await navigator.credentials.get({ publicKey: question });
  const answer = await ask(form, "antwoord", { credential: JSON.stringify(credential), isShared: form.elements.shared?.checked ?? false });
  location.assign(answer.next);
}

async function make(form) {
  const question = PublicKeyCredential.parseCreationOptionsFromJSON(await ask(form, "nieuw/vraag"));
  const credential = await navigator.credentials.create({ publicKey: question });
  await ask(form, "nieuw/antwoord", { credential: JSON.stringify(credential), name: form.elements.name?.value ?? null });
  location.reload();
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const problem = form.querySelector("[data-problem]");
      problem.hidden = true;
      try {
        await (form.dataset.passkey === "make" ? make : use)(form);
      } catch (error) {
        // Somebody who changes their mind is told the same: nothing happened, and what else they can do.
        if (error instanceof Error && error.name === "Error" && error.message) problem.textContent = error.message;
        problem.hidden = false;
      }
    });
  }
}
