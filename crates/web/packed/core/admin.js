import{t as e}from"./rolldown-runtime.js";import{$ as t,B as n,Ct as r,Et as i,G as a,H as o,I as s,J as c,K as l,L as u,N as d,O as f,Ot as p,P as m,Q as h,R as g,S as _,St as v,T as ee,Tt as te,V as y,W as ne,X as re,Y as ie,Z as ae,_ as oe,_t as se,at as b,b as x,bt as ce,ct as le,et as ue,ft as de,g as fe,gt as pe,h as S,ht as me,it as he,j as ge,kt as _e,lt as ve,mt as ye,n as be,nt as xe,ot as Se,pt as C,q as Ce,rt as we,st as Te,t as Ee,tt as De,ut as w,vt as T,w as Oe,wt as ke,x as E,y as Ae}from"./main.js";import{C as D,E as O,S as je,T as Me,a as k,n as Ne,w as Pe}from"./rows.js";import{A as Fe,F as Ie,I as A,M as j,N as Le,P as M,c as Re,d as ze,j as Be,l as Ve,p as He,u as Ue}from"./lists.js";import{g as We,p as Ge,v as N,y as P}from"./sign-in.js";const Ke=()=>!b.value?.impersonation,qe=[`sessions`,`history`];function Je({tab:e,actions:t,children:n}){let r=Object.entries(O.tabs).map(([t,n])=>({label:n,href:`/account/${t}`,current:t===e}));return T`<${ge} title=${O.tabs[e]} crumbs=${[{label:O.title,href:`/account/profile`}]}
actions=${Ke()?t:null}>
<div class="account-tabs"><${Pe} items=${r} label=${O.title} /></div>
<div class=${`stack stack-5 ${qe.includes(e)?``:`account-narrow`}`}>
${!Ke()&&T`<${S} tone="info">${O.acting}<//>`}
${n}
</div>
<//>`}var Ye=/* @__PURE__ */ e({default:()=>$e});const Xe=O.history,Ze=e=>Xe.kinds[e]??e.replace(/^auth[nz]_/,``).replaceAll(`_`,` `),Qe=[{key:`kind`,label:Xe.what,width:`wide`,render:e=>Ze(e.kind)},{key:`succeeded`,label:Xe.result,render:e=>T`<${A} tone=${e.succeeded?`good`:`bad`}>${e.succeeded?Xe.done:Xe.refused}<//>`},{key:`address`,label:Xe.from,render:e=>e.address?T`<span class="mono small">${e.address}</span>`:T`<span class="muted">${Xe.server}</span>`},{key:`at`,label:Xe.when,render:e=>T`<${j} value=${e.at} />`}];function $e(){let e=Me(`/auth/history`);return T`<${Je} tab="history">
<p class="muted">${Xe.intro}</p>
${e.problem&&T`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&T`<${m} lines=${6} />`}
${e.rows?.length===0&&T`<${d} icon="history" title=${Xe.empty} />`}
${e.rows?.length>0&&T`<${Le} caption=${Xe.title} columns=${Qe} rows=${e.rows} compact=${[`kind`,`succeeded`,`address`,`at`]} />`}
<${Ie} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function et({attempt:e}){if(e.until)return T`<${S} tone="warn"><${fe} until=${e.until} onEnd=${e.clear}>${e=>O.totp.wait(e)}<//><//>`;if(!e.problem)return null;let{detail:t,message:n}=e.problem;return T`<${S} tone="bad" onClose=${e.clear}>${t??n}<//>`}const F=O.profile,tt=()=>Se.value?.development_mailbox&&T`<a href="/dev/mail" target="_blank" rel="noopener">${F.mailbox}</a>`;function nt(){let{user:e}=b.value,[t,n]=i(!1),[r,a]=i(null);return T`<${D} title=${F.email}>
<div class="row">
<strong class="account-address">${e.email??F.none}</strong>
${e.email&&T`<${A} tone=${e.email_verified?`good`:`warn`}>${e.email_verified?F.verified:F.unverified}<//>`}
</div>
${e.email&&!e.email_verified&&T`<${rt} />`}
${e.phone&&T`<p class="small"><span class="muted">${F.phone}: </span>${e.phone}</p>`}
${r&&T`<${S} tone="info" onClose=${()=>a(null)}>${F.sent(r)} ${tt()}<//>`}
${Ke()&&(t?T`<${it} onSent=${e=>{n(!1),a(e)}} onCancel=${()=>n(!1)} />`:T`<div class="row"><${y} icon="mail" onClick=${()=>n(!0)}>${e.email?F.change:F.add}<//></div>`)}
<//>`}function rt(){let e=x();return T`<${p}>
<p class="muted">${F.unverifiedText} ${tt()}</p>
<${et} attempt=${e} />
${Ke()&&T`<div class="row">
<${y} size="small" busy=${e.busy} disabled=${e.until!==null} onClick=${()=>e.run(async()=>{await C(`/auth/email/resend`,void 0,{tenant:null}),_(F.resent,{tone:`good`})})}>${F.resend}<//>
</div>`}
<//>`}function it({onSent:e,onCancel:t}){let[n,r]=i(``),[a,o]=i(null),s=x(),c=()=>{let t=n.trim()?null:{status:422,code:`invalid`,errors:[{field:`email`,code:`required`,message:O.required}]};o(t),t||s.run(async()=>{await C(`/auth/email/change`,{email:n.trim()},{tenant:null}),e(n.trim())})},l=a??(s.until?null:Ae(s.problem));return T`<${N} onSubmit=${c} error=${l} busy=${s.busy} fields=${{email:F.newEmail}}>
${s.until&&T`<${et} attempt=${s} />`}
<${g} name="email" label=${F.newEmail} help=${F.newEmailHelp} error=${P(l).email}>
${e=>T`<${u} ...${e} type="email" autocomplete="email" maxlength="254" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${s.busy} disabled=${s.until!==null}>${F.send}<//>
<${y} tone="quiet" onClick=${t}>${O.cancel}<//>
</div>
<//>`}var at=/* @__PURE__ */ e({default:()=>st});const ot=O.profile;function st(){let{user:e}=b.value??{};return T`<${Je} tab="profile">
${e?T`<${ct} key=${e.id} /><${nt} />`:T`<${m} lines=${6} />`}
<//>`}function ct(){let{user:e,memberships:t}=b.value,n=t.find(e=>e.home)?.slug??``,[r,a]=i(e.name),[o,c]=i(n),[l,d]=i(null),f=x(),p={};r.trim()!==e.name&&(p.name=r.trim()),o&&o!==n&&(p.home_tenant=o);let m=Object.keys(p).length>0;v(()=>m?ue(()=>s({...ot.guard,tone:`danger`})):void 0,[m]);let h=()=>{let e=r.trim()?null:{status:422,code:`invalid`,errors:[{field:`name`,code:`required`,message:O.required}]};d(e),!e&&m&&f.run(async()=>{await de(`/auth/me`,p,{tenant:null}),await he(),_(O.saved,{tone:`good`})})};v(()=>Ke()?se(`mod+s`,h):void 0);let ee=l??f.problem,te=P(ee),ne=!Ke();return T`<${D} title=${ot.about}>
<${N} onSubmit=${h} error=${ee} busy=${f.busy} fields=${{name:ot.name,home_tenant:ot.home}}>
<${g} name="name" label=${ot.name} error=${te.name}>
${e=>T`<${u} ...${e} autocomplete="name" maxlength="200" value=${r} onChange=${a}
disabled=${ne} />`}
<//>
${t.length>0&&T`<${g} name="home_tenant" label=${ot.home} help=${ot.homeHelp} error=${te.home_tenant}>
${e=>T`<${Be} ...${e} value=${o} onChange=${c} disabled=${ne}
options=${t.map(e=>({value:e.slug,label:e.name}))} />`}
<//>`}
${!ne&&T`<div class="row">
<${y} type="submit" tone="primary" busy=${f.busy} disabled=${!m}>${O.save}<//>
</div>`}
<//>
<//>`}const I=O.passkeys,lt=()=>/^[\d.]+$|^\[/.test(location.hostname);function ut({onChanged:e}){let[t,n]=i(null),[r,a]=i(!1),o=x(),c=()=>o.run(async()=>n((await w(`/auth/passkeys`,{tenant:null})).data.items));v(()=>void c(),[]);let l=async t=>{a(!1),n(e=>[...e??[],{...t,last_used_at:null}]),_(I.added(t.name),{tone:`good`}),await e(t.recovery_codes)},u=async t=>{await s({title:I.removeTitle(t.name),body:I.removeBody,confirm:O.remove,tone:`danger`})&&await o.run(async()=>{await ve(`/auth/passkeys/${t.id}`,{tenant:null}),n(e=>e.filter(({id:e})=>e!==t.id)),_(I.removed(t.name),{tone:`good`}),await e()})},d=[{key:`name`,label:I.name,width:`wide`,render:e=>e.name},{key:`created_at`,label:I.made,render:e=>T`<${j} value=${e.created_at} />`},{key:`last_used_at`,label:I.used,render:e=>e.last_used_at?T`<${j} value=${e.last_used_at} />`:I.never},{key:`actions`,label:I.actions,hidden:!0,align:`end`,render:e=>T`<${y} size="small" tone="quiet"
aria-label=${`${O.remove}: ${e.name}`} onClick=${()=>u(e)}>${O.remove}<//>`}],f=Se.value?.passkeys!==!1&&!lt()&&`PublicKeyCredential`in window,p=`${location.protocol}//localhost${location.port?`:${location.port}`:``}${_e(`/account/security`)}`;return T`<${D} title=${I.title}>
<p class="muted">${I.intro}</p>
<${et} attempt=${o} />
${!t&&!o.problem&&T`<${m} lines=${2} />`}
${!t&&o.problem&&T`<div class="row"><${y} size="small" onClick=${c}>${O.retry}<//></div>`}
${t?.length===0&&!r&&T`<p class="small muted">${I.empty}</p>`}
${t?.length>0&&T`<${Le} caption=${I.title} columns=${d} rows=${t} compact=${[`name`,`last_used_at`,`actions`]} />`}
${lt()&&T`<${S} tone="info">${I.address} <a href=${p}>${I.open}</a><//>`}
${f&&(r?T`<${dt} onAdded=${l} onCancel=${()=>a(!1)} />`:T`<div class="row"><${y} icon="fingerprint" onClick=${()=>a(!0)}>${I.add}<//></div>`)}
<//>`}function dt({onAdded:e,onCancel:t}){let[n,r]=i(``),a=x(),o=()=>a.run(async()=>e(await We(n))),s=a.problem&&(a.problem.status===void 0?{detail:a.problem.message||I.failed}:a.problem);return T`<${N} onSubmit=${o} error=${s} busy=${a.busy}>
<${g} name="name" label=${I.name} help=${I.nameHelp} optional>
${e=>T`<${u} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${a.busy}>${I.create}<//>
<${y} tone="quiet" onClick=${t}>${O.cancel}<//>
</div>
<//>`}const L=O.password,ft={current_password:L.current,new_password:L.new};function pt(){let[e,t]=i(``),[n,r]=i(``),[a,o]=i(!1),[s,c]=i(null),l=x(),u=()=>{let i=[];e||i.push({field:`current_password`,code:`required`,message:O.required}),[...n].length<8&&i.push({field:`new_password`,code:`short`,message:n?L.short:O.required}),c(i.length?{status:422,code:`invalid`,errors:i}:null),i.length||l.run(async()=>{try{await C(`/auth/password/change`,{current_password:e,new_password:n,revoke_api_keys:a},{tenant:null})}catch(e){throw e.errors?.some(({code:e})=>e===`password_wrong`)?oe(e,`current_password`,L.wrong):Ae(e)}t(``),r(``),o(!1),_(L.changed,{tone:`good`})})},d=s??(l.until?null:l.problem),f=P(d);return T`<${D} title=${L.title}>
${l.until&&T`<${et} attempt=${l} />`}
<${N} onSubmit=${u} error=${d} busy=${l.busy} fields=${ft}>
<input class="visually-hidden" type="text" autocomplete="username" value=${b.value.user.email??``} readonly tabindex="-1" aria-hidden="true" />
<${g} name="current_password" label=${L.current} error=${f.current_password}>
${n=>T`<${Ee} ...${n} autocomplete="current-password" value=${e} onChange=${t} />`}
<//>
<${g} name="new_password" label=${L.new} help=${L.newHelp} error=${f.new_password}>
${e=>T`<${Ee} ...${e} autocomplete="new-password" maxlength="128" value=${n} onChange=${r} />`}
<//>
<div>
<${je} label=${L.keys} value=${a} onChange=${o} />
<p class="small muted">${L.keysHelp} ${L.others}</p>
</div>
<div class="row">
<${y} type="submit" tone="primary" busy=${l.busy} disabled=${l.until!==null}>${L.submit}<//>
</div>
<//>
${b.value.user.email&&T`<${mt} email=${b.value.user.email} />`}
<//>`}function mt({email:e}){let t=x();return T`<div class="stack stack-2">
<div class="row small"><span class="muted">${L.forgot}</span>
<${y} size="small" tone="quiet" busy=${t.busy} disabled=${t.until!==null} onClick=${()=>t.run(async()=>{await C(`/auth/password/forgot`,{email:e},{tenant:null}),_(L.linkSent(e),{tone:`good`})})}>${L.sendLink}<//>
</div>
<${et} attempt=${t} />
</div>`}const ht=O.recovery;function gt({onCodes:e}){let t=x(),n=b.value.factors.length>0;return T`<${D} title=${ht.title}>
<p class="muted">${n?ht.intro:ht.needFactor}</p>
<${et} attempt=${t} />
${n&&T`<div class="row"><${y} icon="refresh-cw" busy=${t.busy} onClick=${async()=>{await s({title:ht.renewTitle,body:ht.renewBody,confirm:ht.renew})&&await t.run(async()=>e((await C(`/auth/mfa/recovery-codes`,void 0,{tenant:null})).data.recovery_codes))}}>${ht.renew}<//></div>`}
<//>`}function _t({codes:e,onClose:t}){if(!e)return null;let r=e.join(`
`);return T`<${n} open title=${ht.dialog}
actions=${T`<${y} tone="primary" onClick=${t}>${ht.kept}<//>`}>
<div class="stack stack-4">
<p>${ht.once}</p>
<ol class="recovery-codes mono">${e.map(e=>T`<li key=${e}>${e}</li>`)}</ol>
<div class="row">
<${be} value=${r} label=${ht.copy} />
<${y} size="small" icon="download" onClick=${()=>Fe(ht.file,new Blob([`${r}\n`],{type:`text/plain`}))}>${ht.download}<//>
</div>
</div>
<//>`}const R=O.totp,vt=(e,t)=>e.code===`proof_refused`?oe(e,t,R.codeWrong):e;function yt({onChanged:e}){let t=b.value.factors.includes(`totp`),[n,r]=i(null),[a,o]=i(!1),s=x(),c=()=>s.run(async()=>r((await C(`/auth/mfa/totp/enroll`,void 0,{tenant:null})).data)),l=async(t,n)=>{await e(n),r(null),o(!1),_(t,{tone:`good`})},u=T`<${A} tone=${t?`good`:`muted`}>${t?R.on:R.off}<//>`,d=!n&&!a;return T`<${D} title=${R.title} actions=${u}>
<p class="muted">${R.intro}</p>
<${et} attempt=${s} />
${n&&T`<${xt} enrolled=${n} onDone=${e=>l(R.enabled,e)} onCancel=${()=>r(null)} />`}
${a&&T`<${St} onDone=${()=>l(R.disabled)} onCancel=${()=>o(!1)} />`}
${d&&T`<div class="row">${t?T`<${y} onClick=${()=>o(!0)}>${R.disable}<//>`:T`<${y} tone="primary" icon="smartphone" busy=${s.busy} onClick=${c}>${R.setUp}<//>`}</div>`}
<//>`}function bt(e){let[t,n]=i(null);return v(()=>{let t=URL.createObjectURL(new Blob([e],{type:`image/svg+xml`}));return n(t),()=>URL.revokeObjectURL(t)},[e]),t}function xt({enrolled:e,onDone:t,onCancel:n}){let[r,a]=i(``),o=x(),s=bt(e.qr_svg),c=e=>o.run(async()=>{try{let{data:n}=await C(`/auth/mfa/totp/confirm`,{code:e},{tenant:null});t(n.recovery_codes)}catch(e){throw a(``),vt(e,`code`)}}),l=o.until?null:o.problem;return T`<div class="stack stack-4">
<p>${R.scan}</p>
<div class="totp">
<div class="totp-qr">${s&&T`<img src=${s} alt=${R.qr} width="200" height="200" />`}</div>
<div class="stack stack-2">
<p class="small muted">${R.type}</p>
<div class="secret-box"><code class="mono" aria-label=${R.secret}>${e.secret.replace(/(.{4})(?=.)/g,`$1 `)}</code>
<${be} value=${e.secret} label=${R.copySecret} /></div>
<p class="small"><a href=${e.otpauth_url}>${R.open}</a></p>
</div>
</div>
${o.until&&T`<${et} attempt=${o} />`}
<${N} onSubmit=${()=>c(r)} error=${l} busy=${o.busy} fields=${{code:R.code}}>
<${g} name="code" label=${R.code} error=${P(l).code}>
${e=>T`<${Ge} ...${e} value=${r} onChange=${a} onComplete=${c} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${o.busy} disabled=${r.length<6||o.until!==null}>${R.confirm}<//>
<${y} tone="quiet" onClick=${n}>${O.cancel}<//>
</div>
<//>
</div>`}function St({onDone:e,onCancel:t}){let[n,r]=i(``),a=x(),o=n.trim(),s=/^[\d -]{6,9}$/.test(o)?{code:o}:{recovery_code:o},c=()=>a.run(async()=>{try{await C(`/auth/mfa/totp/disable`,s,{tenant:null}),e()}catch(e){let t=e.errors?.map(e=>({...e,field:`proof`}));throw t?.length?Object.assign(e,{errors:t}):vt(e,`proof`)}}),l=a.until?null:a.problem;return T`<${N} onSubmit=${c} error=${l} busy=${a.busy} fields=${{proof:R.proof}}>
${a.until&&T`<${et} attempt=${a} />`}
<${g} name="proof" label=${R.proof} help=${R.disableText} error=${P(l).proof}>
${e=>T`<${u} ...${e} autocomplete="one-time-code" maxlength="40" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${y} type="submit" tone="danger" busy=${a.busy} disabled=${!o||a.until!==null}>${R.disable}<//>
<${y} tone="quiet" onClick=${t}>${O.cancel}<//>
</div>
<//>`}var Ct=/* @__PURE__ */ e({default:()=>wt});function wt(){let[e,t]=i(null),n=e=>(e?.length&&t(e),he());return T`<${Je} tab="security">
${!b.value&&T`<${m} lines=${8} />`}
${b.value&&Ke()&&T`
<${pt} />
<${yt} onChanged=${n} />
<${ut} onChanged=${n} />
<${gt} onCodes=${n} />`}
<${_t} codes=${e} onClose=${()=>t(null)} />
<//>`}const Tt=[[`Edge`,/Edg(?:A|iOS)?\//],[`Opera`,/OPR\//],[`Firefox`,/(?:Firefox|FxiOS)\//],[`Chrome`,/(?:Chrome|Chromium|CriOS)\//],[`Safari`,/Safari\//],[`curl`,/^curl\//]],Et=[[`Android`,/Android/],[`iPhone`,/iPhone/],[`iPad`,/iPad/],[`Windows`,/Windows/],[`macOS`,/Mac OS X|Macintosh/],[`ChromeOS`,/CrOS/],[`Linux`,/Linux/]];function Dt(e){if(!e)return null;let t=t=>t.find(([,t])=>t.test(e))?.[0],[n,r]=[t(Tt),t(Et)];return n&&r?`${n} on ${r}`:n??r??e.split(/[ /]/)[0].slice(0,40)}var Ot=/* @__PURE__ */ e({default:()=>kt});const z=O.sessions;function kt(){let[e,t]=i(null),[n,r]=i(null),a=x(),o=async()=>{try{t((await w(`/auth/sessions`,{tenant:null})).data.items),r(null)}catch(e){r(e)}};v(()=>void o(),[]);let c=e=>a.run(async()=>{await ve(`/auth/sessions/${e.id}`,{tenant:null}),t(t=>t.filter(({id:t})=>t!==e.id)),_(z.ended,{tone:`good`})}),l=async()=>{await s({title:z.allTitle,body:z.allBody,confirm:z.all,tone:`danger`})&&await a.run(async()=>{await C(`/auth/logout-all`,void 0,{tenant:null}),await Te()})},u=[{key:`device`,label:z.device,width:`wide`,render:e=>T`<span class="row">
<span title=${e.user_agent??void 0}>${e.device_name||Dt(e.user_agent)||z.unknown}</span>
${e.current&&T`<${A} tone="good">${z.current}<//>`}
</span>`},{key:`address`,label:z.from,render:e=>T`<span class="mono small">${e.address??``}</span>`},{key:`created_at`,label:z.signedIn,render:e=>T`<${j} value=${e.created_at} />`},{key:`last_seen_at`,label:z.seen,render:e=>T`<${j} value=${e.last_seen_at} />`},{key:`expires_at`,label:z.ends,render:e=>T`<${j} value=${e.expires_at} />`},...Ke()?[{key:`actions`,label:z.actions,hidden:!0,align:`end`,render:e=>!e.current&&T`<${y} size="small" tone="quiet"
aria-label=${`${z.end}: ${e.device_name||Dt(e.user_agent)||z.unknown}`} onClick=${()=>c(e)}>${z.end}<//>`}]:[]],d=T`<${y} icon="log-out" busy=${a.busy} onClick=${l}>${z.all}<//>`;return T`<${Je} tab="sessions" actions=${d}>
<p class="muted">${z.intro}</p>
<${et} attempt=${a} />
${n&&!e&&T`<${M} problem=${n} onRetry=${o} />`}
${!n&&!e&&T`<${m} lines=${4} />`}
${e&&T`<${Le} caption=${z.title} columns=${u} rows=${e} compact=${[`device`,`address`,`last_seen_at`,`actions`]} />`}
<//>`}function At({tab:e,title:t,actions:n,children:r}){let i=Object.entries(E.tabs).map(([t,n])=>({label:n,href:`/platform/${t}`,current:t===e})),a=we(),o=(b.value?.factors??[]).length>0,s=t?[{label:E.tabs[e],href:`/platform/${e}`}]:[{label:E.title,href:`/platform/tenants`}];return T`<${ge} title=${t??E.tabs[e]} crumbs=${a?s:[]} actions=${a&&o?n:null}>
${!a&&T`<${d} icon="lock" title=${E.closed.title}>${E.closed.text}<//>`}
${a&&!o&&T`<${d} icon="shield" title=${E.factor.title}
action=${T`<${y} tone="primary" href="/account/security">${E.factor.act}<//>`}>${E.factor.text}<//>`}
${a&&o&&T`<div class="settings-tabs"><${Pe} items=${i} label=${E.title} /></div>
<div class="stack stack-5 settings-body">${r}</div>`}
<//>`}function jt({pages:e,empty:t,caption:n,columns:r,compact:i,rowHref:a}){return T`<${p}>
${e.problem&&T`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&T`<${m} lines=${6} />`}
${e.rows?.length===0&&T`<${d} icon=${t.icon} title=${t.title}>${t.text}<//>`}
${e.rows?.length>0&&T`<${Le} caption=${n} columns=${r} rows=${e.rows} compact=${i} rowHref=${a} />`}
<${Ie} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function Mt({name:e,label:t,help:n,type:r=`search`,maxlength:a=200,valid:o=()=>!0}){let s=De.value.query.get(e)??``,[c,l]=i(s);return v(()=>l(s),[s]),v(()=>{if(c.trim()===s||c&&!o(c.trim()))return;let t=setTimeout(()=>xe({[e]:c.trim()||null},{replace:!0}),300);return()=>clearTimeout(t)},[c]),T`<${g} name=${e} label=${t} help=${n} required=${!1}>
${e=>T`<${u} ...${e} type=${r} maxlength=${a} autocomplete="off" value=${c} onChange=${l} />`}
<//>`}function Nt(...e){let{query:t}=De.value;return Object.fromEntries(e.map(e=>[e,t.get(e)]).filter(([,e])=>e))}const Pt=E.search,Ft=/* @__PURE__ */ new Map;function It(e){let t=Ft.get(e);return t||(Ft.set(e,t=ce(null)),w(`/admin/tenants/${encodeURIComponent(e)}`,{quiet:!0}).then(({data:e})=>t.value=e.name,()=>{})),t.value}function Lt({id:e}){if(!e)return null;let t=It(e);return T`<a class=${t?``:`mono small id-cell`} href=${`/platform/tenants/${e}`} title=${e}>${t??e}</a>`}var Rt=/* @__PURE__ */ e({default:()=>Ut});const zt=E.denied,Bt=e=>e?T`<code class="mono small id-cell" title=${e}>${e}</code>`:``,Vt=e=>T`<${Lt} id=${e} />`,Ht=[{key:`route`,label:zt.route,width:`wide`,render:e=>T`<code class="mono small">${e.route}</code>
${e.alert&&T` <${A} tone="bad">${zt.alert}<//>`}`},{key:`actor_id`,label:zt.actor,render:e=>Bt(e.actor_id)},{key:`actor_tenant_id`,label:zt.from,render:e=>Vt(e.actor_tenant_id)},{key:`owner_tenant_id`,label:zt.owner,render:e=>Vt(e.owner_tenant_id)},{key:`row_id`,label:zt.row,render:e=>T`${e.table_name.replaceAll(`_`,` `)} ${Bt(e.row_id)}`},{key:`address`,label:zt.address,render:e=>e.address??``},{key:`request_id`,label:zt.request,render:e=>Bt(e.request_id)},{key:`at`,label:zt.at,render:e=>T`<${j} value=${e.at} />`}];function Ut(){return T`<${At} tab="denied"><${Wt} /><//>`}function Wt(){let e=Me(`/admin/denied-accesses`),t={icon:`ban`,title:zt.empty,text:zt.emptyText};return T`<${p}>
<p class="muted">${zt.text}</p>
<${jt} pages=${e} empty=${t} caption=${E.tabs.denied} columns=${Ht} compact=${[`route`,`actor_id`,`owner_tenant_id`,`at`]} />
<//>`}const Gt=E.health;function Kt({health:e}){return T`<div class="figures">${Object.entries(e.jobs).map(([e,t])=>T`<a key=${e} class="figure" href=${`/platform/jobs?state=${e}`}>
<span>${E.jobs.states[e]??e}</span><span class="figure-number">${f(t)}</span>
</a>`)}</div>
<p class="muted">${Gt.oldest}: ${e.oldest_due_at?T`<${j} value=${e.oldest_due_at} />`:Gt.none}</p>`}const qt=E.health,Jt=[`failed`,`in_doubt`];function Yt(e){let t=/* @__PURE__ */ new Map;for(let n of e){let e=[n.tenant_id,n.kind,n.state].join(` `),{count:r}=t.get(e)??{count:0};t.set(e,{newest:n,...t.get(e),key:e,count:r+1})}return[...t.values()].sort((e,t)=>t.count-e.count)}const Xt=({tenant_id:e,kind:t,state:n})=>`/platform/jobs?${new URLSearchParams({state:n,kind:t,...e&&{tenant:e}})}`,Zt=[{key:`tenant`,label:qt.tenant,width:`wide`,render:({newest:e})=>e.tenant_id?T`<${Lt} id=${e.tenant_id} />`:qt.installation},{key:`kind`,label:qt.kind,render:({newest:e})=>T`<code class="mono small">${e.kind}</code>`},{key:`count`,label:qt.dead,render:({newest:e,count:t})=>T`<a href=${Xt(e)}>${f(t)} ${E.jobs.states[e.state].toLowerCase()}</a>`},{key:`error`,label:E.jobs.error,width:`wide`,render:({newest:e})=>e.last_error??``},{key:`at`,label:qt.newest,render:({newest:e})=>T`<${j} value=${e.finished_at??e.due_at} />`}];function Qt({turn:e}){let[t,n]=i(null),[r,a]=i(null),o=async()=>{a(null);try{let e=await Promise.all(Jt.map(e=>w(`/admin/jobs`,{query:{state:e,limit:100}})));n({groups:Yt(e.flatMap(({data:e})=>e.items)),more:e.some(({data:e})=>e.next_cursor)})}catch(e){a(e)}};return v(()=>void o(),[e]),T`<section class="stack stack-3" aria-labelledby="trouble">
<h2 id="trouble">${qt.trouble}</h2>
<p class="muted">${qt.troubleText}</p>
${r&&T`<${M} problem=${r} onRetry=${o} />`}
${!t&&!r&&T`<${m} lines=${3} />`}
${t?.groups.length===0&&T`<p>${qt.noTrouble}</p>`}
${t?.groups.length>0&&T`<${Le} caption=${qt.trouble} columns=${Zt} rows=${t.groups} rowKey=${e=>e.key} compact=${[`tenant`,`kind`,`count`,`error`]} />`}
${t?.more&&T`<p class="small muted">${qt.newestOnly(100)}</p>`}
</section>`}var $t=/* @__PURE__ */ e({default:()=>rn});const B=E.health;function en({row:e}){return e.error?T`<${A} tone="bad">${B.failed}<//> <span class="small">${e.error}</span>`:e.late?T`<${A} tone="warn">${B.late}<//>`:e.finished_at?T`<${A} tone="good">${B.good}<//>`:T`<${A} tone="info">${B.running}<//>`}const tn=[{key:`task`,label:B.task,width:`wide`,render:e=>T`<code class="mono small">${e.task}</code>`},{key:`state`,label:B.state,render:e=>T`<${en} row=${e} />`},{key:`interval_ms`,label:B.every,render:e=>ee(e.interval_ms/1e3)},{key:`started_at`,label:B.last,render:e=>T`<${j} value=${e.started_at} />`},{key:`succeeded_at`,label:B.succeeded,render:e=>T`<${j} value=${e.succeeded_at} />`},{key:`duration_ms`,label:B.took,align:`end`,render:e=>e.duration_ms===null||e.duration_ms===void 0?``:B.ms(f(e.duration_ms))},{key:`rows`,label:B.rows,align:`end`,render:e=>e.rows===null||e.rows===void 0?``:f(e.rows)},{key:`node`,label:B.node,render:e=>T`<span class="small muted">${e.node}</span>`}],nn=(e,t)=>Number(!!(t.error||t.late))-Number(!!(e.error||e.late));function rn(){return T`<${At} tab="health"><${an} /><//>`}function an(){let[e,t]=i(null),n=x(),[r,a]=i(0),o=()=>n.run(async()=>{a(e=>e+1),t((await w(`/admin/health`)).data)});return v(()=>void o(),[]),e?T`<${p}>
${n.problem&&T`<${M} problem=${n.problem} onRetry=${o} />`}
<section class="stack stack-3" aria-labelledby="jobs-by-state">
<div class="row"><h2 id="jobs-by-state" class="grow">${B.jobs}</h2><${y} size="small" icon="rotate-ccw" busy=${n.busy} onClick=${o}>${B.refresh}<//></div>
<${Kt} health=${e} />
</section>
<${Qt} turn=${r} />
<section class="stack stack-3" aria-labelledby="periodic-tasks">
<h2 id="periodic-tasks">${B.tasks}</h2>
<${Le} caption=${B.tasks} columns=${tn} rows=${[...e.periodic_tasks].sort(nn)} rowKey=${e=>e.task} compact=${[`task`,`state`,`started_at`]} />
</section>
<//>`:n.problem?T`<${M} problem=${n.problem} onRetry=${o} />`:T`<${m} lines=${6} />`}var on=/* @__PURE__ */ e({default:()=>un});const sn=E.impersonations,cn=({name:e,email:t,id:n})=>e||t||n,ln=[{key:`user`,label:sn.user,width:`wide`,render:e=>cn(e.user)},{key:`tenant`,label:sn.tenant,render:e=>T`<a href=${`/platform/tenants/${e.tenant.id}`}>${e.tenant.name}</a>`},{key:`admin`,label:sn.admin,render:e=>cn(e.admin)},{key:`reason`,label:sn.reason,width:`wide`,render:e=>e.reason},{key:`mode`,label:sn.mode,render:e=>e.read_only?sn.reading:sn.writing},{key:`state`,label:sn.state,render:e=>T`<${A} tone=${e.live?`warn`:`muted`}>${e.live?sn.live:sn.over}<//>`},{key:`created_at`,label:sn.started,render:e=>T`<${j} value=${e.created_at} />`}];function un(){return T`<${At} tab="impersonations"><${dn} /><//>`}function dn(){let e=Me(`/admin/impersonations`),t={icon:`eye`,title:sn.empty,text:sn.emptyText};return T`<${jt} pages=${e} empty=${t} caption=${E.tabs.impersonations} columns=${ln}
compact=${[`user`,`tenant`,`admin`,`reason`,`state`]} />`}const V=E.jobs,fn=[`failed`,`in_doubt`];function pn({row:e,state:t,onClose:r}){let i=e=>e&&T`<${j} value=${e} />`,a=[[V.state,t],[V.tries,V.of(e.attempts,e.max_tries)],[V.tenant,e.tenant_id&&T`<${Lt} id=${e.tenant_id} />`],[V.error,e.last_error],[V.delivery,V.deliveries[e.delivery]??e.delivery],[V.created,i(e.created_at)],[V.due,i(e.due_at)],[V.lease,i(e.lease_until)],[V.finished,i(e.finished_at)],[V.id,T`<span class="row"><code class="mono small">${e.id}</code><${be} value=${e.id} /></span>`]],o=`bulkhead jobs retry ${e.id}`;return T`<${n} open title=${e.kind} onClose=${r} actions=${T`<${y} onClick=${r}>${V.close}<//>`}>
<div class="stack stack-4">
<dl class="fields">${a.filter(([,e])=>e).map(([e,t])=>T`<div key=${e} class="fields-row"><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>
${fn.includes(e.state)&&T`<p>${e.state===`failed`?V.retryFailed:V.retryDoubt}</p>
<div class="secret-box"><code class="mono small">${o}</code><${be} value=${o} /></div>`}
</div>
<//>`}var mn=/* @__PURE__ */ e({default:()=>bn});const H=E.jobs,hn={waiting:`muted`,running:`info`,done:`good`,failed:`bad`,in_doubt:`warn`,cancelled:`muted`},gn=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,_n=e=>e?T`<${j} value=${e} />`:``;function vn({row:e}){return T`<${A} tone=${hn[e.state]}>${H.states[e.state]??e.state}<//>`}const yn=[{key:`state`,label:H.state,render:e=>T`<${vn} row=${e} />`},{key:`attempts`,label:H.tries,render:e=>T`<span class="nowrap">${H.of(e.attempts,e.max_tries)}</span>`},{key:`tenant_id`,label:H.tenant,render:e=>T`<${Lt} id=${e.tenant_id} />`},{key:`last_error`,label:H.error,width:`wide`,render:e=>e.last_error??``},{key:`due_at`,label:H.due,render:e=>_n(e.due_at)},{key:`finished_at`,label:H.finished,render:e=>_n(e.finished_at)}];function bn(){return T`<${At} tab="jobs"><${xn} /><//>`}function xn(){let e=Nt(`state`,`kind`,`tenant`),t=Me(`/admin/jobs`,e),[n,r]=i(null),[a,o]=i(null);v(()=>{let e=!0;return w(`/admin/health`,{quiet:!0}).then(({data:t})=>e&&o(t),()=>{}),()=>e=!1},[]);let s={key:`kind`,label:H.kind,width:`wide`,render:e=>T`<button class="text-button mono small" type="button"
aria-label=${H.open(e.kind)} onClick=${()=>r(e)}>${e.kind}</button>`},c=Object.entries(H.states).map(([e,t])=>({value:e,label:t})),l={icon:`clock`,title:H.empty,text:H.emptyText};return T`<${p}>
${a&&T`<div class="stack stack-3"><${Kt} health=${a} /></div>`}
<div class="audit-filters" role="search">
<${g} name="state" label=${H.state} required=${!1}>
${e=>T`<${Be} ...${e} empty=${E.all} options=${c} value=${De.value.query.get(`state`)??``}
onChange=${e=>xe({state:e||null})} />`}
<//>
<${Mt} name="kind" label=${H.kind} help=${H.kindHelp} maxlength=${63} valid=${e=>/^[a-z0-9_]*$/.test(e)} />
<${Mt} name="tenant" label=${H.tenantId} maxlength=${36} valid=${e=>gn.test(e)} />
${Object.keys(e).length>0&&T`<${y} tone="quiet" icon="x" onClick=${()=>xe({state:null,kind:null,tenant:null})}>${E.clear}<//>`}
</div>
<${jt} pages=${t} empty=${l} caption=${E.tabs.jobs} columns=${[s,...yn]} compact=${[`kind`,`state`,`tenant_id`,`last_error`,`due_at`]} />
${n&&T`<${pn} row=${n} state=${T`<${vn} row=${n} />`} onClose=${()=>r(null)} />`}
<//>`}function U(){let e=x(),t=ke(null),n=te(n=>e.run(async()=>{t.current??=pe();try{let e=await n(t.current);return t.current=null,e}catch(e){throw e.status>=400&&e.status<500&&(t.current=null),e}}),[e.run]);return{...e,run:n}}function Sn(e){let t=ke({dirty:e,released:!1});return t.current.dirty=e,v(()=>{if(!e)return;let{current:n}=t;return ue(()=>!n.dirty||n.released||s({...k.discard,tone:`danger`}),()=>n.dirty&&!n.released)},[e]),()=>t.current.released=!0}function Cn(e){let t=Object.keys(e).filter(t=>e[t]).map(t=>({field:t,code:`wrong`,message:e[t]}));return t.length?Object.assign(Error(t[0].message),{status:422,code:`invalid`,detail:t[0].message,errors:t}):null}const wn=/^(?=.{2,63}$)[a-z0-9]+(-[a-z0-9]+)*$/;function Tn(e){return e.normalize(`NFKD`).replace(/\p{M}/gu,``).toLowerCase().replace(/[^a-z0-9]+/g,`-`).replace(/^-|-$/g,``).slice(0,63).replace(/-$/,``)}function En(e={}){let[t,n]=i(e.name??``),[r,a]=i(e.slug??null),o=r??Tn(t);return{name:t.trim(),slug:o,wrong:()=>Cn({name:t.trim()?null:k.required,slug:wn.test(o)?null:k.slugWrong}),dirty:t!==(e.name??``)||r!==(e.slug??null),text:t,setName:n,setSlug:e=>a(e.toLowerCase())}}function Dn({fields:e,errors:t,help:n}){return T`<${p}>
<${g} name="name" label=${k.name} help=${n} error=${t.name}>
${t=>T`<${u} ...${t} maxlength="200" autocomplete="organization" value=${e.text} onChange=${e.setName} />`}
<//>
<${g} name="slug" label=${k.slug} help=${k.slugHelp} error=${t.slug}>
${t=>T`<${u} ...${t} maxlength="63" autocomplete="off" autocapitalize="none" value=${e.slug} onChange=${e.setSlug} />`}
<//>
<//>`}var On=/* @__PURE__ */ e({default:()=>jn});const kn=E.onboard,An=/^[a-z0-9._-]{0,50}$/;function jn(){return T`<${At} tab="tenants" title=${kn.title}><${Mn} /><//>`}function Mn(){let e=En(),[n,r]=i(``),[a,o]=i(``),[s,c]=i(null),l=U(),d=Sn(e.dirty||n!==``||a!==``),f={name:k.name,slug:k.slug,owner_email:kn.owner,plan:kn.plan},p=()=>{let r=Cn({owner_email:n.trim()?null:E.required,plan:An.test(a.trim())?null:kn.planWrong}),i=e.wrong(),o=i&&r?{...i,errors:[...i.errors,...r.errors]}:i??r;c(o),o||l.run(async r=>{let i={name:e.name,slug:e.slug,owner_email:n.trim(),plan:a.trim()||void 0};try{let{data:e}=await C(`/admin/tenants`,i,{key:r});_(kn.done(i.owner_email),{tone:`good`}),d(),t(`/platform/tenants/${e.id}`,{replace:!0})}catch(e){throw e.code===`slug_taken`?oe(e,`slug`,k.slugTaken):e}})},m=s??l.problem,h=P(m);return T`<${D}>
<${N} onSubmit=${p} error=${m} busy=${l.busy} fields=${f}>
<p class="muted">${kn.text}</p>
<${Dn} fields=${e} errors=${h} />
<${g} name="owner_email" label=${kn.owner} error=${h.owner_email}>
${e=>T`<${u} ...${e} type="email" autocomplete="off" maxlength="254" value=${n} onChange=${r} />`}
<//>
<${g} name="plan" label=${kn.plan} help=${kn.planHelp} error=${h.plan} optional>
${e=>T`<${u} ...${e} autocomplete="off" maxlength="50" value=${a} onChange=${o} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${l.busy}>${kn.submit}<//>
<${y} tone="quiet" href="/platform/tenants">${E.cancel}<//>
</div>
<//>
<//>`}const Nn=E.tenant,Pn=Object.keys(Nn.quotas);function Fn({row:e,path:t,onSaved:n,onReload:r}){let a=Object.fromEntries([`plan`,...Pn].map(t=>[t,e[t]===null||e[t]===void 0?``:String(e[t])])),[o,s]=i(a),[c,l]=i(null),d=U(),p=Object.keys(o).filter(e=>o[e].trim()!==a[e]);Sn(p.length>0);let m=()=>{let i=Cn(Object.fromEntries(Pn.map(e=>[e,/^\d*$/.test(o[e].trim())?null:Nn.whole])));if(l(i),i||!p.length)return;let a=e=>o[e].trim()===``?null:e===`plan`?o[e].trim():Number(o[e]);d.run(async()=>{try{let r=Object.fromEntries(p.map(e=>[e,a(e)])),{data:i}=await de(t,r,{ifMatch:`"${e.version}"`});_(E.saved,{tone:`good`}),n(i)}catch(e){if(e.status!==412)throw e;_(E.changedMeanwhile,{tone:`warn`}),r()}})},h=c??d.problem,v=P(h),ee=e=>t=>s(n=>({...n,[e]:t}));return T`<${D} title=${Nn.limits}>
<${N} onSubmit=${m} error=${h} busy=${d.busy} fields=${{plan:E.tenants.plan,...Nn.quotas}}>
<p class="muted small">${Nn.limitsHelp}</p>
<div class="limit-fields">
<${g} name="plan" label=${E.tenants.plan} error=${v.plan} required=${!1}>
${e=>T`<${u} ...${e} maxlength="50" autocomplete="off" value=${o.plan} onChange=${ee(`plan`)} />`}
<//>
${Pn.map(t=>T`<${g} key=${t} name=${t} label=${Nn.quotas[t]} error=${v[t]} required=${!1}
help=${t===`member_quota`?Nn.used(f(e.members)):void 0}>
${e=>T`<${u} ...${e} inputmode="numeric" maxlength="18" autocomplete="off" value=${o[t]} onChange=${ee(t)} />`}
<//>`)}
</div>
<div class="row"><${y} type="submit" tone="primary" busy=${d.busy} disabled=${!p.length}>${E.save}<//></div>
<//>
<//>`}const In=E.tenant;function Ln({row:e,path:t,onSaved:n}){let[r,a]=i(``),[o,s]=i(null),c=U(),l=()=>c.run(async r=>{n((await C(`${t}/resume`,void 0,{key:r})).data),_(In.resumed(e.name),{tone:`good`})}),d=()=>{let i=Cn({reason:r.trim()?null:E.required});s(i),i||c.run(async i=>{n((await C(`${t}/suspend`,{reason:r.trim()},{key:i})).data),a(``),_(In.isSuspended(e.name),{tone:`good`})})},f=o??c.problem;return e.suspended_at?T`<${D} title=${In.suspension}>
<div class="stack stack-3">
${f&&T`<${S} tone="bad">${f.detail??f.message}<//>`}
<p>${In.suspendedFor(e.suspended_for??``)}</p>
<div class="row"><${y} tone="primary" busy=${c.busy} onClick=${l}>${In.resume}<//></div>
</div>
<//>`:T`<${D} title=${In.suspension}>
<${N} onSubmit=${d} error=${f} busy=${c.busy} fields=${{reason:In.reason}}>
<p class="muted">${In.suspendText}</p>
<${g} name="reason" label=${In.reason} help=${In.reasonHelp} error=${P(f).reason}>
${e=>T`<${u} ...${e} maxlength="500" autocomplete="off" value=${r} onChange=${a} />`}
<//>
<div class="row"><${y} type="submit" busy=${c.busy}>${In.suspend}<//></div>
<//>
<//>`}var Rn=/* @__PURE__ */ e({TenantState:()=>zn,default:()=>Vn});const W=E.tenants;function zn({row:e}){return e.deleted_at?T`<${A} tone="bad">${W.closed}<//>`:e.suspended_at?T`<${A} tone="warn">${W.suspended}<//>`:e.members===0?T`<${A} tone="info">${W.waiting}<//>`:T`<${A} tone="good">${W.open}<//>`}const Bn=[{key:`name`,label:W.name,width:`wide`,render:e=>e.name},{key:`slug`,label:W.slug,render:e=>T`<span class="mono small">${e.slug}</span>`},{key:`state`,label:W.state,render:e=>T`<${zn} row=${e} />`},{key:`plan`,label:W.plan,render:e=>e.plan??(e.kind===`personal`?T`<span class="muted">${W.personal}</span>`:``)},{key:`members`,label:W.members,align:`end`,render:e=>f(e.members)},{key:`created_at`,label:W.created,render:e=>T`<${j} value=${e.created_at} />`}];function Vn(){let e=T`<${y} tone="primary" icon="plus" href="/platform/tenants/new">${W.onboard}<//>`;return T`<${At} tab="tenants" actions=${e}><${Hn} /><//>`}function Hn(){let e=Me(`/admin/tenants`,Nt(`q`)),t={icon:`building`,title:W.empty,text:W.emptyText};return T`<div class="stack stack-4">
<div class="audit-filters" role="search"><${Mt} name="q" label=${Pt} help=${W.searchHelp} /></div>
<${jt} pages=${e} empty=${t} caption=${E.tabs.tenants} columns=${Bn} compact=${[`name`,`slug`,`state`]}
rowHref=${e=>`/platform/tenants/${e.id}`} />
</div>`}var Un=/* @__PURE__ */ e({default:()=>Wn});const G=E.tenant;function Wn({params:e}){let t=`/admin/tenants/${encodeURIComponent(e.id)}`,[n,r]=i(null),[a,o]=i(null),s=async()=>{try{r((await w(t)).data),o(null)}catch(e){o(e)}};return v(()=>void s(),[t]),T`<${At} tab="tenants" title=${n?.name??E.tabs.tenants}>
${a&&T`<${M} problem=${a} onRetry=${s} />`}
${!n&&!a&&T`<${m} lines=${6} />`}
${n&&!a&&T`<${p}>
<${Gn} row=${n} />
${!n.deleted_at&&T`<${Fn} key=${n.version} row=${n} path=${t} onSaved=${r} onReload=${s} />`}
${!n.deleted_at&&T`<${Ln} row=${n} path=${t} onSaved=${r} />`}
<${Kn} row=${n} path=${t} onSaved=${r} onReload=${s} />
<//>`}
<//>`}function Gn({row:e}){let t=[[E.tenants.state,T`<${zn} row=${e} />`],[E.tenants.slug,T`<code class="mono">${e.slug}</code>`],[G.kind,e.kind],[E.tenants.members,f(e.members)],...e.kind===`personal`?[]:[[G.invitation,e.members===0?G.invited:G.accepted]],[G.factor,e.require_second_factor?G.yes:G.no],[E.tenants.created,T`<${j} value=${e.created_at} />`],[G.id,T`<span class="row"><code class="mono small">${e.id}</code><${be} value=${e.id} /></span>`]];return T`<dl class="facts">${t.map(([e,t])=>T`<div key=${e}><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>`}function Kn({row:e,path:t,onSaved:n,onReload:r}){let i=U();return T`<${D} title=${G.close}>
<div class="stack stack-3">
${i.problem&&T`<${S} tone="bad">${i.problem.detail??i.problem.message}<//>`}
${e.deleted_at?T`<p class="muted">${G.removal} <${j} value=${e.deleted_at} /></p>
<div class="row"><${y} icon="rotate-ccw" busy=${i.busy} onClick=${()=>i.run(async r=>{n((await C(`${t}/restore`,void 0,{key:r})).data),_(G.restored(e.name),{tone:`good`})})}>${G.restore}<//></div>`:T`<p class="muted">${G.closeText}</p>
<div class="row"><${y} tone="danger" busy=${i.busy} onClick=${async()=>{await s({title:G.closeTitle(e.name),body:G.closeBody(e.members),confirm:G.close,tone:`danger`,typed:e.slug})&&await i.run(async()=>{await ve(t),_(G.isClosed(e.name),{tone:`good`}),await r()})}}>${G.close}<//></div>`}
</div>
<//>`}const K=E.impersonate;async function qn(e){let{data:t}=await w(`/admin/tenants`,{query:{q:e.trim(),limit:20}});return t.items.filter(({deleted_at:e})=>!e).map(({slug:e,name:t})=>({value:e,label:t,hint:e}))}function Jn({user:e,name:a,onClose:o}){let s=r(),[c,l]=i(null),[u,d]=i(``),[f,p]=i(!1),[m,h]=i(null),_=U(),v=()=>{let n=Cn({tenant:c?null:E.required,reason:u.trim().length>=10?null:K.reasonShort});h(n),n||_.run(async n=>{try{let{data:r}=await C(`/admin/impersonations`,{user_id:e.id,tenant:c,reason:u.trim(),write:f},{key:n});o(),await le(),t(`/t/${r.tenant.slug}/`)}catch(e){throw e.status===404?oe(e,`tenant`,K.notMember):e}})},ee=m??_.problem,te=P(ee),ne=T`<${y} onClick=${o}>${E.cancel}<//>
<${y} type="submit" form=${s} tone="primary" busy=${_.busy}>${K.submit}<//>`;return T`<${n} open title=${K.title(a)} onClose=${o} actions=${ne}>
<${N} id=${s} onSubmit=${v} error=${ee} busy=${_.busy} fields=${{tenant:K.tenant,reason:K.reason,write:K.write}}>
<p class="muted">${K.text}</p>
<${g} name="tenant" label=${K.tenant} help=${K.tenantHelp} error=${te.tenant}>
${e=>T`<${He} ...${e} load=${qn} labelOf=${e=>e} value=${c} onChange=${l} />`}
<//>
<${g} name="reason" label=${K.reason} help=${K.reasonHelp} error=${te.reason}>
${e=>T`<${Ue} ...${e} rows=${3} maxlength="500" value=${u} onChange=${d} />`}
<//>
<div class="stack stack-2">
<${je} name="write" label=${K.write} value=${f} onChange=${p} />
<p class="small muted">${K.writeHelp}</p>
</div>
<//>
<//>`}var Yn=/* @__PURE__ */ e({default:()=>Zn});const q=E.users,Xn=e=>e.name||e.email||e.phone||q.unnamed;function Zn(){return T`<${At} tab="users"><${$n} /><//>`}function Qn({row:e}){return T`<span class="row">
${e.disabled_at?T`<${A} tone="bad">${q.disabled}<//>`:T`<${A} tone="good">${q.active}<//>`}
${e.platform_admin&&T`<${A} tone="info">${q.admin}<//>`}
${e.email&&!e.email_verified&&T`<${A} tone="warn">${q.unverified}<//>`}
</span>`}function $n(){let e=Me(`/admin/users`,Nt(`q`)),t=x(),[n,r]=i(null),a=(t,n)=>e.setRows(e=>e.map(e=>e.id===t.id?{...e,disabled_at:n}:e)),o=e=>t.run(async()=>{await C(`/admin/users/${e.id}/enable`),a(e,null),_(q.isEnabled(Xn(e)),{tone:`good`})}),c=async e=>{await s({title:q.disableTitle(Xn(e)),body:q.disableBody,confirm:q.disable,tone:`danger`})&&await t.run(async()=>{await C(`/admin/users/${e.id}/disable`),a(e,(/* @__PURE__ */ new Date()).toISOString()),_(q.isDisabled(Xn(e)),{tone:`good`})})},l=[{key:`name`,label:q.name,width:`wide`,render:Xn},{key:`email`,label:q.email,width:`wide`,render:e=>e.email??e.phone??``},{key:`state`,label:q.state,render:e=>T`<${Qn} row=${e} />`},{key:`created_at`,label:q.created,render:e=>T`<${j} value=${e.created_at} />`},{key:`acts`,label:E.actions,align:`end`,render:e=>e.id!==b.value?.user.id&&T`<div class="row row-end">
${!e.disabled_at&&T`<${y} size="small" tone="quiet" aria-label=${`${q.impersonate} ${Xn(e)}`} onClick=${()=>r(e)}>${q.impersonate}<//>`}
${e.disabled_at?T`<${y} size="small" tone="quiet" aria-label=${`${q.enable}: ${Xn(e)}`} onClick=${()=>o(e)}>${q.enable}<//>`:T`<${y} size="small" tone="quiet" aria-label=${`${q.disable}: ${Xn(e)}`} onClick=${()=>c(e)}>${q.disable}<//>`}
</div>`}],u={icon:`users`,title:q.empty,text:q.emptyText};return T`<${p}>
<div class="audit-filters" role="search"><${Mt} name="q" label=${Pt} help=${q.searchHelp} /></div>
${t.problem&&T`<${S} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
<${jt} pages=${e} empty=${u} caption=${E.tabs.users} columns=${l} compact=${[`name`,`email`,`state`,`acts`]} />
${n&&T`<${Jn} user=${n} name=${Xn(n)} onClose=${()=>r(null)} />`}
<//>`}const er=k.activity,tr=e=>a(e.replaceAll(`_`,`-`));function nr(e){let t=e.replaceAll(`_`,` `);return tr(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)}function rr(e){return e.actor_id?e.actor_id===b.value?.user.id?b.value.user.name||b.value.user.email||k.someone:ie(e.actor_id)??k.someone:e.job?`${k.system} (${e.job.replaceAll(`_`,` `)})`:k.system}function ir({table:e,operation:t,fields:n}){let r=n?.deleted_at;return t===`update`&&Array.isArray(r)?r[1]?er.gone[e]??(tr(e)?er.binned:er.removed):er.unbinned:er.did[t]??t}function ar({table:e,operation:t,fields:n}){if(er.things[e])return er.things[e];let r=tr(e),i=(r?.labels[0]??e.replaceAll(`_`,` `).replace(/s$/,``)).toLowerCase(),a=t!==`update`&&r?.title?n?.[r.title]:null;return typeof a==`string`&&a?`the ${i} “${a.slice(0,60)}”`:er.a(i)}const or=e=>er.sentence(rr(e),ir(e),ar(e));function sr({table:e,row_id:t,operation:n}){let r=tr(e);return!r||r.parent||n===`delete`?null:h(r.plural,t)}function cr({operation:e,fields:t}){return Object.entries(t??{}).map(([t,n])=>e===`update`&&Array.isArray(n)&&n.length===2?{name:t,before:n[0],after:n[1]}:e===`delete`?{name:t,before:n,after:void 0}:{name:t,before:void 0,after:n})}const lr=k.audit,ur=e=>e==null?`–`:typeof e==`string`?e:JSON.stringify(e);function dr({line:e,onClose:t}){let r=sr(e),i=cr(e),a=[[lr.when,Oe(e.changed_at)],[lr.rowId,e.row_id,!0],[lr.request,e.request_id,!0],[lr.key,e.api_key_id,!0],[lr.job,e.job],[lr.as,e.impersonator_id,!0]].filter(([,e])=>e),o=T`<div class="row row-end">
${r&&T`<${y} href=${r}>${lr.open}<//>`}
<${y} tone="primary" onClick=${t}>${k.close}<//>
</div>`;return T`<${n} open title=${or(e)} size="large" onClose=${t} actions=${o}>
<div class="stack stack-4">
${i.length===0?T`<p class="muted">${lr.hidden}</p>`:T`<div class="audit-scroll" tabindex="0" role="group" aria-label=${lr.details}>
<table class="audit-changes">
<thead><tr><th scope="col">${lr.field}</th><th scope="col">${lr.before}</th><th scope="col">${lr.after}</th></tr></thead>
<tbody>${i.map(({name:e,before:t,after:n})=>T`<tr key=${e}>
<th scope="row" class="mono small">${e}</th>
<td class="audit-before">${ur(t)}</td><td class="audit-after">${ur(n)}</td>
</tr>`)}</tbody>
</table>
</div>`}
<dl class="facts">${a.map(([e,t,n])=>T`<div key=${e}>
<dt>${e}</dt>
<dd class="row">${n?T`<code class="mono small">${t}</code><${be} value=${t} />`:t}</dd>
</div>`)}</dl>
</div>
<//>`}const fr=[`viewer`,`member`,`admin`,`owner`],pr=(e=`admin`)=>Ce(e)&&!b.value?.impersonation,mr=e=>Ce(e)&&(e===`viewer`||!b.value?.impersonation?.read_only),hr=e=>fr.indexOf(e)<=fr.indexOf(re());function gr(e=`owner`){return fr.filter(t=>hr(t)&&fr.indexOf(t)<=fr.indexOf(e)).map(e=>({value:e,label:k.roles[e]}))}const _r=()=>!!(b.value?.user.email_verified||b.value?.user.phone);function vr(){return T`<${d} icon="lock" title=${k.adminsOnly.title}>${k.adminsOnly.text}<//>`}const yr=[[`general`,`viewer`],[`members`,`viewer`],[`invitations`,`admin`],[`api-keys`,`admin`],[`webhooks`,`admin`],[`values`,`viewer`],[`audit`,`admin`],[`danger`,`viewer`]];function br({tab:e,actions:t,children:n}){let r=yr.find(([t])=>t===e)[1],i=yr.filter(([,e])=>mr(e)).map(([t])=>{let n=t===`webhooks`?h(t):h(`settings`,t);return{href:n,label:k.settings.tabs[t],current:t===e||De.value.path===n}}),a=mr(r);return T`<${ge} title=${k.settings.tabs[e]} crumbs=${[{label:k.settings.title,href:h(`settings`,`general`)}]}
actions=${a?t:null}>
<div class="settings-tabs"><${Pe} items=${i} label=${k.settings.title} /></div>
<div class="stack stack-5 settings-body">${a?n:T`<${vr} />`}</div>
<//>`}var xr=/* @__PURE__ */ e({default:()=>wr});const J=k.audit,Sr=[`tenants`,`memberships`,`invitations`,`api_keys`,`settings`,`impersonations`],Cr=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;function wr(){return T`<${br} tab="audit"><${Tr} /><//>`}function Tr(){let[e,t]=i(null),n=De.value.query,r={table:n.get(`table`),row_id:n.get(`row_id`),actor_id:n.get(`actor_id`)},a=Object.fromEntries(Object.entries(r).filter(([,e])=>e)),o=Me(`/api/audit-log`,a),s=o.rows?.map((e,t)=>({...e,id:`${e.changed_at} ${e.row_id} ${t}`})),c=[{key:`who`,label:J.who,render:e=>rr(e)},{key:`what`,label:J.what,width:`wide`,render:e=>`${ir(e)} ${ar(e)}`},{key:`fields`,label:J.field,render:e=>T`<span class="muted">${J.fields(Object.keys(e.fields??{}).length)}</span>`},{key:`changed_at`,label:J.when,render:e=>T`<${j} value=${e.changed_at} />`},{key:`acts`,label:J.details,align:`end`,render:e=>T`<${y} size="small" tone="quiet"
aria-label=${J.detailsOf(or(e))} onClick=${()=>t(e)}>${J.details}<//>`}];return T`<${p}>
<${Er} filters=${r} />
${o.problem&&T`<${M} problem=${o.problem} onRetry=${o.reload} />`}
${!s&&!o.problem&&T`<${m} lines=${6} />`}
${s?.length===0&&T`<${d} icon="history" title=${J.empty}>${J.emptyText}<//>`}
${s?.length>0&&T`<${Le} caption=${J.title} columns=${c} rows=${s} compact=${[`who`,`what`,`changed_at`,`acts`]} />`}
<${Ie} cursor=${o.cursor} busy=${o.busy} onMore=${o.more} />
${e&&T`<${dr} line=${e} onClose=${()=>t(null)} />`}
<//>`}function Er({filters:e}){let t=[.../* @__PURE__ */ new Set([...Sr,...l().map(({plural:e})=>e.replaceAll(`-`,`_`))])];e.table&&!t.includes(e.table)&&t.push(e.table);let n=t.map(e=>({value:e,label:nr(e)})).sort((e,t)=>e.label.localeCompare(t.label)),r=e=>(e===``||Cr.test(e.trim()))&&xe({row_id:e.trim()||null},{replace:!0}),i=async e=>{let{data:t}=await w(`/api/members`,{query:{limit:100}});return t.items.map(({user_id:e,name:t,email:n})=>({value:e,label:t||n||e,hint:n})).filter(({label:t,hint:n})=>`${t} ${n??``}`.toLowerCase().includes(e.trim().toLowerCase()))},a=Object.values(e).some(Boolean);return T`<div class="audit-filters" role="search" aria-label=${J.filter}>
<${g} name="table" label=${J.table} required=${!1}>
${t=>T`<${Be} ...${t} empty=${J.all} options=${n} value=${e.table??``}
onChange=${e=>xe({table:e||null})} />`}
<//>
<${g} name="actor_id" label=${J.actor} required=${!1}>
${t=>T`<${He} ...${t} load=${i} labelOf=${ie} value=${e.actor_id}
onChange=${e=>xe({actor_id:e||null})} />`}
<//>
<${g} name="row_id" label=${J.row} required=${!1}>
${t=>T`<${u} ...${t} class="mono" autocomplete="off" maxlength="36" value=${e.row_id??``} onChange=${r} />`}
<//>
${a&&T`<${y} tone="quiet" icon="x" onClick=${()=>xe({table:null,row_id:null,actor_id:null})}>${J.clear}<//>`}
</div>`}async function Dr(e,t){let{path:n}=e.operations.export,{data:r}=await me(`GET`,n,{query:{format:t},raw:!0}),i=r instanceof Blob?r:await(r.blob?r.blob():new Response(r).blob()),a=URL.createObjectURL(i),o=document.createElement(`a`);o.href=a,o.download=`${ae.value?.slug??`rows`}-${e.plural}.${t}`,o.click(),setTimeout(()=>URL.revokeObjectURL(a),1e4)}var Or=/* @__PURE__ */ e({default:()=>kr});const Y=k.danger;function kr(){return T`<${br} tab="danger"><${Ar} /><${jr} /><//>`}function Ar(){let e=x(),t=l().filter(({operations:e,parent:t})=>e.export&&!t),n=(t,n)=>e.run(()=>Dr(t,n)),r=()=>e.run(async()=>{for(let e of t)await Dr(e,`ndjson`);_(Y.done(t.length),{tone:`good`})}),i=({transfer:e})=>[`csv`,`ndjson`].filter(t=>!e?.length||e.includes(t));return T`<${D} title=${Y.export}>
<div class="stack stack-4">
<p class="muted">${Y.exportText}</p>
${e.problem&&T`<${S} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
<ul class="export-list">
${t.map(t=>T`<li key=${t.plural} class="row">
<span class="grow">${t.labels[1]}</span>
${i(t).map(r=>T`<${y} key=${r} size="small" tone="quiet" disabled=${e.busy}
aria-label=${Y.get(t.labels[1],Y[r])} onClick=${()=>n(t,r)}>${Y[r]}<//>`)}
</li>`)}
</ul>
<div class="row"><${y} icon="download" busy=${e.busy} onClick=${r}>${Y.all}<//></div>
</div>
<//>`}function jr(){let e=x(),{name:n,slug:r}=ae.value??{};return T`<${D} title=${Y.close}>
<div class="stack stack-4">
<p class="muted">${Y.closeText}</p>
${e.problem&&T`<${S} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
${pr(`owner`)?T`<${p}>
${ae.value?.kind===`personal`&&T`<p>${Y.personal}</p>`}
<div class="row"><${y} tone="danger" busy=${e.busy} onClick=${async()=>{await s({title:Y.closeTitle(n),body:Y.closeBody,confirm:Y.closeButton,tone:`danger`,typed:r})&&await e.run(async()=>{await ve(`/api/tenant`),await he(),_(Y.closed(n),{tone:`good`}),t(`/`,{replace:!0})})}}>${Y.closeButton}<//></div>
<//>`:T`<p>${b.value?.impersonation?k.adminsOnly.title:Y.ownersOnly}</p>`}
</div>
<//>`}var Mr=/* @__PURE__ */ e({default:()=>Nr});function Nr(){let[e,t]=i(null),[n,r]=i(null),a=async()=>{try{let{data:e}=await w(`/api/tenant`);t(e),r(null)}catch(e){r(e)}};return v(()=>void a(),[]),T`<${br} tab="general">
${n&&!e&&T`<${M} problem=${n} onRetry=${a} />`}
${!n&&!e&&T`<${m} lines=${5} />`}
${e&&T`<${Pr} key=${e.version} row=${e} onReload=${a} onSaved=${t} />`}
<//>`}function Pr({row:e,onReload:n,onSaved:r}){let[a,o]=i(e.name),[s,c]=i(e.slug),[l,d]=i(e.require_second_factor),[f,m]=i(null),h=U(),ee=pr(`admin`),te={};a.trim()!==e.name&&(te.name=a.trim()),s!==e.slug&&(te.slug=s),l!==e.require_second_factor&&(te.require_second_factor=l);let ne=Object.keys(te).length>0,re=Sn(ne),ie=()=>{let i=Cn({name:a.trim()?null:k.required,slug:wn.test(s)?null:k.slugWrong});m(i),!i&&ne&&h.run(async()=>{try{let{data:n}=await de(`/api/tenant`,te,{ifMatch:`"${e.version}"`});re(),await he(),r(n),_(k.saved,{tone:`good`}),n.slug!==e.slug&&t(`/t/${n.slug}/settings/general`,{replace:!0})}catch(e){if(e.status===412)return _(k.changedMeanwhile,{tone:`warn`}),n();throw e.code===`slug_taken`?oe(e,`slug`,k.slugTaken):e}})},ae=ke(ie);ae.current=ie,v(()=>ee?se(`mod+s`,()=>ae.current()):void 0,[ee]);let x=f??h.problem,ce=P(x),le=(b.value?.factors??[]).length>0,ue={name:k.name,slug:k.slug,require_second_factor:k.general.factor};return T`<${p}>
<${D}>
<${N} onSubmit=${ie} error=${x} busy=${h.busy} fields=${ue}>
<${g} name="name" label=${ue.name} error=${ce.name}>
${e=>T`<${u} ...${e} maxlength="200" autocomplete="organization" value=${a}
onChange=${o} disabled=${!ee} />`}
<//>
<${g} name="slug" label=${ue.slug} error=${ce.slug}
help=${s===e.slug?k.slugHelp:`${k.slugHelp} ${k.general.slugChange}`}>
${e=>T`<${u} ...${e} maxlength="63" autocomplete="off" value=${s}
onChange=${e=>c(e.toLowerCase())} disabled=${!ee} />`}
<//>
<${g} name="require_second_factor" label=${k.general.factor} error=${ce.require_second_factor} help=${k.general.factorHelp}>
${e=>T`<${Re} ...${e} value=${l} onChange=${d}
disabled=${!pr(`owner`)||!le&&!l} />`}
<//>
${pr(`owner`)&&!le&&T`<p class="small muted">
${k.general.factorFirst} <a href="/account/security">${k.general.factorLink}</a>
</p>`}
${ee?T`<div class="row"><${y} type="submit" tone="primary" busy=${h.busy} disabled=${!ne}>${k.save}<//></div>`:T`<p class="small muted">${k.general.readOnly}</p>`}
<//>
<//>
<dl class="facts">
<div><dt>${k.general.id}</dt><dd class="row"><code class="mono">${e.id}</code><${be} value=${e.id} /></dd></div>
<div><dt>${k.general.created}</dt><dd><${j} value=${e.created_at} /></dd></div>
</dl>
<//>`}const Fr=k.invitations;function Ir({onSent:e,more:t}){let[n,r]=i(``),[a,o]=i(`member`),[s,c]=i(null),l=U();Sn(n.trim()!==``);let d=()=>{let t=Cn({email:n.trim()?null:k.required});c(t),t||l.run(async t=>{try{let{data:i}=await C(`/api/invitations`,{email:n.trim(),role:a},{key:t});r(``),_(Fr.sent(i.email),{tone:`good`}),e(i)}catch(e){throw e.code===`already_member`?oe(e,`email`,Fr.member):e}})},f=s??l.problem,p=P(f);return T`<${N} onSubmit=${d} error=${f} busy=${l.busy} fields=${{email:Fr.email,role:k.role}}>
<div class="grid invite-fields">
<${g} name="email" label=${Fr.email} error=${p.email}>
${e=>T`<${u} ...${e} type="email" autocomplete="off" maxlength="254" value=${n} onChange=${r} />`}
<//>
<${g} name="role" label=${k.role} error=${p.role} help=${k.roleHelp[a]}>
${e=>T`<${Be} ...${e} options=${gr()} value=${a} onChange=${o} />`}
<//>
</div>
<div class="row">
<${y} type="submit" tone="primary" busy=${l.busy} disabled=${l.until!==null}>${Fr.send}<//>
${t}
</div>
<//>`}function Lr(){let e=x(),t=b.value?.user.email;return T`<${S} tone="warn">
<div class="stack stack-2 verify-first">
<strong>${k.verify.title}</strong>
<span>${k.verify.text(t)}</span>
${e.problem&&T`<span role="alert">${e.problem.detail??e.problem.message}</span>`}
<div class="row">
${t&&T`<${y} size="small" onClick=${()=>e.run(async()=>{await C(`/auth/email/resend`),_(k.verify.sent,{tone:`good`})})} busy=${e.busy} disabled=${e.until!==null}>${k.verify.again}<//>`}
<${y} size="small" tone="quiet" href="/account/profile">${k.verify.account}<//>
${Se.value?.development_mailbox&&T`<a href="/dev/mail" target="_blank" rel="noopener noreferrer">${k.verify.mailbox}</a>`}
</div>
</div>
<//>`}var Rr=/* @__PURE__ */ e({default:()=>zr});const X=k.invitations;function zr(){return T`<${br} tab="invitations"><${Br} /><//>`}function Br(){let e=Me(`/api/invitations`),t=x(),n=pr(),r=t=>e.setRows(e=>[t,...e.filter(({id:e,email:n})=>e!==t.id&&n!==t.email)]),i=e=>t.run(async()=>{let{data:t}=await C(`/api/invitations/${e.id}/resend`);r(t),_(X.resent(e.email),{tone:`good`})}),a=n=>t.run(async()=>{await ve(`/api/invitations/${n.id}`),e.setRows(e=>e.filter(({id:e})=>e!==n.id));let i=async()=>r((await C(`/api/invitations`,{email:n.email,role:n.role})).data);_(X.withdrawn(n.email),{action:{label:k.undo,run:()=>t.run(i)}})}),o=[{key:`email`,label:X.email,width:`wide`,render:e=>e.email},{key:`role`,label:k.role,render:e=>k.roles[e.role]},{key:`invited_by`,label:X.by,render:e=>T`<${Ne} id=${e.invited_by} />`},{key:`expires_at`,label:X.until,render:e=>new Date(e.expires_at)</* @__PURE__ */ new Date?T`<${A} tone="warn">${X.expired}<//>`:T`<${j} value=${e.expires_at} />`},...n?[{key:`acts`,label:X.acts,align:`end`,render:e=>T`<div class="row row-end">
${_r()&&T`<${y} size="small" tone="quiet" busy=${t.busy} onClick=${()=>i(e)}
aria-label=${`${X.resend}: ${e.email}`}>${X.resend}<//>`}
<${y} size="small" tone="quiet" onClick=${()=>a(e)} aria-label=${`${X.withdraw}: ${e.email}`}>${X.withdraw}<//>
</div>`}]:[]];return T`<${p}>
${n&&(_r()?T`<${D} title=${X.form}><${Ir} onSent=${r} /><//>`:T`<${Lr} />`)}
<section class="stack stack-3" aria-labelledby="pending-invitations">
<h2 id="pending-invitations">${X.pending}</h2>
${t.problem&&T`<${S} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${e.problem&&T`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&T`<${m} lines=${3} />`}
${e.rows?.length===0&&T`<${d} icon="mail" title=${X.empty}>${X.emptyText}<//>`}
${e.rows?.length>0&&T`<${Le} caption=${X.pending} columns=${o} rows=${e.rows} compact=${[`email`,`role`,`acts`]} />`}
<${Ie} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
</section>
<//>`}const Vr=k.keys;function Hr({things:e,value:t,onChange:n,error:i}){let a=r(),o=e=>{let[r,i]=e.split(`:`);if(t.includes(e))return n(t.filter(t=>t!==e));n([...r===`*`?t.filter(e=>!e.endsWith(`:${i}`)):t,e])},s=(e,n,r,s)=>{let c=e!==`*`&&t.includes(`*:${n}`),l=`${e}:${n}`;return T`<td><label class="scope-box">
<input type="checkbox" name=${s?`scopes`:void 0} aria-label=${r} checked=${c||t.includes(l)} disabled=${c}
aria-invalid=${s&&i?`true`:void 0} aria-describedby=${s&&i?`${a}-error`:void 0} onChange=${()=>o(l)} />
</label></td>`},c=({name:e,label:t,read:n=!0,write:r=!0})=>T`<tr key=${e} class=${e===`*`?`scope-all`:``}>
<th scope="row">${t}</th>
${n?s(e,`read`,Vr.mayRead(t),e===`*`):T`<td></td>`}
${r?s(e,`write`,Vr.mayWrite(t)):T`<td></td>`}
</tr>`;return T`<fieldset class="scope-set" aria-describedby=${`${a}-help`}>
<legend>${Vr.scopes}</legend>
<p id=${`${a}-help`} class="small muted">${Vr.scopesHelp}</p>
${i&&T`<p id=${`${a}-error`} class="field-error">${i}</p>`}
<div class="scope-scroll" tabindex="0" role="group" aria-label=${Vr.scopes}>
<table class="scope-grid">
<thead><tr><th scope="col">${Vr.thing}</th><th scope="col">${Vr.read}</th><th scope="col">${Vr.write}</th></tr></thead>
<tbody>${c({name:`*`,label:Vr.everything})}${e.map(e=>c({read:!1,write:!1,...e}))}</tbody>
</table>
</div>
</fieldset>`}const Ur=k.keys,Wr=[`7`,`30`,`90`,`365`,`own`];function Gr({onMade:e,onCancel:t}){let[n,r]=i(``),[a,o]=i([]),[s,c]=i(`member`),[l,d]=i(`90`),[f,p]=i(null),[m,h]=i(null),_=Kr(),v=U();Sn(n.trim()!==``||a.length>0);let ee=()=>{let t=Cn({name:n.trim()?null:k.required,scopes:a.length?null:Ur.none,expires_at:l===`own`&&!f?k.required:null});if(h(t),t)return;let r=l===`own`?f:(/* @__PURE__ */ new Date(Date.now()+Number(l)*864e5-6e4)).toISOString();v.run(async t=>{let i={name:n.trim(),scopes:a,role:s,expires_at:r};e((await C(`/api/api-keys`,i,{key:t})).data)})},te=m??v.problem,ne=P(te),re={name:Ur.name,scopes:Ur.scopes,role:Ur.role,expires_at:Ur.endsAt};return T`<${N} onSubmit=${ee} error=${te} busy=${v.busy} fields=${re}>
<${g} name="name" label=${Ur.name} help=${Ur.nameHelp} error=${ne.name}>
${e=>T`<${u} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<${Hr} things=${_} value=${a} onChange=${o} error=${ne.scopes} />
<div class="grid invite-fields">
<${g} name="role" label=${Ur.role} error=${ne.role} help=${k.roleHelp[s]}>
${e=>T`<${Be} ...${e} options=${gr(`admin`)} value=${s} onChange=${c} />`}
<//>
<${g} name="ends" label=${Ur.expires}>
${e=>T`<${Be} ...${e} options=${Wr.map(e=>({value:e,label:Ur.ends[e]}))} value=${l} onChange=${d} />`}
<//>
</div>
${(l===`own`||ne.expires_at)&&T`<${g} name="expires_at" label=${Ur.endsAt} error=${ne.expires_at}>
${e=>T`<${ze} ...${e} value=${f} onChange=${p} />`}
<//>`}
<div class="row">
<${y} type="submit" tone="primary" busy=${v.busy}>${Ur.create}<//>
<${y} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}function Kr(){let[e,t]=i([]);return v(()=>{let e=!0;return Promise.resolve(ne()).then(n=>e&&t(qr(n))),()=>e=!1},[]),e}function qr(e){let t=/* @__PURE__ */ new Map,n=e=>{let[n,r]=e.split(`:`);t.set(n,{...t.get(n),name:n,[r]:!0})};for(let t of Object.values(e?.paths??{}))for(let e of Object.values(t))(e?.security??[]).forEach(e=>(e.apiKey??[]).forEach(n));t.size||l().forEach(({plural:e})=>[`${e}:read`,`${e}:write`].forEach(n));let r=e=>{let t=e.replaceAll(`-`,` `);return Ur.things[e]??a(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)};return[...t.values()].map(e=>({...e,label:r(e.name)})).sort((e,t)=>e.label.localeCompare(t.label))}var Jr=/* @__PURE__ */ e({default:()=>Yr});const Z=k.keys;function Yr(){let[e,t]=i(!1),n=pr()&&_r()&&!e&&T`<${y} tone="primary" icon="plus" onClick=${()=>t(!0)}>${Z.create}<//>`;return T`<${br} tab="api-keys" actions=${n}>
<${Xr} making=${e} onMade=${()=>t(!1)} />
<//>`}function Xr({making:e,onMade:t}){let n=Me(`/api/api-keys`),r=x(),[a,o]=i(null),c=({key:e,...r})=>{t(),o(e),n.setRows(e=>[r,...e.filter(({id:e})=>e!==r.id)])},l=async e=>{await s({title:Z.revokeTitle(e.name),body:Z.revokeBody,confirm:Z.revoke,tone:`danger`})&&await r.run(async()=>{await ve(`/api/api-keys/${e.id}`),n.setRows(t=>t.filter(({id:t})=>t!==e.id)),_(Z.revoked(e.name),{tone:`good`})})},u=[{key:`name`,label:Z.name,width:`wide`,render:e=>e.name},{key:`prefix`,label:Z.prefix,render:e=>T`<code class="mono">${e.prefix}</code>`},{key:`scopes`,label:Z.scopes,width:`wide`,render:e=>T`<span class="mono small scope-list">${e.scopes.join(`, `)}</span>`},{key:`role`,label:k.role,render:e=>k.roles[e.role]??``},{key:`made_by`,label:Z.made,render:e=>T`<${Ne} id=${e.made_by} />`},{key:`last_used_at`,label:Z.used,render:e=>e.last_used_at?T`<${j} value=${e.last_used_at} />`:Z.never},{key:`expires_at`,label:Z.expires,render:e=>T`<${j} value=${e.expires_at} />`},...pr()?[{key:`acts`,label:Z.acts,align:`end`,render:e=>T`<${y} size="small" tone="quiet"
onClick=${()=>l(e)} aria-label=${`${Z.revoke}: ${e.name}`}>${Z.revoke}<//>`}]:[]];return T`<${p}>
<p class="muted">${Z.intro}</p>
${pr()&&!_r()&&T`<${Lr} />`}
${e&&T`<${D} title=${Z.make}><${Gr} onMade=${c} onCancel=${t} /><//>`}
${r.problem&&T`<${S} tone="bad" onClose=${r.clear}>${r.problem.detail??r.problem.message}<//>`}
${n.problem&&T`<${M} problem=${n.problem} onRetry=${n.reload} />`}
${!n.rows&&!n.problem&&T`<${m} lines=${3} />`}
${n.rows?.length===0&&!e&&T`<${d} icon="key" title=${Z.empty}>${Z.emptyText}<//>`}
${n.rows?.length>0&&T`<${Le} caption=${k.settings.tabs[`api-keys`]} columns=${u} rows=${n.rows}
compact=${[`name`,`prefix`,`expires_at`,`acts`]} />`}
<${Ie} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<${Zr} secret=${a} onClose=${()=>o(null)} />
<//>`}function Zr({secret:e,onClose:t}){if(!e)return null;let r=T`<${y} tone="primary" onClick=${t}>${Z.secretDone}<//>`;return T`<${n} open title=${Z.secretTitle} actions=${r}>
<div class="stack stack-3">
<p>${Z.secretText}</p>
<div class="secret-box">
<code class="mono" aria-label=${Z.secretLabel}>${e}</code>
<${be} value=${e} label=${Z.copy} />
</div>
</div>
<//>`}var Qr=/* @__PURE__ */ e({default:()=>$r});const Q=k.members;function $r(){let e=Me(`/api/members`),t=ri(e),n=b.value?.user.id,r=e.rows?.map(e=>({...e,id:e.user_id})),i=(r??[]).filter(({role:e})=>e===`owner`),a=!e.cursor&&i.length===1&&i[0].id===n,o=[{key:`name`,label:Q.name,width:`wide`,render:e=>T`<${p}>${e.name||Q.unnamed}
${e.id===n&&T` <span class="muted">(${Q.you})</span>`}<//>`},...pr()?[{key:`email`,label:Q.email,width:`wide`,render:e=>e.email??``}]:[],{key:`role`,label:k.role,width:`narrow`,render:e=>T`<${ei} row=${e} locked=${a&&e.id===n}
onChange=${n=>t.change(e,n)} />`},{key:`created_at`,label:Q.since,render:e=>T`<${j} value=${e.created_at} />`},...r?.some(e=>ti(e,n,a))?[{key:`acts`,label:Q.acts,align:`end`,render:e=>T`<${ni} row=${e} act=${ti(e,n,a)} acts=${t} />`}]:[]],s=pr()&&T`<${y} tone="primary" icon="mail" href=${h(`settings`,`invitations`)}>${Q.invite}<//>`;return T`<${br} tab="members" actions=${s}>
${t.problem&&T`<${S} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${a&&T`<${S} tone="info">${Q.lastOwner}<//>`}
${e.problem&&T`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!r&&!e.problem&&T`<${m} lines=${4} />`}
${r&&T`<${Le} caption=${Q.title} columns=${o} rows=${r} compact=${[`name`,`role`,`acts`]} />`}
<${Ie} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function ei({row:e,locked:t,onChange:n}){return t||!pr()||!hr(e.role)?T`<span>${k.roles[e.role]}</span>`:T`<${Be} aria-label=${Q.roleOf(e.name||Q.unnamed)} options=${gr()} value=${e.role} onChange=${n} />`}function ti(e,t,n){return e.id===t?n||b.value?.impersonation?null:`leave`:pr()&&hr(e.role)?`remove`:null}function ni({row:e,act:t,acts:n}){return t===`leave`?T`<${y} size="small" tone="quiet" onClick=${()=>n.leave(e)}>${Q.leave}<//>`:t&&T`<${y} size="small" tone="quiet" onClick=${()=>n.remove(e)}
aria-label=${`${Q.remove}: ${e.name||Q.unnamed}`}>${Q.remove}<//>`}function ri(e){let n=x(),r=e=>e.user_id===b.value?.user.id,i=(t,i)=>n.run(async()=>{try{let{data:n}=await de(`/api/members/${t.user_id}`,{role:i},{ifMatch:`"${t.version}"`});return e.setRows(e=>e.map(e=>e.user_id===n.user_id?{...e,...n}:e)),r(t)&&await he(),n}catch(t){if(t.status===412)return _(k.changedMeanwhile,{tone:`warn`}),e.reload();throw ii(t)}});return{change:async(t,n)=>{if(n===t.role)return;if(r(t)&&!await s({title:Q.own,body:Q.ownBody(k.roles[n]),confirm:Q.ownConfirm}))return e.setRows(e=>[...e]);let a=await i(t,n);if(!a)return e.setRows(e=>[...e]);let o=r(t)?void 0:{label:k.undo,run:()=>i(a,t.role)};_(Q.changed(t.name||Q.unnamed,k.roles[n]),{tone:`good`,action:o})},remove:async t=>{await s({title:Q.removeTitle(t.name||t.email||Q.unnamed),body:Q.removeBody,confirm:Q.remove,tone:`danger`})&&await n.run(async()=>{await ve(`/api/members/${t.user_id}`),e.setRows(e=>e.filter(e=>e.user_id!==t.user_id)),_(Q.removed(t.name||t.email||Q.unnamed),{tone:`good`})})},leave:async e=>{await s({title:Q.leaveTitle(ae.value.name),body:Q.leaveBody,confirm:Q.leave,tone:`danger`})&&await n.run(async()=>{await ve(`/api/members/${e.user_id}`).catch(e=>{throw ii(e)}),await he(),t(`/`,{replace:!0})})},problem:n.problem,clear:n.clear}}function ii(e){return e.code===`last_owner`&&(e.detail=Q.lastOwner),e}var ai=/* @__PURE__ */ e({default:()=>oi});function oi(){let e=En(),[n,r]=i(null),a=U(),o=Sn(e.dirty),s=()=>{let n=e.wrong();r(n),n||a.run(async n=>{try{let{data:r}=await C(`/api/tenants`,{name:e.name,slug:e.slug},{key:n,tenant:null});o(),await he(),t(`/t/${r.slug}/`)}catch(e){throw e.code===`slug_taken`?oe(e,`slug`,k.slugTaken):e}})},c=n??a.problem;return T`<${ge} title=${k.create.title} subtitle=${k.create.text} narrow>
<${D}>
<${N} onSubmit=${s} error=${c} busy=${a.busy} fields=${{name:k.name,slug:k.slug}}>
<${Dn} fields=${e} errors=${P(c)} help=${k.create.nameHelp} />
<div class="row"><${y} type="submit" tone="primary" busy=${a.busy}>${k.create.submit}<//></div>
<//>
<//>
<//>`}const si=k.overview,ci=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),li=[{name:`leads`,rate:({win_rate:e})=>e,say:si.won},{name:`calls`,rate:({answer_rate:e})=>e,say:si.answered},{name:`messages`,rate:({delivery_rate:e})=>e,say:si.delivered}];function ui(){return T`<section aria-labelledby="figures" class="stack stack-3">
<h2 id="figures">${si.figures}</h2>
<div class="figures">${li.map(e=>T`<${di} key=${e.name} kind=${e} />`)}</div>
</section>`}function di({kind:e}){let[t,n]=i(null),[r,a]=i(!1);v(()=>{let t=!0,r=Intl.DateTimeFormat().resolvedOptions().timeZone;return w(`/api/analytics/${e.name}`,{query:{timezone:r,bucket:`day`}}).then(({data:e})=>t&&n(e),()=>t&&a(!0)),()=>t=!1},[]);let o=si[e.name];if(r)return T`<div class="figure"><h3>${o}</h3><p class="muted small">${si.failed}</p></div>`;if(!t)return T`<div class="figure"><h3>${o}</h3><${m} lines=${2} /></div>`;let{total:s}=t,c=e.rate(s),l=s.total===0?si.none:c==null?``:e.say(ci.format(c));return T`<div class="figure">
<h3>${o}</h3>
<p class="figure-number">${f(s.total)}</p>
<p class="muted small figure-note">${l}</p>
<${fi} label=${si.perDay(o,f(s.total))} values=${t.buckets.map(({total:e})=>e)} />
</div>`}function fi({label:e,values:t}){let n=Math.max(1,...t);return T`<svg class="figure-bars" viewBox=${`0 0 ${t.length*4} 24`} preserveAspectRatio="none" role="img" aria-label=${e}>
${t.map((e,t)=>{let r=e===0?1:Math.max(2,24*e/n);return T`<rect key=${t} class=${e===0?`bar-none`:`bar`} x=${t*4} y=${24-r} width="3" height=${r} />`})}
</svg>`}const pi=k.steps;function mi(){let e=gi(),t=[...b.value?.impersonation?[]:hi(),...e??[]];return T`<${D} title=${k.overview.next}>
${t.length>0&&T`<ul class="next-steps">
${t.map(({title:e,text:t,act:n,href:r,icon:i})=>T`<li key=${r+e}>
<${o} name=${i} />
<div class="grow"><strong>${e}</strong><p class="muted small">${t}</p></div>
<${y} size="small" href=${r} aria-label=${`${n}: ${e}`}>${n}<//>
</li>`)}
</ul>`}
${!e&&T`<${m} lines=${2} />`}
${e&&t.length===0&&T`<p class="muted">${pi.done}</p>`}
<//>`}function hi(){let e=[];return _r()||e.push({...pi.verify,icon:`mail`,href:`/account/profile`}),(b.value?.factors??[]).length===0&&e.push({...pi.factor,icon:`shield`,href:`/account/security`}),e}function gi(){let[e,t]=i(null);return v(()=>{let e=!0;return Promise.all([vi(),yi(),...bi()]).then(n=>e&&t(n.filter(Boolean)),()=>e&&t([])),()=>e=!1},[]),e}async function _i(e,t){try{return(await w(e,{query:t,quiet:!0})).data.items}catch{return null}}async function vi(){if(!pr())return null;let[e,t]=await Promise.all([_i(`/api/members`,{limit:2}),_i(`/api/invitations`,{limit:1})]);return e?.length!==1||t?.length!==0?null:{...pi.invite,icon:`users`,href:h(`settings`,`invitations`)}}async function yi(){return!c()||!Ce(`member`)?null:(await _i(`/api/leads`,{limit:1}))?.length===0?{...pi.first,icon:`plus`,href:h(`leads`,`new`)}:null}function bi(){let e=[];for(let t of l()){if(t.parent||!t.operations.list)continue;let n=t.fields.find(({name:e,filter:t})=>t&&(e===`status`||e===`state`)),r=(n?.options??[]).map(e=>e?.value??e),i=[[`failed`,pi.failed],[`in_doubt`,pi.doubt]];for(let[a,o]of i)r.includes(a)&&e.push(xi(t,n.name,a,o(t.labels[1])))}return e}async function xi(e,t,n,r){return(await _i(e.path,{[t]:n,limit:1}))?.length?{...r,icon:`circle-alert`,href:`${h(e.plural)}?${t}=${n}`}:null}var Si=/* @__PURE__ */ e({default:()=>wi});const Ci=k.overview;function wi(){return T`<${ge} title=${Ci.title} subtitle=${ae.value?.name}>
<div class="stack stack-5">
<${ui} />
<div class="overview-columns">
<${mi} />
${mr(`admin`)&&T`<${Ti} />`}
</div>
</div>
<//>`}function Ti(){let e=Me(`/api/audit-log`,{limit:8}),t=T`<a class="small" href=${h(`settings`,`audit`)}>${Ci.allActivity}</a>`;return T`<${D} title=${Ci.activity} actions=${t}>
${e.problem&&T`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&T`<${m} lines=${5} />`}
${e.rows?.length===0&&T`<p class="muted">${Ci.nothingYet}</p>`}
${e.rows?.length>0&&T`<ul class="activity">
${e.rows.map((e,t)=>{let n=sr(e);return T`<li key=${`${e.changed_at}${e.row_id}${t}`}>
<span class="grow">${n?T`<a href=${n}>${or(e)}</a>`:or(e)}</span>
<span class="muted small nowrap"><${j} value=${e.changed_at} /></span>
</li>`})}
</ul>`}
<//>`}const Ei=k.values,Di=/^[a-z0-9._-]{1,100}$/;function Oi({row:e,onSaved:t,onCancel:n}){let[r,a]=i(e.key??``),[o,s]=i(e.value??null),[c,l]=i(!0),[d,f]=i(null),p=U();Sn(r!==(e.key??``)||JSON.stringify(o)!==JSON.stringify(e.value??null));let m=()=>{let n=Cn({key:Di.test(r)?null:Ei.keyWrong,value:c?null:Ei.valueWrong});f(n),n||p.run(async()=>{let n=`/api/settings/${encodeURIComponent(r)}`;if(!e.key&&await ki(n))throw Cn({key:Ei.exists});try{t((await ye(n,{value:o},e.version?{ifMatch:`"${e.version}"`}:{})).data)}catch(e){throw e.status===412&&(e.detail=k.changedMeanwhile),e}})},h=d??p.problem,_=P(h);return T`<${N} onSubmit=${m} error=${h} busy=${p.busy} fields=${{key:Ei.key,value:Ei.value}}>
${!e.key&&T`<${g} name="key" label=${Ei.key} help=${Ei.keyHelp} error=${_.key}>
${e=>T`<${u} ...${e} class="mono" maxlength="100" autocomplete="off" value=${r} onChange=${a} />`}
<//>`}
<${g} name="value" label=${e.key?`${Ei.value}: ${e.key}`:Ei.value} help=${Ei.valueHelp} error=${_.value}>
${e=>T`<${Ve} ...${e} value=${o} onChange=${s} onValid=${l} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${p.busy}>${k.save}<//>
<${y} tone="quiet" onClick=${n}>${k.cancel}<//>
</div>
<//>`}async function ki(e){try{return await w(e),!0}catch(e){if(e.status===404)return!1;throw e}}var Ai=/* @__PURE__ */ e({default:()=>Mi});const $=k.values,ji=e=>`/api/settings/${encodeURIComponent(e)}`;function Mi(){let[e,t]=i(null),n=c()&&!e&&T`<${y} tone="primary" icon="plus" onClick=${()=>t({})}>${$.add}<//>`;return T`<${br} tab="values" actions=${n}><${Ni} editing=${e} onEdit=${t} /><//>`}function Ni({editing:e,onEdit:t}){let n=Me(`/api/settings`),r=x(),i=n.rows?.map(e=>({...e,id:e.key})),a=e=>n.setRows(t=>[...t.filter(({key:t})=>t!==e.key),e].sort((e,t)=>e.key<t.key?-1:1)),o=e=>{a(e),t(null),_($.saved(e.key),{tone:`good`})},s=e=>r.run(async()=>t((await w(ji(e.key))).data)),l=e=>r.run(async()=>{await ve(ji(e.key),{ifMatch:`"${e.version}"`}).catch(e=>{throw e.status===412?(n.reload(),Object.assign(e,{detail:k.changedMeanwhile})):e}),n.setRows(t=>t.filter(({key:t})=>t!==e.key));let t=async()=>a((await ye(ji(e.key),{value:e.value})).data);_($.removed(e.key),{action:{label:k.undo,run:()=>r.run(t)}})}),u=[{key:`key`,label:$.key,width:`wide`,render:e=>T`<code class="mono">${e.key}</code>`},{key:`value`,label:$.value,width:`wide`,render:e=>T`<code class="mono small value-cell">${JSON.stringify(e.value)}</code>`},{key:`updated_at`,label:$.changed,render:e=>T`<${j} value=${e.updated_at} />`},...c()?[{key:`acts`,label:$.acts,align:`end`,render:e=>T`<div class="row row-end">
<${y} size="small" tone="quiet" onClick=${()=>s(e)} aria-label=${`${$.change}: ${e.key}`}>${$.change}<//>
<${y} size="small" tone="quiet" onClick=${()=>l(e)} aria-label=${`${$.remove}: ${e.key}`}>${$.remove}<//>
</div>`}]:[]];return T`<${p}>
<p class="muted">${$.intro}</p>
${e&&T`<${D} title=${e.key?$.edit:$.add}>
<${Oi} key=${e.key??``} row=${e} onSaved=${o} onCancel=${()=>t(null)} />
<//>`}
${r.problem&&T`<${S} tone="bad" onClose=${r.clear}>${r.problem.detail??r.problem.message}<//>`}
${n.problem&&T`<${M} problem=${n.problem} onRetry=${n.reload} />`}
${!i&&!n.problem&&T`<${m} lines=${3} />`}
${i?.length===0&&!e&&T`<${d} icon="settings" title=${$.empty}>${$.emptyText}<//>`}
${i?.length>0&&T`<${Le} caption=${$.title} columns=${u} rows=${i} compact=${[`key`,`value`,`acts`]} />`}
<${Ie} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<//>`}const Pi=k.welcome,Fi=({busy:e,label:t=Pi.next,skip:n})=>T`<div class="row">
<${y} type="submit" tone="primary" busy=${e}>${t}<//>${n}
</div>`;function Ii({skip:e,onDone:t}){let[n,r]=i(b.value?.user.name??``),[a,o]=i(null),s=U(),c=()=>{let e=Cn({name:n.trim()?null:k.required});o(e),e||s.run(async()=>{n.trim()!==b.value?.user.name&&(await de(`/auth/me`,{name:n.trim()}),await he()),t()})},l=a??s.problem;return T`<${N} onSubmit=${c} error=${l} busy=${s.busy} fields=${{name:Pi.you.label}}>
<${g} name="name" label=${Pi.you.label} error=${P(l).name}>
${e=>T`<${u} ...${e} autocomplete="name" maxlength="200" value=${n} onChange=${r} />`}
<//>
<${Fi} busy=${s.busy} skip=${e} />
<//>`}function Li({own:e,skip:t,onDone:n}){let r=En(e),[a,o]=i(null),s=U(),c=()=>{let t=r.wrong();o(t),t||s.run(async()=>{try{r.dirty&&await de(`/api/tenant`,{name:r.name,slug:r.slug},Vi(e)),await he(),n()}catch(e){throw e.code===`slug_taken`?oe(e,`slug`,k.slugTaken):e}})},l=a??s.problem;return T`<${N} onSubmit=${c} error=${l} busy=${s.busy} fields=${{name:k.name,slug:k.slug}}>
<${Dn} fields=${r} errors=${P(l)} />
<${Fi} busy=${s.busy} skip=${t} />
<//>`}function Ri({own:e,skip:t,onDone:n}){let[r,a]=i(``),[o,s]=i(`member`),[c,l]=i(null),d=U();if(!_r())return T`<div class="stack stack-3"><${Lr} /><div class="row">${t}</div></div>`;let f=()=>{let t=Cn({email:r.trim()?null:k.required});l(t),t||d.run(async t=>{await C(`/api/invitations`,{email:r.trim(),role:o},{...Vi(e),key:t}),n()})},p=c??d.problem,m=P(p),h=Object.keys(k.roles).map(e=>({value:e,label:k.roles[e]}));return T`<${N} onSubmit=${f} error=${p} busy=${d.busy} fields=${{email:k.invitations.email,role:k.role}}>
<${g} name="email" label=${k.invitations.email} error=${m.email}>
${e=>T`<${u} ...${e} type="email" autocomplete="off" maxlength="254" value=${r} onChange=${a} />`}
<//>
<${g} name="role" label=${k.role} help=${k.roleHelp[o]} error=${m.role}>
${e=>T`<${Be} ...${e} options=${h} value=${o} onChange=${s} />`}
<//>
<${Fi} busy=${d.busy} label=${k.invitations.send} skip=${t} />
<//>`}function zi({own:e,skip:t,onDone:n,onLeave:r}){let[a,o]=i(!1),s=U();return T`<div class="stack stack-3">
${s.problem&&T`<${S} tone="bad">${s.problem.detail??s.problem.message}<//>`}
${a&&T`<p role="status">${Pi.data.added}</p>`}
<div class="row">
${a?T`<${y} tone="primary" onClick=${n}>${Pi.goOn}<//>`:T`<${y} tone="primary" busy=${s.busy} onClick=${()=>s.run(async t=>{for(let[n,r]of Pi.data.leads.entries())await C(`/api/leads`,r,{...Vi(e),key:`${t}-${n}`});o(!0)})}>${Pi.data.sample}<//>`}
<${y} onClick=${()=>r(`/t/${e.slug}/leads/import`)}>${Pi.data.import}<//>
${!a&&t}
</div>
</div>`}function Bi({onDone:e,onLeave:t}){let n=(b.value?.factors??[]).length>0;return T`<div class="stack stack-3">
${n&&T`<p>${Pi.factor.have}</p>`}
<div class="row">
${!n&&T`<${y} tone="primary" onClick=${()=>t(`/account/security`)}>${Pi.factor.act}<//>`}
<${y} tone=${n?`primary`:`quiet`} onClick=${e}>${Pi.finish}<//>
</div>
</div>`}const Vi=e=>({tenant:e?.id});var Hi=/* @__PURE__ */ e({default:()=>Gi});const Ui=k.welcome,Wi=[[`you`,Ii],[`space`,Li],[`invite`,Ri],[`data`,zi],[`factor`,Bi]];function Gi(){let[e,n]=i(0),[r,a]=Wi[e],o=b.value?.memberships.find(({home:e})=>e)??b.value?.memberships[0],s=async e=>{await Ki(),t(e??(o?`/t/${o.slug}/`:`/`),{replace:!0})},c=()=>e+1<Wi.length?n(e+1):s(),l=T`<${y} tone="quiet" onClick=${c}>${Ui.skip}<//>`;return T`<${ge} title=${Ui.title} subtitle=${Ui.step(e+1,Wi.length)} narrow
actions=${T`<${y} tone="quiet" onClick=${()=>s()}>${Ui.skipAll}<//>`}>
<div class="stack stack-4">
<progress class="welcome-progress" max=${Wi.length} value=${e+1} aria-label=${Ui.step(e+1,Wi.length)}></progress>
<${D} title=${Ui[r].title}>
<div class="stack stack-4">
<p class="muted">${Ui[r].text}</p>
<${a} key=${r} own=${o} skip=${l} onDone=${c} onLeave=${s} />
</div>
<//>
</div>
<//>`}async function Ki(){try{let{data:e}=await w(`/auth/preferences`,{quiet:!0});await ye(`/auth/preferences`,{...e,welcomed:!0},{quiet:!0})}catch{}}export{Ye as S,$t as _,Qr as a,Ct as b,Mr as c,Yn as d,Un as f,on as g,mn as h,ai as i,Or as l,On as m,Ai as n,Jr as o,Rn as p,Si as r,Rr as s,Hi as t,xr as u,Rt as v,at as x,Ot as y};