import{t as e}from"./rolldown-runtime.js";import{$ as t,Et as n,F as r,H as i,L as a,M as o,Ot as s,R as c,St as l,U as u,V as d,_ as f,at as p,b as m,bt as h,ct as g,g as _,h as v,n as y,ot as b,pt as x,t as ee,tt as S,v as C,vt as w,wt as T,xt as te,y as E,yt as ne}from"./main.js";function D(e){let t={};for(let{field:n,message:r}of e?.errors??[])t[n]??=r;return t}const O=(e,t)=>e.querySelector(`[name="${CSS.escape(t)}"], [data-name="${CSS.escape(t)}"]`);function re({problem:e,fields:t,form:n}){let r=T(null),a=Object.entries(D(e)),o=a.filter(([e])=>!(e in t)),s=a.length===0||a.length>1||o.length>0;if(l(()=>{((s?null:O(n.current,a[0][0]))??r.current)?.focus()},[e]),!s)return null;let c=(e,t)=>{e.preventDefault(),e.stopPropagation(),O(n.current,t)?.focus()};return w`<div class="form-problem" ref=${r} tabindex="-1" role="alert">
<${i} name="circle-alert" />
<div>
<p>${a.length>0?u.form.check(a.length):e.detail||e.title}</p>
${e.status>=500&&e.requestId&&w`<p class="row small"><span>${u.problem.request} <code>${e.requestId}</code></span>
<${y} value=${e.requestId} tone="quiet" /></p>`}
${a.length>0&&w`<ul>${a.map(([e,n])=>{let r=`${t[e]??e}: ${n}`;return w`<li key=${e}>${e in t?w`<a href=${`#${e}`} onClick=${t=>c(t,e)}>${r}</a>`:r}</li>`})}</ul>`}
</div>
</div>`}function k({onSubmit:e,error:t=null,busy:n=!1,fields:r={},className:i=``,children:a,...o}){let s=T(null);return w`<form class=${`form ${i}`} ref=${s} novalidate aria-busy=${n?`true`:void 0} ...${o} onSubmit=${t=>{t.preventDefault();let r=s.current?.querySelector(`[data-wrong]`);r?r.focus():n||e(t)}}>
${t&&w`<${re} problem=${t} fields=${r} form=${s} />`}
${a}
</form>`}var A=class extends Error{constructor(e){super(r.passkey[e]??r.passkey.failed),this.name=`PasskeyError`,this.reason=e}};const ie=e=>/^[\d.]+$/.test(e)||e.startsWith(`[`),ae=e=>e.startsWith(`127.`)||e===`[::1]`,j=ne(()=>b.value?.passkeys?ie(location.hostname)?ae(location.hostname)?`address`:`no`:globalThis.PublicKeyCredential&&globalThis.isSecureContext?`yes`:`no`:`no`);function oe(){let e=new URL(location.href);return e.hostname=`localhost`,e.href}async function se(){return j.value===`yes`?await PublicKeyCredential.isConditionalMediationAvailable?.().catch(()=>!1)??!1:!1}const M=e=>Uint8Array.from(atob(e.replaceAll(`-`,`+`).replaceAll(`_`,`/`)),e=>e.charCodeAt(0)),N=e=>btoa(Array.from(new Uint8Array(e),e=>String.fromCharCode(e)).join(``)).replaceAll(`+`,`-`).replaceAll(`/`,`_`).replaceAll(`=`,``),P=e=>e?.map(e=>({...e,id:M(e.id)}));function ce(e){return PublicKeyCredential.parseCreationOptionsFromJSON?PublicKeyCredential.parseCreationOptionsFromJSON(e):{...e,challenge:M(e.challenge),user:{...e.user,id:M(e.user.id)},excludeCredentials:P(e.excludeCredentials)}}function le(e){return PublicKeyCredential.parseRequestOptionsFromJSON?PublicKeyCredential.parseRequestOptionsFromJSON(e):{...e,challenge:M(e.challenge),allowCredentials:P(e.allowCredentials)}}function F(e){try{return e.toJSON()}catch{let t={clientDataJSON:N(e.response.clientDataJSON)};for(let n of[`attestationObject`,`authenticatorData`,`signature`,`userHandle`])e.response[n]&&(t[n]=N(e.response[n]));let n=e.response.getTransports?.();n&&(t.transports=n);let r=e.getClientExtensionResults();return{id:e.id,rawId:N(e.rawId),type:e.type,response:t,clientExtensionResults:r}}}let I=null;function ue(){I?.abort(),I=null}const de={NotAllowedError:`cancelled`,AbortError:`replaced`,InvalidStateError:`known`,SecurityError:`unavailable`,NotSupportedError:`unavailable`};async function L(e,t){ue();let n=new AbortController;I=n;let r=()=>n.abort();t?.addEventListener(`abort`,r);try{if(t?.aborted)throw new A(`replaced`);return await e(n.signal)}catch(e){throw e instanceof DOMException?new A(de[e.name]??`failed`):e}finally{t?.removeEventListener(`abort`,r),I===n&&(I=null)}}async function fe(e){let{data:t}=await x(`/auth/passkeys/register/start`),n=ce(t.public_key),i=await L(e=>navigator.credentials.create({publicKey:n,signal:e})),a={flow:t.flow,credential:F(i),name:e?.trim()||r.passkey.defaultName};return(await x(`/auth/passkeys/register/finish`,a)).data}async function pe({conditional:e=!1,signal:t,post:n}){let{data:r}=await n(`/auth/passkeys/login/start`),i={publicKey:le(r.public_key)};e&&(i.mediation=`conditional`);let a=await L(e=>navigator.credentials.get({...i,signal:e}),t);return(await n(`/auth/passkeys/login/finish`,{flow:r.flow,credential:F(a)})).data}const me=(e,t)=>x(e,t,{quiet:!0});async function R({conditional:e=!1,signal:t}={}){try{return await pe({conditional:e,signal:t,post:me})}catch(e){throw e.status===401||e.code===`proof_refused`?new A(`unknown`):e}}async function he(){return R()}function z({value:e,onChange:t,length:n=6,onComplete:r,...i}){let a=i=>{let a=i.replace(/\D/g,``).slice(0,n);return t?.(a),a.length===n&&a!==e&&r?.(a),a};return w`<input class="input code-input" type="text" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9]*" ...${i}
value=${e??``} onInput=${e=>{e.currentTarget.value=a(e.currentTarget.value)}} />`}let B=!1;function V({title:e,subtitle:t,links:n=[],children:i}){let a=T(null),s=T(null);return l(()=>{o(e),B&&!s.current?.contains(document.activeElement)&&a.current?.focus(),B=!0},[e]),w`
<div class="auth-page">
<p class="auth-product"><span class="auth-mark" aria-hidden="true"></span>${r.product}</p>
<div class="auth-card" ref=${s}>
<div class="auth-head">
<h1 tabindex="-1" ref=${a}>${e}</h1>
${t&&w`<p class="muted">${t}</p>`}
</div>
${i}
</div>
${n.length>0&&w`<nav class="auth-links" aria-label=${r.footer.label}>
${n.map(({href:e,label:t})=>w`<a key=${e} href=${e}>${t}</a>`)}
</nav>`}
</div>
`}function H({until:e,onEnd:t,says:n=r.wait}){return e?w`<div class="auth-wait">
<p class="visually-hidden" role="alert">${r.waiting}</p>
<p role="timer"><${_} key=${e.getTime()} until=${e} onEnd=${t}>${e=>n(e)}<//></p>
</div>`:null}function U({attempt:e,problem:t,fields:n,submit:r,says:i,onSubmit:a,children:o}){return w`<${s}>
<${H} until=${e.until} onEnd=${e.clear} says=${i} />
<${k} onSubmit=${a} error=${t} busy=${e.busy} fields=${n}>
${o}
<${d} type="submit" tone="primary" class="auth-wide" busy=${e.busy} disabled=${e.until!==null}>${r}<//>
<//>
<//>`}const W=h(``);te(()=>{p.value&&(W.value=``)});function G(e=!0){let t=T(null);return l(()=>{let n=e&&t.current?.querySelector(`input:enabled:not([readonly])`);n&&(n.autofocus=!0,n.focus())},[]),t}function K({label:e=r.passkey.use,run:t,onDone:i,onFailed:a,tone:o=`plain`}){let[s,c]=n(!1),[l,u]=n(null);return j.value===`address`?w`<${ge} />`:j.value===`no`?null:w`<div class="stack stack-2">
<${d} class="auth-wide" icon="key" tone=${o} busy=${s} onClick=${async()=>{c(!0),u(null);try{await i(await t())}catch(e){e.reason!==`replaced`&&u(_e(e)),a?.()}finally{c(!1)}}}>${e}<//>
<p class="auth-failure" role="alert">${l}</p>
</div>`}function ge(){return w`<p class="auth-hint small muted">
${r.passkey.address} <a href=${oe()}>${r.passkey.localhost}</a>
</p>`}const _e=e=>e instanceof A?e.message:e.detail||r.passkey.failed;function q({factors:e,onDone:t,onRestart:i}){let a=e.includes(`totp`),[o,s]=n(!a&&!(e.includes(`passkey`)&&j.value===`yes`)),c=e.includes(`passkey`)&&j.value!==`no`,l=a||o;return w`<div class="stack stack-4">
${c&&w`<${K} run=${R} onDone=${t} tone=${a?`plain`:`primary`} />`}
${j.value===`yes`&&c&&l&&w`<p class="auth-or">${r.signIn.or}</p>`}
${l&&w`<${ve} key=${o} recovery=${o} onDone=${t} onRestart=${i} />`}
<div class="auth-others">
${o?a&&w`<${d} tone="quiet" onClick=${()=>s(!1)}>${r.factor.useCode}<//>`:w`<${d} tone="quiet" onClick=${()=>s(!0)}>${r.factor.useRecovery}<//>`}
<${d} tone="quiet" onClick=${()=>i()}>${r.factor.back}<//>
</div>
</div>`}function ve({recovery:e,onDone:t,onRestart:i}){let o=e?`recovery_code`:`code`,[s,l]=n(``),u=m(),[d,p]=n(null),h=G(),g=n=>{let a=typeof n==`string`?n:s,c=C({[o]:a});p(c),c||u.run(async()=>{try{let{data:e}=await x(`/auth/mfa/verify`,{[o]:a.trim()},{quiet:!0});await t(e)}catch(t){if(t.status===401)return i(r.factor.ended);throw e||l(``),t}})},_=d??E(u.problem,e=>e.status===429?null:e.code===`proof_refused`?f(e,o,r.factor.wrong):void 0),v=D(_),y=e?r.fields.recoveryCode:r.fields.code;return w`<div class="stack stack-4" ref=${h}>
<${U} attempt=${u} problem=${_} submit=${r.factor.submit} onSubmit=${()=>g()} fields=${{[o]:y}}>
<${c} name=${o} label=${y} error=${v[o]}
help=${e?r.fields.recoveryHelp:r.factor.codeHelp}>
${t=>e?w`<${a} ...${t} value=${s} onChange=${l} autocomplete="off" maxlength="40" />`:w`<${z} ...${t} value=${s} onChange=${l} onComplete=${g} />`}
<//>
<//>
</div>`}function J(e,t=location.origin){if(!e||!/^\/(?![/\\])/.test(e)||/[\\\u0000-\u001f]/.test(e))return`/`;let n=new URL(e,t),r=/^\/(t|account|platform|workspaces|welcome)(\/|$)/.test(n.pathname);return n.origin===t&&r?n.pathname+n.search:`/`}function Y(e){let t=S.value.query.get(`next`);return t?`${e}?${new URLSearchParams({next:t})}`:e}const ye=()=>t(X(),{replace:!0}),X=()=>J(S.value.query.get(`next`));async function Z(){let e=X();await g(),t(e,{replace:!0})}function Q(){let e=p.value?.user.id;l(()=>{e&&ye()},[e])}function $({email:e,fixed:t=!1,autofill:i=!1,onAnswer:o}){let[s,l]=n(e||W.peek()),[u,d]=n(``),[p,h]=n(null),g=m(),_=G(t),v=e=>l(W.value=e),y=()=>{let e=C({email:s,password:u});h(e),e||g.run(async()=>{let{data:e}=await x(`/auth/login`,{email:s.trim(),password:u},{quiet:!0});await o(e)})},b=p??E(g.problem,e=>e.status===429?null:e.status===401?f(e,`password`,r.signIn.credentials):void 0),S=D(b),T=i?`username webauthn`:`username`;return w`<div class="stack stack-4" ref=${_}>
<${U} attempt=${g} problem=${b} submit=${r.signIn.submit} onSubmit=${y} fields=${{email:r.fields.email,password:r.fields.password}}>
<${c} name="email" label=${r.fields.email} error=${S.email}>
${e=>w`<${a} ...${e} type="email" autocomplete=${T} maxlength="254"
value=${s} onChange=${v} readonly=${t} />`}
<//>
<${c} name="password" label=${r.fields.password} error=${S.password}>
${e=>w`<${ee} ...${e} autocomplete="current-password"
value=${u} onChange=${d} />`}
<//>
<//>
</div>`}function be(e,t,r){let[i,a]=n(0),o=j.value===`yes`;return l(()=>{if(!e||!o)return;let n=new AbortController,i=setTimeout(()=>a(e=>e+1),27e4);return(async()=>{if(await se()&&!n.signal.aborted)try{await t(await R({conditional:!0,signal:n.signal}))}catch(e){e.reason===`unknown`&&(r(e),a(e=>e+1))}})(),()=>{clearTimeout(i),n.abort()}},[e,o,i]),()=>a(e=>e+1)}var xe=/* @__PURE__ */ e({default:()=>Se});function Se(){let[e,t]=n(null),[i,a]=n(null);Q();let o=be(e===null,Z,e=>a(e.message)),s=e=>(a(null),e.mfa_required?t(e.factors):Z()),c=(e=null)=>{t(null),a(e)};if(e)return w`<${V} key="factor" title=${r.factor.title} subtitle=${r.factor.explain}>
<${q} factors=${e} onDone=${Z} onRestart=${c} />
<//>`;let l=[{href:Y(`/register`),label:r.footer.register},{href:Y(`/code`),label:r.footer.code},{href:`/forgot`,label:r.footer.forgot}];return w`<${V} key="password" title=${r.signIn.title} links=${l}>
${i&&w`<${v} tone="warn" onClose=${()=>a(null)}>${i}<//>`}
<${$} autofill onAnswer=${s} />
${j.value===`yes`&&w`<p class="auth-or">${r.signIn.or}</p>`}
<${K} run=${R} onDone=${Z} onFailed=${o} />
<//>`}export{R as _,Y as a,W as c,H as d,V as f,fe as g,he as h,Q as i,G as l,j as m,$ as n,q as o,z as p,Z as r,K as s,xe as t,U as u,k as v,D as y};