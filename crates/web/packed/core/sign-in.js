import{t as e}from"./rolldown-runtime.js";import{$ as t,H as n,I as r,N as i,R as a,St as o,U as s,W as c,Z as l,_ as u,_t as d,b as f,bt as p,dt as m,g as h,gt as g,it as _,n as v,ot as y,rt as b,t as ee,v as x,vt as S,wt as C,x as w,y as T,yt as E,z as D}from"./main.js";function O(e){let t={};for(let{field:n,message:r}of e?.errors??[])t[n]??=r;return t}const k=(e,t)=>e.querySelector(`[name="${CSS.escape(t)}"], [data-name="${CSS.escape(t)}"]`);function te({problem:e,fields:t,form:n}){let r=o(null),i=Object.entries(O(e)),a=i.filter(([e])=>!(e in t)),l=i.length===0||i.length>1||a.length>0;if(p(()=>{((l?null:k(n.current,i[0][0]))??r.current)?.focus()},[e]),!l)return null;let u=(e,t)=>{e.preventDefault(),e.stopPropagation(),k(n.current,t)?.focus()};return g`<div class="form-problem" ref=${r} tabindex="-1" role="alert">
<${s} name="circle-alert" />
<div>
<p>${i.length>0?c.form.check(i.length):e.detail||e.title}</p>
${e.status>=500&&e.requestId&&g`<p class="row small"><span>${c.problem.request} <code>${e.requestId}</code></span>
<${v} value=${e.requestId} tone="quiet" /></p>`}
${i.length>0&&g`<ul>${i.map(([e,n])=>{let r=`${t[e]??e}: ${n}`;return g`<li key=${e}>${e in t?g`<a href=${`#${e}`} onClick=${t=>u(t,e)}>${r}</a>`:r}</li>`})}</ul>`}
</div>
</div>`}function A({onSubmit:e,error:t=null,busy:n=!1,fields:r={},className:i=``,children:a,...s}){let c=o(null);return g`<form class=${`form ${i}`} ref=${c} novalidate aria-busy=${n?`true`:void 0} ...${s} onSubmit=${t=>{t.preventDefault();let r=c.current?.querySelector(`[data-wrong]`);r?r.focus():n||e(t)}}>
${t&&g`<${te} problem=${t} fields=${r} form=${c} />`}
${a}
</form>`}var j=class extends Error{constructor(e){super(r.passkey[e]??r.passkey.failed),this.name=`PasskeyError`,this.reason=e}};const ne=e=>/^[\d.]+$/.test(e)||e.startsWith(`[`),re=e=>e.startsWith(`127.`)||e===`[::1]`,M=d(()=>_.value?.passkeys?ne(location.hostname)?re(location.hostname)?`address`:`no`:globalThis.PublicKeyCredential&&globalThis.isSecureContext?`yes`:`no`:`no`);function ie(){let e=new URL(location.href);return e.hostname=`localhost`,e.href}async function ae(){return M.value===`yes`?await PublicKeyCredential.isConditionalMediationAvailable?.().catch(()=>!1)??!1:!1}const N=e=>Uint8Array.from(atob(e.replaceAll(`-`,`+`).replaceAll(`_`,`/`)),e=>e.charCodeAt(0)),P=e=>btoa(Array.from(new Uint8Array(e),e=>String.fromCharCode(e)).join(``)).replaceAll(`+`,`-`).replaceAll(`/`,`_`).replaceAll(`=`,``),F=e=>e?.map(e=>({...e,id:N(e.id)}));function oe(e){return PublicKeyCredential.parseCreationOptionsFromJSON?PublicKeyCredential.parseCreationOptionsFromJSON(e):{...e,challenge:N(e.challenge),user:{...e.user,id:N(e.user.id)},excludeCredentials:F(e.excludeCredentials)}}function se(e){return PublicKeyCredential.parseRequestOptionsFromJSON?PublicKeyCredential.parseRequestOptionsFromJSON(e):{...e,challenge:N(e.challenge),allowCredentials:F(e.allowCredentials)}}function I(e){try{return e.toJSON()}catch{let t={clientDataJSON:P(e.response.clientDataJSON)};for(let n of[`attestationObject`,`authenticatorData`,`signature`,`userHandle`])e.response[n]&&(t[n]=P(e.response[n]));let n=e.response.getTransports?.();n&&(t.transports=n);let r=e.getClientExtensionResults();return{id:e.id,rawId:P(e.rawId),type:e.type,response:t,clientExtensionResults:r}}}let L=null;function ce(){L?.abort(),L=null}const le={NotAllowedError:`cancelled`,AbortError:`replaced`,InvalidStateError:`known`,SecurityError:`unavailable`,NotSupportedError:`unavailable`};async function R(e,t){ce();let n=new AbortController;L=n;let r=()=>n.abort();t?.addEventListener(`abort`,r);try{if(t?.aborted)throw new j(`replaced`);return await e(n.signal)}catch(e){throw e instanceof DOMException?new j(le[e.name]??`failed`):e}finally{t?.removeEventListener(`abort`,r),L===n&&(L=null)}}async function ue(e){let{data:t}=await m(`/auth/passkeys/register/start`),n=oe(t.public_key),i=await R(e=>navigator.credentials.create({publicKey:n,signal:e})),a={flow:t.flow,credential:I(i),name:e?.trim()||r.passkey.defaultName};return(await m(`/auth/passkeys/register/finish`,a)).data}async function de({conditional:e=!1,signal:t,post:n}){let{data:r}=await n(`/auth/passkeys/login/start`),i={publicKey:se(r.public_key)};e&&(i.mediation=`conditional`);let a=await R(e=>navigator.credentials.get({...i,signal:e}),t);return(await n(`/auth/passkeys/login/finish`,{flow:r.flow,credential:I(a)})).data}const fe=(e,t)=>m(e,t,{quiet:!0});async function z({conditional:e=!1,signal:t}={}){try{return await de({conditional:e,signal:t,post:fe})}catch(e){throw e.status===401||e.code===`proof_refused`?new j(`unknown`):e}}async function B(){return z()}function V({value:e,onChange:t,length:n=6,onComplete:r,...i}){let a=i=>{let a=i.replace(/\D/g,``).slice(0,n);return t?.(a),a.length===n&&a!==e&&r?.(a),a};return g`<input class="input code-input" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]*" ...${i}
value=${e??``} onInput=${e=>{e.currentTarget.value=a(e.currentTarget.value)}} />`}let H=!1;function U({title:e,subtitle:t,links:n=[],children:a}){let s=o(null),c=o(null);return p(()=>{i(e),H&&!c.current?.contains(document.activeElement)&&s.current?.focus(),H=!0},[e]),g`
<div class="auth-page">
<p class="auth-product"><span class="auth-mark" aria-hidden="true"></span>${r.product}</p>
<div class="auth-card" ref=${c}>
<div class="auth-head">
<h1 tabindex="-1" ref=${s}>${e}</h1>
${t&&g`<p class="muted">${t}</p>`}
</div>
${a}
</div>
${n.length>0&&g`<nav class="auth-links" aria-label=${r.footer.label}>
${n.map(({href:e,label:t})=>g`<a key=${e} href=${e}>${t}</a>`)}
</nav>`}
</div>
`}function W({until:e,onEnd:t,says:n=r.wait}){return e?g`<div class="auth-wait">
<p class="visually-hidden" role="alert">${r.waiting}</p>
<p role="timer"><${u} key=${e.getTime()} until=${e} onEnd=${t}>${e=>n(e)}<//></p>
</div>`:null}const G=S(``);E(()=>{b.value&&(G.value=``)});function K(e=!0){let t=o(null);return p(()=>{let n=e&&t.current?.querySelector(`input:enabled:not([readonly])`);n&&(n.autofocus=!0,n.focus())},[]),t}function q({label:e=r.passkey.use,run:t,onDone:i,onFailed:a,tone:o=`plain`}){let[s,c]=C(!1),[l,u]=C(null);return M.value===`address`?g`<${pe} />`:M.value===`no`?null:g`<div class="stack stack-2">
<${n} class="auth-wide" icon="key" tone=${o} busy=${s} onClick=${async()=>{c(!0),u(null);try{await i(await t())}catch(e){e.reason!==`replaced`&&u(me(e)),a?.()}finally{c(!1)}}}>${e}<//>
<p class="auth-failure" role="alert">${l}</p>
</div>`}function pe(){return g`<p class="auth-hint small muted">
${r.passkey.address} <a href=${ie()}>${r.passkey.localhost}</a>
</p>`}const me=e=>e instanceof j?e.message:e.detail||r.passkey.failed;function J({factors:e,onDone:t,onRestart:i}){let a=e.includes(`totp`),[o,s]=C(!a&&!(e.includes(`passkey`)&&M.value===`yes`)),c=e.includes(`passkey`)&&M.value!==`no`,l=a||o;return g`<div class="stack stack-4">
${c&&g`<${q} run=${z} onDone=${t} tone=${a?`plain`:`primary`} />`}
${M.value===`yes`&&c&&l&&g`<p class="auth-or">${r.signIn.or}</p>`}
${l&&g`<${he} key=${o} recovery=${o} onDone=${t} onRestart=${i} />`}
<div class="auth-others">
${o?a&&g`<${n} tone="quiet" onClick=${()=>s(!1)}>${r.factor.useCode}<//>`:g`<${n} tone="quiet" onClick=${()=>s(!0)}>${r.factor.useRecovery}<//>`}
<${n} tone="quiet" onClick=${()=>i()}>${r.factor.back}<//>
</div>
</div>`}function he({recovery:e,onDone:t,onRestart:i}){let o=e?`recovery_code`:`code`,[s,c]=C(``),l=w(),[u,d]=C(null),p=K(),h=n=>{let a=typeof n==`string`?n:s,u=T({[o]:a});d(u),u||l.run(async()=>{try{let{data:e}=await m(`/auth/mfa/verify`,{[o]:a.trim()},{quiet:!0});await t(e)}catch(t){if(t.status===401)return i(r.factor.ended);throw e||c(``),t}})},_=u??f(l.problem,e=>e.status===429?null:e.code===`proof_refused`?x(e,o,r.factor.wrong):void 0),v=O(_),y=e?r.fields.recoveryCode:r.fields.code;return g`<div class="stack stack-4" ref=${p}>
<${W} until=${l.until} onEnd=${l.clear} />
<${A} onSubmit=${()=>h()} error=${_} busy=${l.busy} fields=${{[o]:y}}>
<${D} name=${o} label=${y} error=${v[o]}
help=${e?r.fields.recoveryHelp:r.factor.codeHelp}>
${t=>e?g`<${a} ...${t} value=${s} onChange=${c} autocomplete="off" maxlength="40" />`:g`<${V} ...${t} value=${s} onChange=${c} onComplete=${h} />`}
<//>
<${n} type="submit" tone="primary" class="auth-wide" busy=${l.busy} disabled=${l.until!==null}>
${r.factor.submit}
<//>
<//>
</div>`}function ge(e,t=location.origin){if(!e||!/^\/(?![/\\])/.test(e)||/[\\\u0000-\u001f]/.test(e))return`/`;let n=new URL(e,t),r=/^\/(t|account|platform|workspaces|welcome)(\/|$)/.test(n.pathname);return n.origin===t&&r?n.pathname+n.search:`/`}function Y(e){let n=t.value.query.get(`next`);return n?`${e}?${new URLSearchParams({next:n})}`:e}const _e=()=>l(X(),{replace:!0}),X=()=>ge(t.value.query.get(`next`));async function Z(){let e=X();await y(),l(e,{replace:!0})}function Q(){let e=b.value?.user.id;p(()=>{e&&_e()},[e])}function $({email:e,fixed:t=!1,autofill:i=!1,onAnswer:o}){let[s,c]=C(e||G.peek()),[l,u]=C(``),[d,p]=C(null),h=w(),_=K(t),v=e=>c(G.value=e),y=()=>{let e=T({email:s,password:l});p(e),e||h.run(async()=>{let{data:e}=await m(`/auth/login`,{email:s.trim(),password:l},{quiet:!0});await o(e)})},b=d??f(h.problem,e=>e.status===429?null:e.status===401?x(e,`password`,r.signIn.credentials):void 0),S=O(b),E=i?`username webauthn`:`username`;return g`<div class="stack stack-4" ref=${_}>
<${W} until=${h.until} onEnd=${h.clear} />
<${A} onSubmit=${y} error=${b} busy=${h.busy}
fields=${{email:r.fields.email,password:r.fields.password}}>
<${D} name="email" label=${r.fields.email} error=${S.email}>
${e=>g`<${a} ...${e} type="email" autocomplete=${E} maxlength="254"
value=${s} onChange=${v} readonly=${t} />`}
<//>
<${D} name="password" label=${r.fields.password} error=${S.password}>
${e=>g`<${ee} ...${e} autocomplete="current-password"
value=${l} onChange=${u} />`}
<//>
<${n} type="submit" tone="primary" class="auth-wide" busy=${h.busy} disabled=${h.until!==null}>
${r.signIn.submit}
<//>
<//>
</div>`}function ve(e,t,n){let[r,i]=C(0),a=M.value===`yes`;return p(()=>{if(!e||!a)return;let r=new AbortController,o=setTimeout(()=>i(e=>e+1),27e4);return(async()=>{if(await ae()&&!r.signal.aborted)try{await t(await z({conditional:!0,signal:r.signal}))}catch(e){e.reason===`unknown`&&(n(e),i(e=>e+1))}})(),()=>{clearTimeout(o),r.abort()}},[e,a,r]),()=>i(e=>e+1)}var ye=/* @__PURE__ */ e({default:()=>be});function be(){let[e,t]=C(null),[n,i]=C(null);Q();let a=ve(e===null,Z,e=>i(e.message)),o=e=>(i(null),e.mfa_required?t(e.factors):Z()),s=(e=null)=>{t(null),i(e)};if(e)return g`<${U} key="factor" title=${r.factor.title} subtitle=${r.factor.explain}>
<${J} factors=${e} onDone=${Z} onRestart=${s} />
<//>`;let c=[{href:Y(`/register`),label:r.footer.register},{href:Y(`/code`),label:r.footer.code},{href:`/forgot`,label:r.footer.forgot}];return g`<${U} key="password" title=${r.signIn.title} links=${c}>
${n&&g`<${h} tone="warn" onClose=${()=>i(null)}>${n}<//>`}
<${$} autofill onAnswer=${o} />
${M.value===`yes`&&g`<p class="auth-or">${r.signIn.or}</p>`}
<${q} run=${z} onDone=${Z} onFailed=${a} />
<//>`}export{A as _,Y as a,G as c,U as d,V as f,z as g,ue as h,Q as i,K as l,B as m,$ as n,J as o,M as p,Z as r,q as s,ye as t,W as u,O as v};