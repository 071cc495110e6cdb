import{t as e}from"./rolldown-runtime.js";import{At as t,B as n,Ct as r,G as i,K as a,Nt as o,Ot as s,P as c,R as l,St as u,Tt as d,V as f,W as p,_ as m,b as h,bt as g,ct as _,dt as v,g as y,ht as b,it as x,lt as S,n as C,nt as w,t as ee,v as T,wt as te,x as E,y as D}from"./main.js";function O(e){let t={};for(let{field:n,message:r}of e?.errors??[])t[n]??=r;return t}const k=(e,t)=>e.querySelector(`[name="${CSS.escape(t)}"], [data-name="${CSS.escape(t)}"]`);function ne({problem:e,fields:t,form:n}){let r=s(null),o=Object.entries(O(e)),c=o.filter(([e])=>!(e in t)),l=o.length===0||o.length>1||c.length>0;if(d(()=>{((l?null:k(n.current,o[0][0]))??r.current)?.focus()},[e]),!l)return null;let u=(e,t)=>{e.preventDefault(),e.stopPropagation(),k(n.current,t)?.focus()};return g`<div class="form-problem" ref=${r} tabindex="-1" role="alert">
<${i} name="circle-alert" />
<div>
<p>${o.length>0?a.form.check(o.length):e.detail||e.title}</p>
${e.status>=500&&e.requestId&&g`<p class="row small"><span>${a.problem.request} <code>${e.requestId}</code></span>
<${C} value=${e.requestId} tone="quiet" /></p>`}
${o.length>0&&g`<ul>${o.map(([e,n])=>{let r=`${t[e]??e}: ${n}`;return g`<li key=${e}>${e in t?g`<a href=${`#${e}`} onClick=${t=>u(t,e)}>${r}</a>`:r}</li>`})}</ul>`}
</div>
</div>`}function A({onSubmit:e,error:t=null,busy:n=!1,fields:r={},className:i=``,children:a,...o}){let c=s(null);return g`<form class=${`form ${i}`} ref=${c} novalidate aria-busy=${n?`true`:void 0} ...${o} onSubmit=${t=>{t.preventDefault();let r=c.current?.querySelector(`[data-wrong]`);r?r.focus():n||e(t)}}>
${t&&g`<${ne} problem=${t} fields=${r} form=${c} />`}
${a}
</form>`}var j=class extends Error{constructor(e){super(l.passkey[e]??l.passkey.failed),this.name=`PasskeyError`,this.reason=e}};const re=e=>/^[\d.]+$/.test(e)||e.startsWith(`[`),ie=e=>e.startsWith(`127.`)||e===`[::1]`,M=u(()=>S.value?.passkeys?re(location.hostname)?ie(location.hostname)?`address`:`no`:globalThis.PublicKeyCredential&&globalThis.isSecureContext?`yes`:`no`:`no`);function ae(){let e=new URL(location.href);return e.hostname=`localhost`,e.href}async function oe(){return M.value===`yes`?await PublicKeyCredential.isConditionalMediationAvailable?.().catch(()=>!1)??!1:!1}const N=e=>Uint8Array.from(atob(e.replaceAll(`-`,`+`).replaceAll(`_`,`/`)),e=>e.charCodeAt(0)),P=e=>btoa(Array.from(new Uint8Array(e),e=>String.fromCharCode(e)).join(``)).replaceAll(`+`,`-`).replaceAll(`/`,`_`).replaceAll(`=`,``),F=e=>e?.map(e=>({...e,id:N(e.id)}));function se(e){return PublicKeyCredential.parseCreationOptionsFromJSON?PublicKeyCredential.parseCreationOptionsFromJSON(e):{...e,challenge:N(e.challenge),user:{...e.user,id:N(e.user.id)},excludeCredentials:F(e.excludeCredentials)}}function ce(e){return PublicKeyCredential.parseRequestOptionsFromJSON?PublicKeyCredential.parseRequestOptionsFromJSON(e):{...e,challenge:N(e.challenge),allowCredentials:F(e.allowCredentials)}}function I(e){try{return e.toJSON()}catch{let t={clientDataJSON:P(e.response.clientDataJSON)};for(let n of[`attestationObject`,`authenticatorData`,`signature`,`userHandle`])e.response[n]&&(t[n]=P(e.response[n]));let n=e.response.getTransports?.();n&&(t.transports=n);let r=e.getClientExtensionResults();return{id:e.id,rawId:P(e.rawId),type:e.type,response:t,clientExtensionResults:r}}}let L=null;function le(){L?.abort(),L=null}const ue={NotAllowedError:`cancelled`,AbortError:`replaced`,InvalidStateError:`known`,SecurityError:`unavailable`,NotSupportedError:`unavailable`};async function R(e,t){le();let n=new AbortController;L=n;let r=()=>n.abort();t?.addEventListener(`abort`,r);try{if(t?.aborted)throw new j(`replaced`);return await e(n.signal)}catch(e){throw e instanceof DOMException?new j(ue[e.name]??`failed`):e}finally{t?.removeEventListener(`abort`,r),L===n&&(L=null)}}async function de(e){let{data:t}=await b(`/auth/passkeys/register/start`),n=se(t.public_key),r=await R(e=>navigator.credentials.create({publicKey:n,signal:e})),i={flow:t.flow,credential:I(r),name:e?.trim()||l.passkey.defaultName};return(await b(`/auth/passkeys/register/finish`,i)).data}async function fe({conditional:e=!1,signal:t,post:n}){let{data:r}=await n(`/auth/passkeys/login/start`),i={publicKey:ce(r.public_key)};e&&(i.mediation=`conditional`);let a=await R(e=>navigator.credentials.get({...i,signal:e}),t);return(await n(`/auth/passkeys/login/finish`,{flow:r.flow,credential:I(a)})).data}const pe=(e,t)=>b(e,t,{quiet:!0});async function z({conditional:e=!1,signal:t}={}){try{return await fe({conditional:e,signal:t,post:pe})}catch(e){throw e.status===401||e.code===`proof_refused`?new j(`unknown`):e}}async function me(){return z()}function B({value:e,onChange:t,length:n=6,onComplete:r,...i}){let a=i=>{let a=i.replace(/\D/g,``).slice(0,n);return t?.(a),a.length===n&&a!==e&&r?.(a),a};return g`<input class="input code-input" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]*" ...${i}
value=${e??``} onInput=${e=>{e.currentTarget.value=a(e.currentTarget.value)}} />`}let V=!1;function H({title:e,subtitle:t,links:n=[],children:r}){let i=s(null),a=s(null);return d(()=>{c(e),V&&!a.current?.contains(document.activeElement)&&i.current?.focus(),V=!0},[e]),g`
<div class="auth-page">
<p class="auth-product"><span class="auth-mark" aria-hidden="true"></span>${l.product}</p>
<div class="auth-card" ref=${a}>
<div class="auth-head">
<h1 tabindex="-1" ref=${i}>${e}</h1>
${t&&g`<p class="muted">${t}</p>`}
</div>
${r}
</div>
${n.length>0&&g`<nav class="auth-links" aria-label=${l.footer.label}>
${n.map(({href:e,label:t})=>g`<a key=${e} href=${e}>${t}</a>`)}
</nav>`}
</div>
`}function U({until:e,onEnd:t,says:n=l.wait}){return e?g`<div class="auth-wait">
<p class="visually-hidden" role="alert">${l.waiting}</p>
<p role="timer"><${m} key=${e.getTime()} until=${e} onEnd=${t}>${e=>n(e)}<//></p>
</div>`:null}function W({attempt:e,problem:t,fields:n,submit:r,says:i,onSubmit:a,children:s}){return g`<${o}>
<${U} until=${e.until} onEnd=${e.clear} says=${i} />
<${A} onSubmit=${a} error=${t} busy=${e.busy} fields=${n}>
${s}
<${p} type="submit" tone="primary" class="auth-wide" busy=${e.busy} disabled=${e.until!==null}>${r}<//>
<//>
<//>`}const G=r(``);te(()=>{_.value&&(G.value=``)});function K(e=!0){let t=s(null);return d(()=>{let n=e&&t.current?.querySelector(`input:enabled:not([readonly])`);n&&(n.autofocus=!0,n.focus())},[]),t}function q({label:e=l.passkey.use,run:n,onDone:r,onFailed:i,tone:a=`plain`}){let[o,s]=t(!1),[c,u]=t(null);return M.value===`address`?g`<${he} />`:M.value===`no`?null:g`<div class="stack stack-2">
<${p} class="auth-wide" icon="key" tone=${a} busy=${o} onClick=${async()=>{s(!0),u(null);try{await r(await n())}catch(e){e.reason!==`replaced`&&u(ge(e)),i?.()}finally{s(!1)}}}>${e}<//>
<p class="auth-failure" role="alert">${c}</p>
</div>`}function he(){return g`<p class="auth-hint small muted">
${l.passkey.address} <a href=${ae()}>${l.passkey.localhost}</a>
</p>`}const ge=e=>e instanceof j?e.message:e.detail||l.passkey.failed;function J({factors:e,onDone:n,onRestart:r}){let i=e.includes(`totp`),[a,o]=t(!i&&!(e.includes(`passkey`)&&M.value===`yes`)),s=e.includes(`passkey`)&&M.value!==`no`,c=i||a;return g`<div class="stack stack-4">
${s&&g`<${q} run=${z} onDone=${n} tone=${i?`plain`:`primary`} />`}
${M.value===`yes`&&s&&c&&g`<p class="auth-or">${l.signIn.or}</p>`}
${c&&g`<${_e} key=${a} recovery=${a} onDone=${n} onRestart=${r} />`}
<div class="auth-others">
${a?i&&g`<${p} tone="quiet" onClick=${()=>o(!1)}>${l.factor.useCode}<//>`:g`<${p} tone="quiet" onClick=${()=>o(!0)}>${l.factor.useRecovery}<//>`}
<${p} tone="quiet" onClick=${()=>r()}>${l.factor.back}<//>
</div>
</div>`}function _e({recovery:e,onDone:r,onRestart:i}){let a=e?`recovery_code`:`code`,[o,s]=t(``),c=E(),[u,d]=t(null),p=K(),m=t=>{let n=typeof t==`string`?t:o,u=D({[a]:n});d(u),u||c.run(async()=>{try{let{data:e}=await b(`/auth/mfa/verify`,{[a]:n.trim()},{quiet:!0});await r(e)}catch(t){if(t.status===401)return i(l.factor.ended);throw e||s(``),t}})},_=u??h(c.problem,e=>e.status===429?null:e.code===`proof_refused`?T(e,a,l.factor.wrong):void 0),v=O(_),y=e?l.fields.recoveryCode:l.fields.code;return g`<div class="stack stack-4" ref=${p}>
<${W} attempt=${c} problem=${_} submit=${l.factor.submit} onSubmit=${()=>m()} fields=${{[a]:y}}>
<${f} name=${a} label=${y} error=${v[a]}
help=${e?l.fields.recoveryHelp:l.factor.codeHelp}>
${t=>e?g`<${n} ...${t} value=${o} onChange=${s} autocomplete="off" maxlength="40" />`:g`<${B} ...${t} value=${o} onChange=${s} onComplete=${m} />`}
<//>
<//>
</div>`}function ve(e,t=location.origin){if(!e||!/^\/(?![/\\])/.test(e)||/[\\\u0000-\u001f]/.test(e))return`/`;let n=new URL(e,t),r=/^\/(t|account|platform|workspaces|welcome)(\/|$)/.test(n.pathname);return n.origin===t&&r?n.pathname+n.search:`/`}function Y(e){let t=x.value.query.get(`next`);return t?`${e}?${new URLSearchParams({next:t})}`:e}const ye=()=>w(X(),{replace:!0}),X=()=>ve(x.value.query.get(`next`));async function Z(){let e=X();await v(),w(e,{replace:!0})}function Q(){let e=_.value?.user.id;d(()=>{e&&ye()},[e])}function $({email:e,fixed:r=!1,autofill:i=!1,onAnswer:a}){let[o,s]=t(e||G.peek()),[c,u]=t(``),[d,p]=t(null),m=E(),_=K(r),v=e=>s(G.value=e),y=()=>{let e=D({email:o,password:c});p(e),e||m.run(async()=>{let{data:e}=await b(`/auth/login`,{email:o.trim(),password:c},{quiet:!0});await a(e)})},x=d??h(m.problem,e=>e.status===429?null:e.status===401?T(e,`password`,l.signIn.credentials):void 0),S=O(x),C=i?`username webauthn`:`username`;return g`<div class="stack stack-4" ref=${_}>
<${W} attempt=${m} problem=${x} submit=${l.signIn.submit} onSubmit=${y} fields=${{email:l.fields.email,password:l.fields.password}}>
<${f} name="email" label=${l.fields.email} error=${S.email}>
${e=>g`<${n} ...${e} type="email" autocomplete=${C} maxlength="254"
value=${o} onChange=${v} readonly=${r} />`}
<//>
<${f} name="password" label=${l.fields.password} error=${S.password}>
${e=>g`<${ee} ...${e} autocomplete="current-password"
value=${c} onChange=${u} />`}
<//>
<//>
</div>`}function be(e,n,r){let[i,a]=t(0),o=M.value===`yes`;return d(()=>{if(!e||!o)return;let t=new AbortController,i=setTimeout(()=>a(e=>e+1),27e4);return(async()=>{if(await oe()&&!t.signal.aborted)try{await n(await z({conditional:!0,signal:t.signal}))}catch(e){e.reason===`unknown`&&(r(e),a(e=>e+1))}})(),()=>{clearTimeout(i),t.abort()}},[e,o,i]),()=>a(e=>e+1)}var xe=/* @__PURE__ */ e({default:()=>Se});function Se(){let[e,n]=t(null),[r,i]=t(null);Q();let a=be(e===null,Z,e=>i(e.message)),o=e=>(i(null),e.mfa_required?n(e.factors):Z()),s=(e=null)=>{n(null),i(e)};if(e)return g`<${H} key="factor" title=${l.factor.title} subtitle=${l.factor.explain}>
<${J} factors=${e} onDone=${Z} onRestart=${s} />
<//>`;let c=[{href:Y(`/register`),label:l.footer.register},{href:Y(`/code`),label:l.footer.code},{href:`/forgot`,label:l.footer.forgot}];return g`<${H} key="password" title=${l.signIn.title} links=${c}>
${r&&g`<${y} tone="warn" onClose=${()=>i(null)}>${r}<//>`}
<${$} autofill onAnswer=${o} />
${M.value===`yes`&&g`<p class="auth-or">${l.signIn.or}</p>`}
<${q} run=${z} onDone=${Z} onFailed=${a} />
<//>`}export{z as _,Y as a,G as c,U as d,H as f,de as g,me as h,Q as i,K as l,M as m,$ as n,J as o,B as p,Z as r,q as s,xe as t,W as u,A as v,O as y};