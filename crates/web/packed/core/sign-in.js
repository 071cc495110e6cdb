import{t as e}from"./rolldown-runtime.js";import{B as t,Ct as n,Et as r,G as i,K as a,P as o,Pt as s,R as c,Tt as l,V as u,W as d,_ as f,b as p,ct as m,dt as h,g,gt as _,it as v,jt as y,kt as b,lt as x,n as S,nt as C,t as ee,v as w,wt as te,x as T,xt as E,y as D}from"./main.js";function O(e){let t={};for(let{field:n,message:r}of e?.errors??[])t[n]??=r;return t}const k=(e,t)=>e.querySelector(`[name="${CSS.escape(t)}"], [data-name="${CSS.escape(t)}"]`);function ne({problem:e,fields:t,form:n}){let o=b(null),s=Object.entries(O(e)),c=s.filter(([e])=>!(e in t)),l=s.length===0||s.length>1||c.length>0;if(r(()=>{((l?null:k(n.current,s[0][0]))??o.current)?.focus()},[e]),!l)return null;let u=(e,t)=>{e.preventDefault(),e.stopPropagation(),k(n.current,t)?.focus()};return E`<div class="form-problem" ref=${o} tabindex="-1" role="alert">
<${i} name="circle-alert" />
<div>
<p>${s.length>0?a.form.check(s.length):e.detail||e.title}</p>
${e.status>=500&&e.requestId&&E`<p class="row small"><span>${a.problem.request} <code>${e.requestId}</code></span>
<${S} value=${e.requestId} tone="quiet" /></p>`}
${s.length>0&&E`<ul>${s.map(([e,n])=>{let r=`${t[e]??e}: ${n}`;return E`<li key=${e}>${e in t?E`<a href=${`#${e}`} onClick=${t=>u(t,e)}>${r}</a>`:r}</li>`})}</ul>`}
</div>
</div>`}function A({onSubmit:e,error:t=null,busy:n=!1,fields:r={},className:i=``,children:a,...o}){let s=b(null);return E`<form class=${`form ${i}`} ref=${s} novalidate aria-busy=${n?`true`:void 0} ...${o} onSubmit=${t=>{t.preventDefault();let r=s.current?.querySelector(`[data-wrong]`);r?r.focus():n||e(t)}}>
${t&&E`<${ne} problem=${t} fields=${r} form=${s} />`}
${a}
</form>`}var j=class extends Error{constructor(e){super(c.passkey[e]??c.passkey.failed),this.name=`PasskeyError`,this.reason=e}};const re=e=>/^[\d.]+$/.test(e)||e.startsWith(`[`),ie=e=>e.startsWith(`127.`)||e===`[::1]`,M=n(()=>x.value?.passkeys?re(location.hostname)?ie(location.hostname)?`address`:`no`:globalThis.PublicKeyCredential&&globalThis.isSecureContext?`yes`:`no`:`no`);function ae(){let e=new URL(location.href);return e.hostname=`localhost`,e.href}async function oe(){return M.value===`yes`?await PublicKeyCredential.isConditionalMediationAvailable?.().catch(()=>!1)??!1:!1}const N=e=>Uint8Array.from(atob(e.replaceAll(`-`,`+`).replaceAll(`_`,`/`)),e=>e.charCodeAt(0)),P=e=>btoa(Array.from(new Uint8Array(e),e=>String.fromCharCode(e)).join(``)).replaceAll(`+`,`-`).replaceAll(`/`,`_`).replaceAll(`=`,``),F=e=>e?.map(e=>({...e,id:N(e.id)}));function se(e){return PublicKeyCredential.parseCreationOptionsFromJSON?PublicKeyCredential.parseCreationOptionsFromJSON(e):{...e,challenge:N(e.challenge),user:{...e.user,id:N(e.user.id)},excludeCredentials:F(e.excludeCredentials)}}function ce(e){return PublicKeyCredential.parseRequestOptionsFromJSON?PublicKeyCredential.parseRequestOptionsFromJSON(e):{...e,challenge:N(e.challenge),allowCredentials:F(e.allowCredentials)}}function I(e){try{return e.toJSON()}catch{let t={clientDataJSON:P(e.response.clientDataJSON)};for(let n of[`attestationObject`,`authenticatorData`,`signature`,`userHandle`])e.response[n]&&(t[n]=P(e.response[n]));let n=e.response.getTransports?.();n&&(t.transports=n);let r=e.getClientExtensionResults();return{id:e.id,rawId:P(e.rawId),type:e.type,response:t,clientExtensionResults:r}}}let L=null;function le(){L?.abort(),L=null}const ue={NotAllowedError:`cancelled`,AbortError:`replaced`,InvalidStateError:`known`,SecurityError:`unavailable`,NotSupportedError:`unavailable`};async function R(e,t){le();let n=new AbortController;L=n;let r=()=>n.abort();t?.addEventListener(`abort`,r);try{if(t?.aborted)throw new j(`replaced`);return await e(n.signal)}catch(e){throw e instanceof DOMException?new j(ue[e.name]??`failed`):e}finally{t?.removeEventListener(`abort`,r),L===n&&(L=null)}}async function de(e){let{data:t}=await _(`/auth/passkeys/register/start`),n=se(t.public_key),r=await R(e=>navigator.credentials.create({publicKey:n,signal:e})),i={flow:t.flow,credential:I(r),name:e?.trim()||c.passkey.defaultName};return(await _(`/auth/passkeys/register/finish`,i)).data}async function fe({conditional:e=!1,signal:t,post:n}){let{data:r}=await n(`/auth/passkeys/login/start`),i={publicKey:ce(r.public_key)};e&&(i.mediation=`conditional`);let a=await R(e=>navigator.credentials.get({...i,signal:e}),t);return(await n(`/auth/passkeys/login/finish`,{flow:r.flow,credential:I(a)})).data}const pe=(e,t)=>_(e,t,{quiet:!0});async function z({conditional:e=!1,signal:t}={}){try{return await fe({conditional:e,signal:t,post:pe})}catch(e){throw e.status===401||e.code===`proof_refused`?new j(`unknown`):e}}async function me(){return z()}function B({value:e,onChange:t,length:n=6,onComplete:r,...i}){let a=i=>{let a=i.replace(/\D/g,``).slice(0,n);return t?.(a),a.length===n&&a!==e&&r?.(a),a};return E`<input class="input code-input" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]*" ...${i}
value=${e??``} onInput=${e=>{e.currentTarget.value=a(e.currentTarget.value)}} />`}let V=!1;function H({title:e,subtitle:t,links:n=[],children:i}){let a=b(null),s=b(null);return r(()=>{o(e),V&&!s.current?.contains(document.activeElement)&&a.current?.focus(),V=!0},[e]),E`
<div class="auth-page">
<p class="auth-product"><span class="auth-mark" aria-hidden="true"></span>${c.product}</p>
<div class="auth-card" ref=${s}>
<div class="auth-head">
<h1 tabindex="-1" ref=${a}>${e}</h1>
${t&&E`<p class="muted">${t}</p>`}
</div>
${i}
</div>
${n.length>0&&E`<nav class="auth-links" aria-label=${c.footer.label}>
${n.map(({href:e,label:t})=>E`<a key=${e} href=${e}>${t}</a>`)}
</nav>`}
</div>
`}function U({until:e,onEnd:t,says:n=c.wait}){return e?E`<div class="auth-wait">
<p class="visually-hidden" role="alert">${c.waiting}</p>
<p role="timer"><${f} key=${e.getTime()} until=${e} onEnd=${t}>${e=>n(e)}<//></p>
</div>`:null}function W({attempt:e,problem:t,fields:n,submit:r,says:i,onSubmit:a,children:o}){return E`<${s}>
<${U} until=${e.until} onEnd=${e.clear} says=${i} />
<${A} onSubmit=${a} error=${t} busy=${e.busy} fields=${n}>
${o}
<${d} type="submit" tone="primary" class="auth-wide" busy=${e.busy} disabled=${e.until!==null}>${r}<//>
<//>
<//>`}const G=te(``);l(()=>{m.value&&(G.value=``)});function K(e=!0){let t=b(null);return r(()=>{let n=e&&t.current?.querySelector(`input:enabled:not([readonly])`);n&&(n.autofocus=!0,n.focus())},[]),t}function q({label:e=c.passkey.use,run:t,onDone:n,onFailed:r,tone:i=`plain`}){let[a,o]=y(!1),[s,l]=y(null);return M.value===`address`?E`<${he} />`:M.value===`no`?null:E`<div class="stack stack-2">
<${d} class="auth-wide" icon="key" tone=${i} busy=${a} onClick=${async()=>{o(!0),l(null);try{await n(await t())}catch(e){e.reason!==`replaced`&&l(ge(e)),r?.()}finally{o(!1)}}}>${e}<//>
<p class="auth-failure" role="alert">${s}</p>
</div>`}function he(){return E`<p class="auth-hint small muted">
${c.passkey.address} <a href=${ae()}>${c.passkey.localhost}</a>
</p>`}const ge=e=>e instanceof j?e.message:e.detail||c.passkey.failed;function J({factors:e,onDone:t,onRestart:n}){let r=e.includes(`totp`),[i,a]=y(!r&&!(e.includes(`passkey`)&&M.value===`yes`)),o=e.includes(`passkey`)&&M.value!==`no`,s=r||i;return E`<div class="stack stack-4">
${o&&E`<${q} run=${z} onDone=${t} tone=${r?`plain`:`primary`} />`}
${M.value===`yes`&&o&&s&&E`<p class="auth-or">${c.signIn.or}</p>`}
${s&&E`<${_e} key=${i} recovery=${i} onDone=${t} onRestart=${n} />`}
<div class="auth-others">
${i?r&&E`<${d} tone="quiet" onClick=${()=>a(!1)}>${c.factor.useCode}<//>`:E`<${d} tone="quiet" onClick=${()=>a(!0)}>${c.factor.useRecovery}<//>`}
<${d} tone="quiet" onClick=${()=>n()}>${c.factor.back}<//>
</div>
</div>`}function _e({recovery:e,onDone:n,onRestart:r}){let i=e?`recovery_code`:`code`,[a,o]=y(``),s=T(),[l,d]=y(null),f=K(),m=t=>{let l=typeof t==`string`?t:a,u=D({[i]:l});d(u),u||s.run(async()=>{try{let{data:e}=await _(`/auth/mfa/verify`,{[i]:l.trim()},{quiet:!0});await n(e)}catch(t){if(t.status===401)return r(c.factor.ended);throw e||o(``),t}})},h=l??p(s.problem,e=>e.status===429?null:e.code===`proof_refused`?w(e,i,c.factor.wrong):void 0),g=O(h),v=e?c.fields.recoveryCode:c.fields.code;return E`<div class="stack stack-4" ref=${f}>
<${W} attempt=${s} problem=${h} submit=${c.factor.submit} onSubmit=${()=>m()} fields=${{[i]:v}}>
<${u} name=${i} label=${v} error=${g[i]}
help=${e?c.fields.recoveryHelp:c.factor.codeHelp}>
${n=>e?E`<${t} ...${n} value=${a} onChange=${o} autocomplete="off" maxlength="40" />`:E`<${B} ...${n} value=${a} onChange=${o} onComplete=${m} />`}
<//>
<//>
</div>`}function ve(e,t=location.origin){if(!e||!/^\/(?![/\\])/.test(e)||/[\\\u0000-\u001f]/.test(e))return`/`;let n=new URL(e,t),r=/^\/(t|account|platform|workspaces|welcome)(\/|$)/.test(n.pathname);return n.origin===t&&r?n.pathname+n.search:`/`}function Y(e){let t=v.value.query.get(`next`);return t?`${e}?${new URLSearchParams({next:t})}`:e}const ye=()=>C(X(),{replace:!0}),X=()=>ve(v.value.query.get(`next`));async function Z(){let e=X();await h(),C(e,{replace:!0})}function Q(){let e=m.value?.user.id;r(()=>{e&&ye()},[e])}function $({email:e,fixed:n=!1,autofill:r=!1,onAnswer:i}){let[a,o]=y(e||G.peek()),[s,l]=y(``),[d,f]=y(null),m=T(),h=K(n),g=e=>o(G.value=e),v=()=>{let e=D({email:a,password:s});f(e),e||m.run(async()=>{let{data:e}=await _(`/auth/login`,{email:a.trim(),password:s},{quiet:!0});await i(e)})},b=d??p(m.problem,e=>e.status===429?null:e.status===401?w(e,`password`,c.signIn.credentials):void 0),x=O(b),S=r?`username webauthn`:`username`;return E`<div class="stack stack-4" ref=${h}>
<${W} attempt=${m} problem=${b} submit=${c.signIn.submit} onSubmit=${v} fields=${{email:c.fields.email,password:c.fields.password}}>
<${u} name="email" label=${c.fields.email} error=${x.email}>
${e=>E`<${t} ...${e} type="email" autocomplete=${S} maxlength="254"
value=${a} onChange=${g} readonly=${n} />`}
<//>
<${u} name="password" label=${c.fields.password} error=${x.password}>
${e=>E`<${ee} ...${e} autocomplete="current-password"
value=${s} onChange=${l} />`}
<//>
<//>
</div>`}function be(e,t,n){let[i,a]=y(0),o=M.value===`yes`;return r(()=>{if(!e||!o)return;let r=new AbortController,i=setTimeout(()=>a(e=>e+1),27e4);return(async()=>{if(await oe()&&!r.signal.aborted)try{await t(await z({conditional:!0,signal:r.signal}))}catch(e){e.reason===`unknown`&&(n(e),a(e=>e+1))}})(),()=>{clearTimeout(i),r.abort()}},[e,o,i]),()=>a(e=>e+1)}var xe=/* @__PURE__ */ e({default:()=>Se});function Se(){let[e,t]=y(null),[n,r]=y(null);Q();let i=be(e===null,Z,e=>r(e.message)),a=e=>(r(null),e.mfa_required?t(e.factors):Z()),o=(e=null)=>{t(null),r(e)};if(e)return E`<${H} key="factor" title=${c.factor.title} subtitle=${c.factor.explain}>
<${J} factors=${e} onDone=${Z} onRestart=${o} />
<//>`;let s=[{href:Y(`/register`),label:c.footer.register},{href:Y(`/code`),label:c.footer.code},{href:`/forgot`,label:c.footer.forgot}];return E`<${H} key="password" title=${c.signIn.title} links=${s}>
${n&&E`<${g} tone="warn" onClose=${()=>r(null)}>${n}<//>`}
<${$} autofill onAnswer=${a} />
${M.value===`yes`&&E`<p class="auth-or">${c.signIn.or}</p>`}
<${q} run=${z} onDone=${Z} onFailed=${i} />
<//>`}export{z as _,Y as a,G as c,U as d,H as f,de as g,me as h,Q as i,K as l,M as m,$ as n,J as o,B as p,Z as r,q as s,xe as t,W as u,A as v,O as y};