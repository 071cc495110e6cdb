import{t as e}from"./rolldown-runtime.js";import{B as t,Ct as n,Dt as r,G as i,K as a,P as o,R as s,St as c,V as l,W as u,_ as d,b as f,bt as p,ct as m,dt as h,g,ht as _,it as v,jt as y,kt as b,lt as x,n as S,nt as C,t as ee,v as w,wt as T,x as E,xt as te,y as D}from"./main.js";function O(e){let t={};for(let{field:n,message:r}of e?.errors??[])t[n]??=r;return t}const k=(e,t)=>e.querySelector(`[name="${CSS.escape(t)}"], [data-name="${CSS.escape(t)}"]`);function ne({problem:e,fields:t,form:n}){let o=r(null),s=Object.entries(O(e)),c=s.filter(([e])=>!(e in t)),l=s.length===0||s.length>1||c.length>0;if(T(()=>{((l?null:k(n.current,s[0][0]))??o.current)?.focus()},[e]),!l)return null;let u=(e,t)=>{e.preventDefault(),e.stopPropagation(),k(n.current,t)?.focus()};return p`<div class="form-problem" ref=${o} tabindex="-1" role="alert">
<${i} name="circle-alert" />
<div>
<p>${s.length>0?a.form.check(s.length):e.detail||e.title}</p>
${e.status>=500&&e.requestId&&p`<p class="row small"><span>${a.problem.request} <code>${e.requestId}</code></span>
<${S} value=${e.requestId} tone="quiet" /></p>`}
${s.length>0&&p`<ul>${s.map(([e,n])=>{let r=`${t[e]??e}: ${n}`;return p`<li key=${e}>${e in t?p`<a href=${`#${e}`} onClick=${t=>u(t,e)}>${r}</a>`:r}</li>`})}</ul>`}
</div>
</div>`}function A({onSubmit:e,error:t=null,busy:n=!1,fields:i={},className:a=``,children:o,...s}){let c=r(null);return p`<form class=${`form ${a}`} ref=${c} novalidate aria-busy=${n?`true`:void 0} ...${s} onSubmit=${t=>{t.preventDefault();let r=c.current?.querySelector(`[data-wrong]`);r?r.focus():n||e(t)}}>
${t&&p`<${ne} problem=${t} fields=${i} form=${c} />`}
${o}
</form>`}var j=class extends Error{constructor(e){super(s.passkey[e]??s.passkey.failed),this.name=`PasskeyError`,this.reason=e}};const re=e=>/^[\d.]+$/.test(e)||e.startsWith(`[`),ie=e=>e.startsWith(`127.`)||e===`[::1]`,M=te(()=>x.value?.passkeys?re(location.hostname)?ie(location.hostname)?`address`:`no`:globalThis.PublicKeyCredential&&globalThis.isSecureContext?`yes`:`no`:`no`);function ae(){let e=new URL(location.href);return e.hostname=`localhost`,e.href}async function oe(){return M.value===`yes`?await PublicKeyCredential.isConditionalMediationAvailable?.().catch(()=>!1)??!1:!1}const N=e=>Uint8Array.from(atob(e.replaceAll(`-`,`+`).replaceAll(`_`,`/`)),e=>e.charCodeAt(0)),P=e=>btoa(Array.from(new Uint8Array(e),e=>String.fromCharCode(e)).join(``)).replaceAll(`+`,`-`).replaceAll(`/`,`_`).replaceAll(`=`,``),F=e=>e?.map(e=>({...e,id:N(e.id)}));function se(e){return PublicKeyCredential.parseCreationOptionsFromJSON?PublicKeyCredential.parseCreationOptionsFromJSON(e):{...e,challenge:N(e.challenge),user:{...e.user,id:N(e.user.id)},excludeCredentials:F(e.excludeCredentials)}}function ce(e){return PublicKeyCredential.parseRequestOptionsFromJSON?PublicKeyCredential.parseRequestOptionsFromJSON(e):{...e,challenge:N(e.challenge),allowCredentials:F(e.allowCredentials)}}function I(e){try{return e.toJSON()}catch{let t={clientDataJSON:P(e.response.clientDataJSON)};for(let n of[`attestationObject`,`authenticatorData`,`signature`,`userHandle`])e.response[n]&&(t[n]=P(e.response[n]));let n=e.response.getTransports?.();n&&(t.transports=n);let r=e.getClientExtensionResults();return{id:e.id,rawId:P(e.rawId),type:e.type,response:t,clientExtensionResults:r}}}let L=null;function le(){L?.abort(),L=null}const ue={NotAllowedError:`cancelled`,AbortError:`replaced`,InvalidStateError:`known`,SecurityError:`unavailable`,NotSupportedError:`unavailable`};async function R(e,t){le();let n=new AbortController;L=n;let r=()=>n.abort();t?.addEventListener(`abort`,r);try{if(t?.aborted)throw new j(`replaced`);return await e(n.signal)}catch(e){throw e instanceof DOMException?new j(ue[e.name]??`failed`):e}finally{t?.removeEventListener(`abort`,r),L===n&&(L=null)}}async function de(e){let{data:t}=await _(`/auth/passkeys/register/start`),n=se(t.public_key),r=await R(e=>navigator.credentials.create({publicKey:n,signal:e})),i={flow:t.flow,credential:I(r),name:e?.trim()||s.passkey.defaultName};return(await _(`/auth/passkeys/register/finish`,i)).data}async function fe({conditional:e=!1,signal:t,post:n}){let{data:r}=await n(`/auth/passkeys/login/start`),i={publicKey:ce(r.public_key)};e&&(i.mediation=`conditional`);let a=await R(e=>navigator.credentials.get({...i,signal:e}),t);return(await n(`/auth/passkeys/login/finish`,{flow:r.flow,credential:I(a)})).data}const pe=(e,t)=>_(e,t,{quiet:!0});async function z({conditional:e=!1,signal:t}={}){try{return await fe({conditional:e,signal:t,post:pe})}catch(e){throw e.status===401||e.code===`proof_refused`?new j(`unknown`):e}}async function me(){return z()}function B({value:e,onChange:t,length:n=6,onComplete:r,...i}){let a=i=>{let a=i.replace(/\D/g,``).slice(0,n);return t?.(a),a.length===n&&a!==e&&r?.(a),a};return p`<input class="input code-input" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]*" ...${i}
value=${e??``} onInput=${e=>{e.currentTarget.value=a(e.currentTarget.value)}} />`}let V=!1;function H({title:e,subtitle:t,links:n=[],children:i}){let a=r(null),c=r(null);return T(()=>{o(e),V&&!c.current?.contains(document.activeElement)&&a.current?.focus(),V=!0},[e]),p`
<div class="auth-page">
<p class="auth-product"><span class="auth-mark" aria-hidden="true"></span>${s.product}</p>
<div class="auth-card" ref=${c}>
<div class="auth-head">
<h1 tabindex="-1" ref=${a}>${e}</h1>
${t&&p`<p class="muted">${t}</p>`}
</div>
${i}
</div>
${n.length>0&&p`<nav class="auth-links" aria-label=${s.footer.label}>
${n.map(({href:e,label:t})=>p`<a key=${e} href=${e}>${t}</a>`)}
</nav>`}
</div>
`}function U({until:e,onEnd:t,says:n=s.wait}){return e?p`<div class="auth-wait">
<p class="visually-hidden" role="alert">${s.waiting}</p>
<p role="timer"><${d} key=${e.getTime()} until=${e} onEnd=${t}>${e=>n(e)}<//></p>
</div>`:null}function W({attempt:e,problem:t,fields:n,submit:r,says:i,onSubmit:a,children:o}){return p`<${y}>
<${U} until=${e.until} onEnd=${e.clear} says=${i} />
<${A} onSubmit=${a} error=${t} busy=${e.busy} fields=${n}>
${o}
<${u} type="submit" tone="primary" class="auth-wide" busy=${e.busy} disabled=${e.until!==null}>${r}<//>
<//>
<//>`}const G=c(``);n(()=>{m.value&&(G.value=``)});function K(e=!0){let t=r(null);return T(()=>{let n=e&&t.current?.querySelector(`input:enabled:not([readonly])`);n&&(n.autofocus=!0,n.focus())},[]),t}function q({label:e=s.passkey.use,run:t,onDone:n,onFailed:r,tone:i=`plain`}){let[a,o]=b(!1),[c,l]=b(null);return M.value===`address`?p`<${he} />`:M.value===`no`?null:p`<div class="stack stack-2">
<${u} class="auth-wide" icon="key" tone=${i} busy=${a} onClick=${async()=>{o(!0),l(null);try{await n(await t())}catch(e){e.reason!==`replaced`&&l(ge(e)),r?.()}finally{o(!1)}}}>${e}<//>
<p class="auth-failure" role="alert">${c}</p>
</div>`}function he(){return p`<p class="auth-hint small muted">
${s.passkey.address} <a href=${ae()}>${s.passkey.localhost}</a>
</p>`}const ge=e=>e instanceof j?e.message:e.detail||s.passkey.failed;function J({factors:e,onDone:t,onRestart:n}){let r=e.includes(`totp`),[i,a]=b(!r&&!(e.includes(`passkey`)&&M.value===`yes`)),o=e.includes(`passkey`)&&M.value!==`no`,c=r||i;return p`<div class="stack stack-4">
${o&&p`<${q} run=${z} onDone=${t} tone=${r?`plain`:`primary`} />`}
${M.value===`yes`&&o&&c&&p`<p class="auth-or">${s.signIn.or}</p>`}
${c&&p`<${_e} key=${i} recovery=${i} onDone=${t} onRestart=${n} />`}
<div class="auth-others">
${i?r&&p`<${u} tone="quiet" onClick=${()=>a(!1)}>${s.factor.useCode}<//>`:p`<${u} tone="quiet" onClick=${()=>a(!0)}>${s.factor.useRecovery}<//>`}
<${u} tone="quiet" onClick=${()=>n()}>${s.factor.back}<//>
</div>
</div>`}function _e({recovery:e,onDone:n,onRestart:r}){let i=e?`recovery_code`:`code`,[a,o]=b(``),c=E(),[u,d]=b(null),m=K(),h=t=>{let l=typeof t==`string`?t:a,u=D({[i]:l});d(u),u||c.run(async()=>{try{let{data:e}=await _(`/auth/mfa/verify`,{[i]:l.trim()},{quiet:!0});await n(e)}catch(t){if(t.status===401)return r(s.factor.ended);throw e||o(``),t}})},g=u??f(c.problem,e=>e.status===429?null:e.code===`proof_refused`?w(e,i,s.factor.wrong):void 0),v=O(g),y=e?s.fields.recoveryCode:s.fields.code;return p`<div class="stack stack-4" ref=${m}>
<${W} attempt=${c} problem=${g} submit=${s.factor.submit} onSubmit=${()=>h()} fields=${{[i]:y}}>
<${l} name=${i} label=${y} error=${v[i]}
help=${e?s.fields.recoveryHelp:s.factor.codeHelp}>
${n=>e?p`<${t} ...${n} value=${a} onChange=${o} autocomplete="off" maxlength="40" />`:p`<${B} ...${n} value=${a} onChange=${o} onComplete=${h} />`}
<//>
<//>
</div>`}function ve(e,t=location.origin){if(!e||!/^\/(?![/\\])/.test(e)||/[\\\u0000-\u001f]/.test(e))return`/`;let n=new URL(e,t),r=/^\/(t|account|platform|workspaces|welcome)(\/|$)/.test(n.pathname);return n.origin===t&&r?n.pathname+n.search:`/`}function Y(e){let t=v.value.query.get(`next`);return t?`${e}?${new URLSearchParams({next:t})}`:e}const ye=()=>C(X(),{replace:!0}),X=()=>ve(v.value.query.get(`next`));async function Z(){let e=X();await h(),C(e,{replace:!0})}function Q(){let e=m.value?.user.id;T(()=>{e&&ye()},[e])}function $({email:e,fixed:n=!1,autofill:r=!1,onAnswer:i}){let[a,o]=b(e||G.peek()),[c,u]=b(``),[d,m]=b(null),h=E(),g=K(n),v=e=>o(G.value=e),y=()=>{let e=D({email:a,password:c});m(e),e||h.run(async()=>{let{data:e}=await _(`/auth/login`,{email:a.trim(),password:c},{quiet:!0});await i(e)})},x=d??f(h.problem,e=>e.status===429?null:e.status===401?w(e,`password`,s.signIn.credentials):void 0),S=O(x),C=r?`username webauthn`:`username`;return p`<div class="stack stack-4" ref=${g}>
<${W} attempt=${h} problem=${x} submit=${s.signIn.submit} onSubmit=${y} fields=${{email:s.fields.email,password:s.fields.password}}>
<${l} name="email" label=${s.fields.email} error=${S.email}>
${e=>p`<${t} ...${e} type="email" autocomplete=${C} maxlength="254"
value=${a} onChange=${v} readonly=${n} />`}
<//>
<${l} name="password" label=${s.fields.password} error=${S.password}>
${e=>p`<${ee} ...${e} autocomplete="current-password"
value=${c} onChange=${u} />`}
<//>
<//>
</div>`}function be(e,t,n){let[r,i]=b(0),a=M.value===`yes`;return T(()=>{if(!e||!a)return;let r=new AbortController,o=setTimeout(()=>i(e=>e+1),27e4);return(async()=>{if(await oe()&&!r.signal.aborted)try{await t(await z({conditional:!0,signal:r.signal}))}catch(e){e.reason===`unknown`&&(n(e),i(e=>e+1))}})(),()=>{clearTimeout(o),r.abort()}},[e,a,r]),()=>i(e=>e+1)}var xe=/* @__PURE__ */ e({default:()=>Se});function Se(){let[e,t]=b(null),[n,r]=b(null);Q();let i=be(e===null,Z,e=>r(e.message)),a=e=>(r(null),e.mfa_required?t(e.factors):Z()),o=(e=null)=>{t(null),r(e)};if(e)return p`<${H} key="factor" title=${s.factor.title} subtitle=${s.factor.explain}>
<${J} factors=${e} onDone=${Z} onRestart=${o} />
<//>`;let c=[{href:Y(`/register`),label:s.footer.register},{href:Y(`/code`),label:s.footer.code},{href:`/forgot`,label:s.footer.forgot}];return p`<${H} key="password" title=${s.signIn.title} links=${c}>
${n&&p`<${g} tone="warn" onClose=${()=>r(null)}>${n}<//>`}
<${$} autofill onAnswer=${a} />
${M.value===`yes`&&p`<p class="auth-or">${s.signIn.or}</p>`}
<${q} run=${z} onDone=${Z} onFailed=${i} />
<//>`}export{z as _,Y as a,G as c,U as d,H as f,de as g,me as h,Q as i,K as l,M as m,$ as n,J as o,B as p,Z as r,q as s,xe as t,W as u,A as v,O as y};