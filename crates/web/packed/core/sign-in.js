import{t as e}from"./rolldown-runtime.js";import{At as t,Ct as n,Et as r,H as i,I as a,N as o,Ot as s,R as c,St as l,U as u,W as d,_ as f,b as p,bt as m,et as h,g,h as _,lt as v,mt as y,n as b,nt as x,ot as S,st as ee,t as te,v as C,xt as ne,y as w,yt as T,z as E}from"./main.js";function D(e){let t={};for(let{field:n,message:r}of e?.errors??[])t[n]??=r;return t}const O=(e,t)=>e.querySelector(`[name="${CSS.escape(t)}"], [data-name="${CSS.escape(t)}"]`);function re({problem:e,fields:t,form:i}){let a=r(null),o=Object.entries(D(e)),s=o.filter(([e])=>!(e in t)),c=o.length===0||o.length>1||s.length>0;if(n(()=>{((c?null:O(i.current,o[0][0]))??a.current)?.focus()},[e]),!c)return null;let l=(e,t)=>{e.preventDefault(),e.stopPropagation(),O(i.current,t)?.focus()};return T`<div class="form-problem" ref=${a} tabindex="-1" role="alert">
<${u} name="circle-alert" />
<div>
<p>${o.length>0?d.form.check(o.length):e.detail||e.title}</p>
${e.status>=500&&e.requestId&&T`<p class="row small"><span>${d.problem.request} <code>${e.requestId}</code></span>
<${b} value=${e.requestId} tone="quiet" /></p>`}
${o.length>0&&T`<ul>${o.map(([e,n])=>{let r=`${t[e]??e}: ${n}`;return T`<li key=${e}>${e in t?T`<a href=${`#${e}`} onClick=${t=>l(t,e)}>${r}</a>`:r}</li>`})}</ul>`}
</div>
</div>`}function k({onSubmit:e,error:t=null,busy:n=!1,fields:i={},className:a=``,children:o,...s}){let c=r(null);return T`<form class=${`form ${a}`} ref=${c} novalidate aria-busy=${n?`true`:void 0} ...${s} onSubmit=${t=>{t.preventDefault();let r=c.current?.querySelector(`[data-wrong]`);r?r.focus():n||e(t)}}>
${t&&T`<${re} problem=${t} fields=${i} form=${c} />`}
${o}
</form>`}var A=class extends Error{constructor(e){super(a.passkey[e]??a.passkey.failed),this.name=`PasskeyError`,this.reason=e}};const ie=e=>/^[\d.]+$/.test(e)||e.startsWith(`[`),ae=e=>e.startsWith(`127.`)||e===`[::1]`,j=m(()=>ee.value?.passkeys?ie(location.hostname)?ae(location.hostname)?`address`:`no`:globalThis.PublicKeyCredential&&globalThis.isSecureContext?`yes`:`no`:`no`);function oe(){let e=new URL(location.href);return e.hostname=`localhost`,e.href}async function se(){return j.value===`yes`?await PublicKeyCredential.isConditionalMediationAvailable?.().catch(()=>!1)??!1:!1}const M=e=>Uint8Array.from(atob(e.replaceAll(`-`,`+`).replaceAll(`_`,`/`)),e=>e.charCodeAt(0)),N=e=>btoa(Array.from(new Uint8Array(e),e=>String.fromCharCode(e)).join(``)).replaceAll(`+`,`-`).replaceAll(`/`,`_`).replaceAll(`=`,``),P=e=>e?.map(e=>({...e,id:M(e.id)}));function ce(e){return PublicKeyCredential.parseCreationOptionsFromJSON?PublicKeyCredential.parseCreationOptionsFromJSON(e):{...e,challenge:M(e.challenge),user:{...e.user,id:M(e.user.id)},excludeCredentials:P(e.excludeCredentials)}}function le(e){return PublicKeyCredential.parseRequestOptionsFromJSON?PublicKeyCredential.parseRequestOptionsFromJSON(e):{...e,challenge:M(e.challenge),allowCredentials:P(e.allowCredentials)}}function F(e){try{return e.toJSON()}catch{let t={clientDataJSON:N(e.response.clientDataJSON)};for(let n of[`attestationObject`,`authenticatorData`,`signature`,`userHandle`])e.response[n]&&(t[n]=N(e.response[n]));let n=e.response.getTransports?.();n&&(t.transports=n);let r=e.getClientExtensionResults();return{id:e.id,rawId:N(e.rawId),type:e.type,response:t,clientExtensionResults:r}}}let I=null;function ue(){I?.abort(),I=null}const de={NotAllowedError:`cancelled`,AbortError:`replaced`,InvalidStateError:`known`,SecurityError:`unavailable`,NotSupportedError:`unavailable`};async function L(e,t){ue();let n=new AbortController;I=n;let r=()=>n.abort();t?.addEventListener(`abort`,r);try{if(t?.aborted)throw new A(`replaced`);return await e(n.signal)}catch(e){throw e instanceof DOMException?new A(de[e.name]??`failed`):e}finally{t?.removeEventListener(`abort`,r),I===n&&(I=null)}}async function fe(e){let{data:t}=await y(`/auth/passkeys/register/start`),n=ce(t.public_key),r=await L(e=>navigator.credentials.create({publicKey:n,signal:e})),i={flow:t.flow,credential:F(r),name:e?.trim()||a.passkey.defaultName};return(await y(`/auth/passkeys/register/finish`,i)).data}async function pe({conditional:e=!1,signal:t,post:n}){let{data:r}=await n(`/auth/passkeys/login/start`),i={publicKey:le(r.public_key)};e&&(i.mediation=`conditional`);let a=await L(e=>navigator.credentials.get({...i,signal:e}),t);return(await n(`/auth/passkeys/login/finish`,{flow:r.flow,credential:F(a)})).data}const me=(e,t)=>y(e,t,{quiet:!0});async function R({conditional:e=!1,signal:t}={}){try{return await pe({conditional:e,signal:t,post:me})}catch(e){throw e.status===401||e.code===`proof_refused`?new A(`unknown`):e}}async function he(){return R()}function z({value:e,onChange:t,length:n=6,onComplete:r,...i}){let a=i=>{let a=i.replace(/\D/g,``).slice(0,n);return t?.(a),a.length===n&&a!==e&&r?.(a),a};return T`<input class="input code-input" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]*" ...${i}
value=${e??``} onInput=${e=>{e.currentTarget.value=a(e.currentTarget.value)}} />`}let B=!1;function V({title:e,subtitle:t,links:i=[],children:s}){let c=r(null),l=r(null);return n(()=>{o(e),B&&!l.current?.contains(document.activeElement)&&c.current?.focus(),B=!0},[e]),T`
<div class="auth-page">
<p class="auth-product"><span class="auth-mark" aria-hidden="true"></span>${a.product}</p>
<div class="auth-card" ref=${l}>
<div class="auth-head">
<h1 tabindex="-1" ref=${c}>${e}</h1>
${t&&T`<p class="muted">${t}</p>`}
</div>
${s}
</div>
${i.length>0&&T`<nav class="auth-links" aria-label=${a.footer.label}>
${i.map(({href:e,label:t})=>T`<a key=${e} href=${e}>${t}</a>`)}
</nav>`}
</div>
`}function H({until:e,onEnd:t,says:n=a.wait}){return e?T`<div class="auth-wait">
<p class="visually-hidden" role="alert">${a.waiting}</p>
<p role="timer"><${g} key=${e.getTime()} until=${e} onEnd=${t}>${e=>n(e)}<//></p>
</div>`:null}function U({attempt:e,problem:n,fields:r,submit:a,says:o,onSubmit:s,children:c}){return T`<${t}>
<${H} until=${e.until} onEnd=${e.clear} says=${o} />
<${k} onSubmit=${s} error=${n} busy=${e.busy} fields=${r}>
${c}
<${i} type="submit" tone="primary" class="auth-wide" busy=${e.busy} disabled=${e.until!==null}>${a}<//>
<//>
<//>`}const W=ne(``);l(()=>{S.value&&(W.value=``)});function G(e=!0){let t=r(null);return n(()=>{let n=e&&t.current?.querySelector(`input:enabled:not([readonly])`);n&&(n.autofocus=!0,n.focus())},[]),t}function K({label:e=a.passkey.use,run:t,onDone:n,onFailed:r,tone:o=`plain`}){let[c,l]=s(!1),[u,d]=s(null);return j.value===`address`?T`<${ge} />`:j.value===`no`?null:T`<div class="stack stack-2">
<${i} class="auth-wide" icon="key" tone=${o} busy=${c} onClick=${async()=>{l(!0),d(null);try{await n(await t())}catch(e){e.reason!==`replaced`&&d(_e(e)),r?.()}finally{l(!1)}}}>${e}<//>
<p class="auth-failure" role="alert">${u}</p>
</div>`}function ge(){return T`<p class="auth-hint small muted">
${a.passkey.address} <a href=${oe()}>${a.passkey.localhost}</a>
</p>`}const _e=e=>e instanceof A?e.message:e.detail||a.passkey.failed;function q({factors:e,onDone:t,onRestart:n}){let r=e.includes(`totp`),[o,c]=s(!r&&!(e.includes(`passkey`)&&j.value===`yes`)),l=e.includes(`passkey`)&&j.value!==`no`,u=r||o;return T`<div class="stack stack-4">
${l&&T`<${K} run=${R} onDone=${t} tone=${r?`plain`:`primary`} />`}
${j.value===`yes`&&l&&u&&T`<p class="auth-or">${a.signIn.or}</p>`}
${u&&T`<${ve} key=${o} recovery=${o} onDone=${t} onRestart=${n} />`}
<div class="auth-others">
${o?r&&T`<${i} tone="quiet" onClick=${()=>c(!1)}>${a.factor.useCode}<//>`:T`<${i} tone="quiet" onClick=${()=>c(!0)}>${a.factor.useRecovery}<//>`}
<${i} tone="quiet" onClick=${()=>n()}>${a.factor.back}<//>
</div>
</div>`}function ve({recovery:e,onDone:t,onRestart:n}){let r=e?`recovery_code`:`code`,[i,o]=s(``),l=p(),[u,d]=s(null),m=G(),h=s=>{let c=typeof s==`string`?s:i,u=C({[r]:c});d(u),u||l.run(async()=>{try{let{data:e}=await y(`/auth/mfa/verify`,{[r]:c.trim()},{quiet:!0});await t(e)}catch(t){if(t.status===401)return n(a.factor.ended);throw e||o(``),t}})},g=u??w(l.problem,e=>e.status===429?null:e.code===`proof_refused`?f(e,r,a.factor.wrong):void 0),_=D(g),v=e?a.fields.recoveryCode:a.fields.code;return T`<div class="stack stack-4" ref=${m}>
<${U} attempt=${l} problem=${g} submit=${a.factor.submit} onSubmit=${()=>h()} fields=${{[r]:v}}>
<${E} name=${r} label=${v} error=${_[r]}
help=${e?a.fields.recoveryHelp:a.factor.codeHelp}>
${t=>e?T`<${c} ...${t} value=${i} onChange=${o} autocomplete="off" maxlength="40" />`:T`<${z} ...${t} value=${i} onChange=${o} onComplete=${h} />`}
<//>
<//>
</div>`}function J(e,t=location.origin){if(!e||!/^\/(?![/\\])/.test(e)||/[\\\u0000-\u001f]/.test(e))return`/`;let n=new URL(e,t),r=/^\/(t|account|platform|workspaces|welcome)(\/|$)/.test(n.pathname);return n.origin===t&&r?n.pathname+n.search:`/`}function Y(e){let t=x.value.query.get(`next`);return t?`${e}?${new URLSearchParams({next:t})}`:e}const ye=()=>h(X(),{replace:!0}),X=()=>J(x.value.query.get(`next`));async function Z(){let e=X();await v(),h(e,{replace:!0})}function Q(){let e=S.value?.user.id;n(()=>{e&&ye()},[e])}function $({email:e,fixed:t=!1,autofill:n=!1,onAnswer:r}){let[i,o]=s(e||W.peek()),[l,u]=s(``),[d,m]=s(null),h=p(),g=G(t),_=e=>o(W.value=e),v=()=>{let e=C({email:i,password:l});m(e),e||h.run(async()=>{let{data:e}=await y(`/auth/login`,{email:i.trim(),password:l},{quiet:!0});await r(e)})},b=d??w(h.problem,e=>e.status===429?null:e.status===401?f(e,`password`,a.signIn.credentials):void 0),x=D(b),S=n?`username webauthn`:`username`;return T`<div class="stack stack-4" ref=${g}>
<${U} attempt=${h} problem=${b} submit=${a.signIn.submit} onSubmit=${v} fields=${{email:a.fields.email,password:a.fields.password}}>
<${E} name="email" label=${a.fields.email} error=${x.email}>
${e=>T`<${c} ...${e} type="email" autocomplete=${S} maxlength="254"
value=${i} onChange=${_} readonly=${t} />`}
<//>
<${E} name="password" label=${a.fields.password} error=${x.password}>
${e=>T`<${te} ...${e} autocomplete="current-password"
value=${l} onChange=${u} />`}
<//>
<//>
</div>`}function be(e,t,r){let[i,a]=s(0),o=j.value===`yes`;return n(()=>{if(!e||!o)return;let n=new AbortController,i=setTimeout(()=>a(e=>e+1),27e4);return(async()=>{if(await se()&&!n.signal.aborted)try{await t(await R({conditional:!0,signal:n.signal}))}catch(e){e.reason===`unknown`&&(r(e),a(e=>e+1))}})(),()=>{clearTimeout(i),n.abort()}},[e,o,i]),()=>a(e=>e+1)}var xe=/* @__PURE__ */ e({default:()=>Se});function Se(){let[e,t]=s(null),[n,r]=s(null);Q();let i=be(e===null,Z,e=>r(e.message)),o=e=>(r(null),e.mfa_required?t(e.factors):Z()),c=(e=null)=>{t(null),r(e)};if(e)return T`<${V} key="factor" title=${a.factor.title} subtitle=${a.factor.explain}>
<${q} factors=${e} onDone=${Z} onRestart=${c} />
<//>`;let l=[{href:Y(`/register`),label:a.footer.register},{href:Y(`/code`),label:a.footer.code},{href:`/forgot`,label:a.footer.forgot}];return T`<${V} key="password" title=${a.signIn.title} links=${l}>
${n&&T`<${_} tone="warn" onClose=${()=>r(null)}>${n}<//>`}
<${$} autofill onAnswer=${o} />
${j.value===`yes`&&T`<p class="auth-or">${a.signIn.or}</p>`}
<${K} run=${R} onDone=${Z} onFailed=${i} />
<//>`}export{R as _,Y as a,W as c,H as d,V as f,fe as g,he as h,Q as i,G as l,j as m,$ as n,q as o,z as p,Z as r,K as s,xe as t,U as u,k as v,D as y};