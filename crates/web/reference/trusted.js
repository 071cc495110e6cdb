/* Swagger UI sets texts that it cleaned by DOMPurify as HTML. No policy makes scripts, or their addresses, of texts. */
globalThis.trustedTypes?.createPolicy("default", { createHTML: (html) => html });
