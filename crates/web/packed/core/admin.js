import{t as e}from"./rolldown-runtime.js";import{$ as t,C as n,Ct as r,Dt as i,E as a,Et as o,F as s,G as c,H as l,J as u,K as d,L as f,M as p,P as m,Q as h,R as g,S as _,St as ee,T as te,U as ne,V as re,X as ie,Y as ae,Z as oe,_ as se,at as ce,b as le,bt as v,ct as ue,dt as y,et as de,f as fe,ft as pe,g as b,gt as x,ht as me,it as he,k as ge,m as _e,mt as ve,n as ye,nt as be,ot as xe,p as Se,pt as Ce,q as we,rt as S,st as Te,t as Ee,tt as De,ut as Oe,v as ke,wt as C,x as w,xt as Ae,z as T}from"./main.js";import{_ as E,b as D,g as je,r as Me,s as O,v as Ne,y as Pe}from"./rows.js";import{C as k,D as A,E as Fe,S as Ie,T as j,a as Le,b as Re,i as ze,o as Be,w as Ve,x as He,y as Ue}from"./lists.js";import{_ as M,f as We,h as Ge,v as N}from"./sign-in.js";const Ke=()=>!S.value?.impersonation,qe=[`sessions`,`history`];function Je({tab:e,actions:t,children:n}){let r=Object.entries(D.tabs).map(([t,n])=>({label:n,href:`/account/${t}`,current:t===e}));return x`<${p} title=${D.tabs[e]} crumbs=${[{label:D.title,href:`/account/profile`}]}
actions=${Ke()?t:null}>
<div class="account-tabs"><${Ne} items=${r} label=${D.title} /></div>
<div class=${`stack stack-5 ${qe.includes(e)?``:`account-narrow`}`}>
${!Ke()&&x`<${b} tone="info">${D.acting}<//>`}
${n}
</div>
<//>`}var Ye=/* @__PURE__ */ e({default:()=>$e});const Xe=D.history,Ze=e=>Xe.kinds[e]??e.replace(/^auth[nz]_/,``).replaceAll(`_`,` `),Qe=[{key:`kind`,label:Xe.what,width:`wide`,render:e=>Ze(e.kind)},{key:`succeeded`,label:Xe.result,render:e=>x`<${A} tone=${e.succeeded?`good`:`bad`}>${e.succeeded?Xe.done:Xe.refused}<//>`},{key:`address`,label:Xe.from,render:e=>e.address?x`<span class="mono small">${e.address}</span>`:x`<span class="muted">${Xe.server}</span>`},{key:`at`,label:Xe.when,render:e=>x`<${k} value=${e.at} />`}];function $e(){let e=Pe(`/auth/history`);return x`<${Je} tab="history">
<p class="muted">${Xe.intro}</p>
${e.problem&&x`<${j} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&x`<${s} lines=${6} />`}
${e.rows?.length===0&&x`<${m} icon="history" title=${Xe.empty} />`}
${e.rows?.length>0&&x`<${Ve} caption=${Xe.title} columns=${Qe} rows=${e.rows} compact=${[`kind`,`succeeded`,`address`,`at`]} />`}
<${Fe} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function et({attempt:e}){if(e.until)return x`<${b} tone="warn"><${se} until=${e.until} onEnd=${e.clear}>${e=>D.totp.wait(e)}<//><//>`;if(!e.problem)return null;let{detail:t,message:n}=e.problem;return x`<${b} tone="bad" onClose=${e.clear}>${t??n}<//>`}const P=D.profile,tt=()=>he.value?.development_mailbox&&x`<a href="/dev/mail" target="_blank" rel="noopener">${P.mailbox}</a>`;function nt(){let{user:e}=S.value,[t,n]=C(!1),[r,i]=C(null);return x`<${E} title=${P.email}>
<div class="row">
<strong class="account-address">${e.email??P.none}</strong>
${e.email&&x`<${A} tone=${e.email_verified?`good`:`warn`}>${e.email_verified?P.verified:P.unverified}<//>`}
</div>
${e.email&&!e.email_verified&&x`<${rt} />`}
${e.phone&&x`<p class="small"><span class="muted">${P.phone}: </span>${e.phone}</p>`}
${r&&x`<${b} tone="info" onClose=${()=>i(null)}>${P.sent(r)} ${tt()}<//>`}
${Ke()&&(t?x`<${it} onSent=${e=>{n(!1),i(e)}} onCancel=${()=>n(!1)} />`:x`<div class="row"><${l} icon="mail" onClick=${()=>n(!0)}>${e.email?P.change:P.add}<//></div>`)}
<//>`}function rt(){let e=w();return x`<${o}>
<p class="muted">${P.unverifiedText} ${tt()}</p>
<${et} attempt=${e} />
${Ke()&&x`<div class="row">
<${l} size="small" busy=${e.busy} disabled=${e.until!==null} onClick=${()=>e.run(async()=>{await y(`/auth/email/resend`,void 0,{tenant:null}),n(P.resent,{tone:`good`})})}>${P.resend}<//>
</div>`}
<//>`}function it({onSent:e,onCancel:t}){let[n,r]=C(``),[i,a]=C(null),o=w(),s=()=>{let t=n.trim()?null:{status:422,code:`invalid`,errors:[{field:`email`,code:`required`,message:D.required}]};a(t),t||o.run(async()=>{await y(`/auth/email/change`,{email:n.trim()},{tenant:null}),e(n.trim())})},c=i??(o.until?null:le(o.problem));return x`<${M} onSubmit=${s} error=${c} busy=${o.busy} fields=${{email:P.newEmail}}>
${o.until&&x`<${et} attempt=${o} />`}
<${T} name="email" label=${P.newEmail} help=${P.newEmailHelp} error=${N(c).email}>
${e=>x`<${g} ...${e} type="email" autocomplete="email" maxlength="254" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${l} type="submit" tone="primary" busy=${o.busy} disabled=${o.until!==null}>${P.send}<//>
<${l} tone="quiet" onClick=${t}>${D.cancel}<//>
</div>
<//>`}var at=/* @__PURE__ */ e({default:()=>st});const ot=D.profile;function st(){let{user:e}=S.value??{};return x`<${Je} tab="profile">
${e?x`<${ct} key=${e.id} /><${nt} />`:x`<${s} lines=${6} />`}
<//>`}function ct(){let{user:e,memberships:t}=S.value,r=t.find(e=>e.home)?.slug??``,[i,a]=C(e.name),[o,s]=C(r),[c,u]=C(null),d=w(),p={};i.trim()!==e.name&&(p.name=i.trim()),o&&o!==r&&(p.home_tenant=o);let m=Object.keys(p).length>0;v(()=>m?h(()=>f({...ot.guard,tone:`danger`})):void 0,[m]);let _=()=>{let e=i.trim()?null:{status:422,code:`invalid`,errors:[{field:`name`,code:`required`,message:D.required}]};u(e),!e&&m&&d.run(async()=>{await Oe(`/auth/me`,p,{tenant:null}),await be(),n(D.saved,{tone:`good`})})};v(()=>Ke()?me(`mod+s`,_):void 0);let ee=c??d.problem,te=N(ee),ne=!Ke();return x`<${E} title=${ot.about}>
<${M} onSubmit=${_} error=${ee} busy=${d.busy} fields=${{name:ot.name,home_tenant:ot.home}}>
<${T} name="name" label=${ot.name} error=${te.name}>
${e=>x`<${g} ...${e} autocomplete="name" maxlength="200" value=${i} onChange=${a}
disabled=${ne} />`}
<//>
${t.length>0&&x`<${T} name="home_tenant" label=${ot.home} help=${ot.homeHelp} error=${te.home_tenant}>
${e=>x`<${Ie} ...${e} value=${o} onChange=${s} disabled=${ne}
options=${t.map(e=>({value:e.slug,label:e.name}))} />`}
<//>`}
${!ne&&x`<div class="row">
<${l} type="submit" tone="primary" busy=${d.busy} disabled=${!m}>${D.save}<//>
</div>`}
<//>
<//>`}const F=D.passkeys,lt=()=>/^[\d.]+$|^\[/.test(location.hostname);function ut({onChanged:e}){let[t,r]=C(null),[a,o]=C(!1),c=w(),u=()=>c.run(async()=>r((await ue(`/auth/passkeys`,{tenant:null})).data.items));v(()=>void u(),[]);let d=async t=>{o(!1),r(e=>[...e??[],{...t,last_used_at:null}]),n(F.added(t.name),{tone:`good`}),await e(t.recovery_codes)},p=async t=>{await f({title:F.removeTitle(t.name),body:F.removeBody,confirm:D.remove,tone:`danger`})&&await c.run(async()=>{await Te(`/auth/passkeys/${t.id}`,{tenant:null}),r(e=>e.filter(({id:e})=>e!==t.id)),n(F.removed(t.name),{tone:`good`}),await e()})},m=[{key:`name`,label:F.name,width:`wide`,render:e=>e.name},{key:`created_at`,label:F.made,render:e=>x`<${k} value=${e.created_at} />`},{key:`last_used_at`,label:F.used,render:e=>e.last_used_at?x`<${k} value=${e.last_used_at} />`:F.never},{key:`actions`,label:F.actions,hidden:!0,align:`end`,render:e=>x`<${l} size="small" tone="quiet"
aria-label=${`${D.remove}: ${e.name}`} onClick=${()=>p(e)}>${D.remove}<//>`}],h=he.value?.passkeys!==!1&&!lt()&&`PublicKeyCredential`in window,g=`${location.protocol}//localhost${location.port?`:${location.port}`:``}${i(`/account/security`)}`;return x`<${E} title=${F.title}>
<p class="muted">${F.intro}</p>
<${et} attempt=${c} />
${!t&&!c.problem&&x`<${s} lines=${2} />`}
${!t&&c.problem&&x`<div class="row"><${l} size="small" onClick=${u}>${D.retry}<//></div>`}
${t?.length===0&&!a&&x`<p class="small muted">${F.empty}</p>`}
${t?.length>0&&x`<${Ve} caption=${F.title} columns=${m} rows=${t} compact=${[`name`,`last_used_at`,`actions`]} />`}
${lt()&&x`<${b} tone="info">${F.address} <a href=${g}>${F.open}</a><//>`}
${h&&(a?x`<${dt} onAdded=${d} onCancel=${()=>o(!1)} />`:x`<div class="row"><${l} icon="fingerprint" onClick=${()=>o(!0)}>${F.add}<//></div>`)}
<//>`}function dt({onAdded:e,onCancel:t}){let[n,r]=C(``),i=w(),a=()=>i.run(async()=>e(await Ge(n))),o=i.problem&&(i.problem.status===void 0?{detail:i.problem.message||F.failed}:i.problem);return x`<${M} onSubmit=${a} error=${o} busy=${i.busy}>
<${T} name="name" label=${F.name} help=${F.nameHelp} optional>
${e=>x`<${g} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${l} type="submit" tone="primary" busy=${i.busy}>${F.create}<//>
<${l} tone="quiet" onClick=${t}>${D.cancel}<//>
</div>
<//>`}const I=D.password,ft={current_password:I.current,new_password:I.new};function pt(){let[e,t]=C(``),[r,i]=C(``),[a,o]=C(!1),[s,c]=C(null),u=w(),d=()=>{let s=[];e||s.push({field:`current_password`,code:`required`,message:D.required}),[...r].length<8&&s.push({field:`new_password`,code:`short`,message:r?I.short:D.required}),c(s.length?{status:422,code:`invalid`,errors:s}:null),s.length||u.run(async()=>{try{await y(`/auth/password/change`,{current_password:e,new_password:r,revoke_api_keys:a},{tenant:null})}catch(e){throw e.errors?.some(({code:e})=>e===`password_wrong`)?ke(e,`current_password`,I.wrong):le(e)}t(``),i(``),o(!1),n(I.changed,{tone:`good`})})},f=s??(u.until?null:u.problem),p=N(f);return x`<${E} title=${I.title}>
${u.until&&x`<${et} attempt=${u} />`}
<${M} onSubmit=${d} error=${f} busy=${u.busy} fields=${ft}>
<input class="visually-hidden" type="text" autocomplete="username" value=${S.value.user.email??``} readonly tabindex="-1" aria-hidden="true" />
<${T} name="current_password" label=${I.current} error=${p.current_password}>
${n=>x`<${Ee} ...${n} autocomplete="current-password" value=${e} onChange=${t} />`}
<//>
<${T} name="new_password" label=${I.new} help=${I.newHelp} error=${p.new_password}>
${e=>x`<${Ee} ...${e} autocomplete="new-password" maxlength="128" value=${r} onChange=${i} />`}
<//>
<div>
<${je} label=${I.keys} value=${a} onChange=${o} />
<p class="small muted">${I.keysHelp} ${I.others}</p>
</div>
<div class="row">
<${l} type="submit" tone="primary" busy=${u.busy} disabled=${u.until!==null}>${I.submit}<//>
</div>
<//>
${S.value.user.email&&x`<${mt} email=${S.value.user.email} />`}
<//>`}function mt({email:e}){let t=w();return x`<div class="stack stack-2">
<div class="row small"><span class="muted">${I.forgot}</span>
<${l} size="small" tone="quiet" busy=${t.busy} disabled=${t.until!==null} onClick=${()=>t.run(async()=>{await y(`/auth/password/forgot`,{email:e},{tenant:null}),n(I.linkSent(e),{tone:`good`})})}>${I.sendLink}<//>
</div>
<${et} attempt=${t} />
</div>`}const L=D.recovery;function ht({onCodes:e}){let t=w(),n=S.value.factors.length>0;return x`<${E} title=${L.title}>
<p class="muted">${n?L.intro:L.needFactor}</p>
<${et} attempt=${t} />
${n&&x`<div class="row"><${l} icon="refresh-cw" busy=${t.busy} onClick=${async()=>{await f({title:L.renewTitle,body:L.renewBody,confirm:L.renew})&&await t.run(async()=>e((await y(`/auth/mfa/recovery-codes`,void 0,{tenant:null})).data.recovery_codes))}}>${L.renew}<//></div>`}
<//>`}function gt({codes:e,onClose:t}){if(!e)return null;let n=e.join(`
`);return x`<${re} open title=${L.dialog}
actions=${x`<${l} tone="primary" onClick=${t}>${L.kept}<//>`}>
<div class="stack stack-4">
<p>${L.once}</p>
<ol class="recovery-codes mono">${e.map(e=>x`<li key=${e}>${e}</li>`)}</ol>
<div class="row">
<${ye} value=${n} label=${L.copy} />
<${l} size="small" icon="download" onClick=${()=>He(L.file,new Blob([`${n}\n`],{type:`text/plain`}))}>${L.download}<//>
</div>
</div>
<//>`}const R=D.totp,_t=(e,t)=>e.code===`proof_refused`?ke(e,t,R.codeWrong):e;function vt({onChanged:e}){let t=S.value.factors.includes(`totp`),[r,i]=C(null),[a,o]=C(!1),s=w(),c=()=>s.run(async()=>i((await y(`/auth/mfa/totp/enroll`,void 0,{tenant:null})).data)),u=async(t,r)=>{await e(r),i(null),o(!1),n(t,{tone:`good`})},d=x`<${A} tone=${t?`good`:`muted`}>${t?R.on:R.off}<//>`,f=!r&&!a;return x`<${E} title=${R.title} actions=${d}>
<p class="muted">${R.intro}</p>
<${et} attempt=${s} />
${r&&x`<${bt} enrolled=${r} onDone=${e=>u(R.enabled,e)} onCancel=${()=>i(null)} />`}
${a&&x`<${xt} onDone=${()=>u(R.disabled)} onCancel=${()=>o(!1)} />`}
${f&&x`<div class="row">${t?x`<${l} onClick=${()=>o(!0)}>${R.disable}<//>`:x`<${l} tone="primary" icon="smartphone" busy=${s.busy} onClick=${c}>${R.setUp}<//>`}</div>`}
<//>`}function yt(e){let[t,n]=C(null);return v(()=>{let t=URL.createObjectURL(new Blob([e],{type:`image/svg+xml`}));return n(t),()=>URL.revokeObjectURL(t)},[e]),t}function bt({enrolled:e,onDone:t,onCancel:n}){let[r,i]=C(``),a=w(),o=yt(e.qr_svg),s=e=>a.run(async()=>{try{let{data:n}=await y(`/auth/mfa/totp/confirm`,{code:e},{tenant:null});t(n.recovery_codes)}catch(e){throw i(``),_t(e,`code`)}}),c=a.until?null:a.problem;return x`<div class="stack stack-4">
<p>${R.scan}</p>
<div class="totp">
<div class="totp-qr">${o&&x`<img src=${o} alt=${R.qr} width="200" height="200" />`}</div>
<div class="stack stack-2">
<p class="small muted">${R.type}</p>
<div class="secret-box"><code class="mono" aria-label=${R.secret}>${e.secret.replace(/(.{4})(?=.)/g,`$1 `)}</code>
<${ye} value=${e.secret} label=${R.copySecret} /></div>
<p class="small"><a href=${e.otpauth_url}>${R.open}</a></p>
</div>
</div>
${a.until&&x`<${et} attempt=${a} />`}
<${M} onSubmit=${()=>s(r)} error=${c} busy=${a.busy} fields=${{code:R.code}}>
<${T} name="code" label=${R.code} error=${N(c).code}>
${e=>x`<${We} ...${e} value=${r} onChange=${i} onComplete=${s} />`}
<//>
<div class="row">
<${l} type="submit" tone="primary" busy=${a.busy} disabled=${r.length<6||a.until!==null}>${R.confirm}<//>
<${l} tone="quiet" onClick=${n}>${D.cancel}<//>
</div>
<//>
</div>`}function xt({onDone:e,onCancel:t}){let[n,r]=C(``),i=w(),a=n.trim(),o=/^[\d -]{6,9}$/.test(a)?{code:a}:{recovery_code:a},s=()=>i.run(async()=>{try{await y(`/auth/mfa/totp/disable`,o,{tenant:null}),e()}catch(e){let t=e.errors?.map(e=>({...e,field:`proof`}));throw t?.length?Object.assign(e,{errors:t}):_t(e,`proof`)}}),c=i.until?null:i.problem;return x`<${M} onSubmit=${s} error=${c} busy=${i.busy} fields=${{proof:R.proof}}>
${i.until&&x`<${et} attempt=${i} />`}
<${T} name="proof" label=${R.proof} help=${R.disableText} error=${N(c).proof}>
${e=>x`<${g} ...${e} autocomplete="one-time-code" maxlength="40" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${l} type="submit" tone="danger" busy=${i.busy} disabled=${!a||i.until!==null}>${R.disable}<//>
<${l} tone="quiet" onClick=${t}>${D.cancel}<//>
</div>
<//>`}var St=/* @__PURE__ */ e({default:()=>Ct});function Ct(){let[e,t]=C(null),n=e=>(e?.length&&t(e),be());return x`<${Je} tab="security">
${!S.value&&x`<${s} lines=${8} />`}
${S.value&&Ke()&&x`
<${pt} />
<${vt} onChanged=${n} />
<${ut} onChanged=${n} />
<${ht} onCodes=${n} />`}
<${gt} codes=${e} onClose=${()=>t(null)} />
<//>`}const wt=[[`Edge`,/Edg(?:A|iOS)?\//],[`Opera`,/OPR\//],[`Firefox`,/(?:Firefox|FxiOS)\//],[`Chrome`,/(?:Chrome|Chromium|CriOS)\//],[`Safari`,/Safari\//],[`curl`,/^curl\//]],Tt=[[`Android`,/Android/],[`iPhone`,/iPhone/],[`iPad`,/iPad/],[`Windows`,/Windows/],[`macOS`,/Mac OS X|Macintosh/],[`ChromeOS`,/CrOS/],[`Linux`,/Linux/]];function Et(e){if(!e)return null;let t=t=>t.find(([,t])=>t.test(e))?.[0],[n,r]=[t(wt),t(Tt)];return n&&r?`${n} on ${r}`:n??r??e.split(/[ /]/)[0].slice(0,40)}var Dt=/* @__PURE__ */ e({default:()=>Ot});const z=D.sessions;function Ot(){let[e,t]=C(null),[r,i]=C(null),a=w(),o=async()=>{try{t((await ue(`/auth/sessions`,{tenant:null})).data.items),i(null)}catch(e){i(e)}};v(()=>void o(),[]);let c=e=>a.run(async()=>{await Te(`/auth/sessions/${e.id}`,{tenant:null}),t(t=>t.filter(({id:t})=>t!==e.id)),n(z.ended,{tone:`good`})}),u=async()=>{await f({title:z.allTitle,body:z.allBody,confirm:z.all,tone:`danger`})&&await a.run(async()=>{await y(`/auth/logout-all`,void 0,{tenant:null}),await ce()})},d=[{key:`device`,label:z.device,width:`wide`,render:e=>x`<span class="row">
<span title=${e.user_agent??void 0}>${e.device_name||Et(e.user_agent)||z.unknown}</span>
${e.current&&x`<${A} tone="good">${z.current}<//>`}
</span>`},{key:`address`,label:z.from,render:e=>x`<span class="mono small">${e.address??``}</span>`},{key:`created_at`,label:z.signedIn,render:e=>x`<${k} value=${e.created_at} />`},{key:`last_seen_at`,label:z.seen,render:e=>x`<${k} value=${e.last_seen_at} />`},{key:`expires_at`,label:z.ends,render:e=>x`<${k} value=${e.expires_at} />`},...Ke()?[{key:`actions`,label:z.actions,hidden:!0,align:`end`,render:e=>!e.current&&x`<${l} size="small" tone="quiet"
aria-label=${`${z.end}: ${e.device_name||Et(e.user_agent)||z.unknown}`} onClick=${()=>c(e)}>${z.end}<//>`}]:[]],p=x`<${l} icon="log-out" busy=${a.busy} onClick=${u}>${z.all}<//>`;return x`<${Je} tab="sessions" actions=${p}>
<p class="muted">${z.intro}</p>
<${et} attempt=${a} />
${r&&!e&&x`<${j} problem=${r} onRetry=${o} />`}
${!r&&!e&&x`<${s} lines=${4} />`}
${e&&x`<${Ve} caption=${z.title} columns=${d} rows=${e} compact=${[`device`,`address`,`last_seen_at`,`actions`]} />`}
<//>`}function kt({tab:e,title:t,actions:n,children:r}){let i=Object.entries(_.tabs).map(([t,n])=>({label:n,href:`/platform/${t}`,current:t===e})),a=De(),o=(S.value?.factors??[]).length>0,s=t?[{label:_.tabs[e],href:`/platform/${e}`}]:[{label:_.title,href:`/platform/tenants`}];return x`<${p} title=${t??_.tabs[e]} crumbs=${a?s:[]} actions=${a&&o?n:null}>
${!a&&x`<${m} icon="lock" title=${_.closed.title}>${_.closed.text}<//>`}
${a&&!o&&x`<${m} icon="shield" title=${_.factor.title}
action=${x`<${l} tone="primary" href="/account/security">${_.factor.act}<//>`}>${_.factor.text}<//>`}
${a&&o&&x`<div class="settings-tabs"><${Ne} items=${i} label=${_.title} /></div>
<div class="stack stack-5 settings-body">${r}</div>`}
<//>`}function At({pages:e,empty:t,caption:n,columns:r,compact:i,rowHref:a}){return x`<${o}>
${e.problem&&x`<${j} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&x`<${s} lines=${6} />`}
${e.rows?.length===0&&x`<${m} icon=${t.icon} title=${t.title}>${t.text}<//>`}
${e.rows?.length>0&&x`<${Ve} caption=${n} columns=${r} rows=${e.rows} compact=${i} rowHref=${a} />`}
<${Fe} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function jt({name:e,label:n,help:r,type:i=`search`,maxlength:a=200,valid:o=()=>!0}){let s=t.value.query.get(e)??``,[c,l]=C(s);return v(()=>l(s),[s]),v(()=>{if(c.trim()===s||c&&!o(c.trim()))return;let t=setTimeout(()=>de({[e]:c.trim()||null},{replace:!0}),300);return()=>clearTimeout(t)},[c]),x`<${T} name=${e} label=${n} help=${r} required=${!1}>
${e=>x`<${g} ...${e} type=${i} maxlength=${a} autocomplete="off" value=${c} onChange=${l} />`}
<//>`}function Mt(...e){let{query:n}=t.value;return Object.fromEntries(e.map(e=>[e,n.get(e)]).filter(([,e])=>e))}const Nt=_.search;var Pt=/* @__PURE__ */ e({default:()=>zt});const Ft=_.denied,It=e=>e?x`<code class="mono small id-cell" title=${e}>${e}</code>`:``,Lt=e=>e?x`<a class="mono small id-cell" href=${`/platform/tenants/${e}`} title=${e}>${e}</a>`:``,Rt=[{key:`route`,label:Ft.route,width:`wide`,render:e=>x`<code class="mono small">${e.route}</code>
${e.alert&&x` <${A} tone="bad">${Ft.alert}<//>`}`},{key:`actor_id`,label:Ft.actor,render:e=>It(e.actor_id)},{key:`actor_tenant_id`,label:Ft.from,render:e=>Lt(e.actor_tenant_id)},{key:`owner_tenant_id`,label:Ft.owner,render:e=>Lt(e.owner_tenant_id)},{key:`row_id`,label:Ft.row,render:e=>x`${e.table_name.replaceAll(`_`,` `)} ${It(e.row_id)}`},{key:`address`,label:Ft.address,render:e=>e.address??``},{key:`request_id`,label:Ft.request,render:e=>It(e.request_id)},{key:`at`,label:Ft.at,render:e=>x`<${k} value=${e.at} />`}];function zt(){return x`<${kt} tab="denied"><${Bt} /><//>`}function Bt(){let e=Pe(`/admin/denied-accesses`),t={icon:`ban`,title:Ft.empty,text:Ft.emptyText};return x`<${o}>
<p class="muted">${Ft.text}</p>
<${At} pages=${e} empty=${t} caption=${_.tabs.denied} columns=${Rt} compact=${[`route`,`actor_id`,`owner_tenant_id`,`at`]} />
<//>`}var Vt=/* @__PURE__ */ e({default:()=>Wt});const B=_.health;function Ht({row:e}){return e.error?x`<${A} tone="bad">${B.failed}<//> <span class="small">${e.error}</span>`:e.late?x`<${A} tone="warn">${B.late}<//>`:e.finished_at?x`<${A} tone="good">${B.good}<//>`:x`<${A} tone="info">${B.running}<//>`}const Ut=[{key:`task`,label:B.task,width:`wide`,render:e=>x`<code class="mono small">${e.task}</code>`},{key:`state`,label:B.state,render:e=>x`<${Ht} row=${e} />`},{key:`interval_ms`,label:B.every,render:e=>a(e.interval_ms/1e3)},{key:`started_at`,label:B.last,render:e=>x`<${k} value=${e.started_at} />`},{key:`duration_ms`,label:B.took,align:`end`,render:e=>e.duration_ms===null||e.duration_ms===void 0?``:B.ms(ge(e.duration_ms))},{key:`rows`,label:B.rows,align:`end`,render:e=>e.rows===null||e.rows===void 0?``:ge(e.rows)},{key:`node`,label:B.node,render:e=>x`<span class="small muted">${e.node}</span>`}];function Wt(){return x`<${kt} tab="health"><${Gt} /><//>`}function Gt(){let[e,t]=C(null),n=w(),r=()=>n.run(async()=>t((await ue(`/admin/health`)).data));if(v(()=>void r(),[]),!e)return n.problem?x`<${j} problem=${n.problem} onRetry=${r} />`:x`<${s} lines=${6} />`;let i=Object.entries(e.jobs);return x`<${o}>
${n.problem&&x`<${j} problem=${n.problem} onRetry=${r} />`}
<section class="stack stack-3" aria-labelledby="jobs-by-state">
<div class="row"><h2 id="jobs-by-state" class="grow">${B.jobs}</h2><${l} size="small" icon="rotate-ccw" busy=${n.busy} onClick=${r}>${B.refresh}<//></div>
<div class="figures">${i.map(([e,t])=>x`<a key=${e} class="figure" href=${`/platform/jobs?state=${e}`}>
<span>${_.jobs.states[e]??e}</span><span class="figure-number">${ge(t)}</span>
</a>`)}</div>
<p class="muted">${B.oldest}: ${e.oldest_due_at?x`<${k} value=${e.oldest_due_at} />`:B.none}</p>
</section>
<section class="stack stack-3" aria-labelledby="periodic-tasks">
<h2 id="periodic-tasks">${B.tasks}</h2>
<${Ve} caption=${B.tasks} columns=${Ut} rows=${e.periodic_tasks} rowKey=${e=>e.task} compact=${[`task`,`state`,`started_at`]} />
</section>
<//>`}var Kt=/* @__PURE__ */ e({default:()=>Yt});const V=_.impersonations,qt=({name:e,email:t,id:n})=>e||t||n,Jt=[{key:`user`,label:V.user,width:`wide`,render:e=>qt(e.user)},{key:`tenant`,label:V.tenant,render:e=>e.tenant.name},{key:`admin`,label:V.admin,render:e=>qt(e.admin)},{key:`reason`,label:V.reason,width:`wide`,render:e=>e.reason},{key:`mode`,label:V.mode,render:e=>e.read_only?V.reading:V.writing},{key:`state`,label:V.state,render:e=>x`<${A} tone=${e.live?`warn`:`muted`}>${e.live?V.live:V.over}<//>`},{key:`created_at`,label:V.started,render:e=>x`<${k} value=${e.created_at} />`}];function Yt(){return x`<${kt} tab="impersonations"><${Xt} /><//>`}function Xt(){let e=Pe(`/admin/impersonations`),t={icon:`eye`,title:V.empty,text:V.emptyText};return x`<${At} pages=${e} empty=${t} caption=${_.tabs.impersonations} columns=${Jt}
compact=${[`user`,`tenant`,`admin`,`reason`,`state`]} />`}var Zt=/* @__PURE__ */ e({default:()=>nn});const H=_.jobs,Qt={waiting:`muted`,running:`info`,done:`good`,failed:`bad`,in_doubt:`warn`,cancelled:`muted`},$t=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,en=e=>e?x`<${k} value=${e} />`:``,tn=[{key:`kind`,label:H.kind,width:`wide`,render:e=>x`<code class="mono small">${e.kind}</code>`},{key:`state`,label:H.state,render:e=>x`<${A} tone=${Qt[e.state]}>${H.states[e.state]??e.state}<//>`},{key:`attempts`,label:H.tries,render:e=>H.of(e.attempts,e.max_tries)},{key:`tenant_id`,label:H.tenant,render:e=>e.tenant_id&&x`<a class="mono small id-cell" href=${`/platform/tenants/${e.tenant_id}`} title=${e.tenant_id}>${e.tenant_id}</a>`},{key:`last_error`,label:H.error,width:`wide`,render:e=>e.last_error??``},{key:`due_at`,label:H.due,render:e=>en(e.due_at)},{key:`finished_at`,label:H.finished,render:e=>en(e.finished_at)}];function nn(){return x`<${kt} tab="jobs"><${rn} /><//>`}function rn(){let e=Mt(`state`,`kind`,`tenant`),n=Pe(`/admin/jobs`,e),r=Object.entries(H.states).map(([e,t])=>({value:e,label:t})),i={icon:`clock`,title:H.empty,text:H.emptyText};return x`<${o}>
<div class="audit-filters" role="search">
<${T} name="state" label=${H.state} required=${!1}>
${e=>x`<${Ie} ...${e} empty=${_.all} options=${r} value=${t.value.query.get(`state`)??``}
onChange=${e=>de({state:e||null})} />`}
<//>
<${jt} name="kind" label=${H.kind} help=${H.kindHelp} maxlength=${63} valid=${e=>/^[a-z0-9_]*$/.test(e)} />
<${jt} name="tenant" label=${H.tenant} maxlength=${36} valid=${e=>$t.test(e)} />
${Object.keys(e).length>0&&x`<${l} tone="quiet" icon="x" onClick=${()=>de({state:null,kind:null,tenant:null})}>${_.clear}<//>`}
</div>
<${At} pages=${n} empty=${i} caption=${_.tabs.jobs} columns=${tn} compact=${[`kind`,`state`,`last_error`,`due_at`]} />
<//>`}function U(){let e=w(),t=ee(null),n=r(n=>e.run(async()=>{t.current??=ve();try{let e=await n(t.current);return t.current=null,e}catch(e){throw e.status>=400&&e.status<500&&(t.current=null),e}}),[e.run]);return{...e,run:n}}function an(e){let t=ee({dirty:e,released:!1});return t.current.dirty=e,v(()=>{if(!e)return;let{current:n}=t;return h(()=>!n.dirty||n.released||f({...O.discard,tone:`danger`}),()=>n.dirty&&!n.released)},[e]),()=>t.current.released=!0}function on(e){let t=Object.keys(e).filter(t=>e[t]).map(t=>({field:t,code:`wrong`,message:e[t]}));return t.length?Object.assign(Error(t[0].message),{status:422,code:`invalid`,detail:t[0].message,errors:t}):null}const sn=/^(?=.{2,63}$)[a-z0-9]+(-[a-z0-9]+)*$/;function cn(e){return e.normalize(`NFKD`).replace(/\p{M}/gu,``).toLowerCase().replace(/[^a-z0-9]+/g,`-`).replace(/^-|-$/g,``).slice(0,63).replace(/-$/,``)}function ln(e={}){let[t,n]=C(e.name??``),[r,i]=C(e.slug??null),a=r??cn(t);return{name:t.trim(),slug:a,wrong:()=>on({name:t.trim()?null:O.required,slug:sn.test(a)?null:O.slugWrong}),dirty:t!==(e.name??``)||r!==(e.slug??null),text:t,setName:n,setSlug:e=>i(e.toLowerCase())}}function un({fields:e,errors:t,help:n}){return x`<${o}>
<${T} name="name" label=${O.name} help=${n} error=${t.name}>
${t=>x`<${g} ...${t} maxlength="200" autocomplete="organization" value=${e.text} onChange=${e.setName} />`}
<//>
<${T} name="slug" label=${O.slug} help=${O.slugHelp} error=${t.slug}>
${t=>x`<${g} ...${t} maxlength="63" autocomplete="off" autocapitalize="none" value=${e.slug} onChange=${e.setSlug} />`}
<//>
<//>`}var dn=/* @__PURE__ */ e({default:()=>mn});const fn=_.onboard,pn=/^[a-z0-9._-]{0,50}$/;function mn(){return x`<${kt} tab="tenants" title=${fn.title}><${hn} /><//>`}function hn(){let e=ln(),[t,r]=C(``),[i,a]=C(``),[o,s]=C(null),c=U(),u=an(e.dirty||t!==``||i!==``),d={name:O.name,slug:O.slug,owner_email:fn.owner,plan:fn.plan},f=()=>{let r=on({owner_email:t.trim()?null:_.required,plan:pn.test(i.trim())?null:fn.planWrong}),a=e.wrong(),o=a&&r?{...a,errors:[...a.errors,...r.errors]}:a??r;s(o),o||c.run(async r=>{let a={name:e.name,slug:e.slug,owner_email:t.trim(),plan:i.trim()||void 0};try{let{data:e}=await y(`/admin/tenants`,a,{key:r});n(fn.done(a.owner_email),{tone:`good`}),u(),oe(`/platform/tenants/${e.id}`,{replace:!0})}catch(e){throw e.code===`slug_taken`?ke(e,`slug`,O.slugTaken):e}})},p=o??c.problem,m=N(p);return x`<${E}>
<${M} onSubmit=${f} error=${p} busy=${c.busy} fields=${d}>
<p class="muted">${fn.text}</p>
<${un} fields=${e} errors=${m} />
<${T} name="owner_email" label=${fn.owner} error=${m.owner_email}>
${e=>x`<${g} ...${e} type="email" autocomplete="off" maxlength="254" value=${t} onChange=${r} />`}
<//>
<${T} name="plan" label=${fn.plan} help=${fn.planHelp} error=${m.plan} optional>
${e=>x`<${g} ...${e} autocomplete="off" maxlength="50" value=${i} onChange=${a} />`}
<//>
<div class="row">
<${l} type="submit" tone="primary" busy=${c.busy}>${fn.submit}<//>
<${l} tone="quiet" href="/platform/tenants">${_.cancel}<//>
</div>
<//>
<//>`}const gn=_.tenant,_n=Object.keys(gn.quotas);function vn({row:e,path:t,onSaved:r,onReload:i}){let a=Object.fromEntries([`plan`,..._n].map(t=>[t,e[t]===null||e[t]===void 0?``:String(e[t])])),[o,s]=C(a),[c,u]=C(null),d=U(),f=Object.keys(o).filter(e=>o[e].trim()!==a[e]);an(f.length>0);let p=()=>{let a=on(Object.fromEntries(_n.map(e=>[e,/^\d*$/.test(o[e].trim())?null:gn.whole])));if(u(a),a||!f.length)return;let s=e=>o[e].trim()===``?null:e===`plan`?o[e].trim():Number(o[e]);d.run(async()=>{try{let i=Object.fromEntries(f.map(e=>[e,s(e)])),{data:a}=await Oe(t,i,{ifMatch:`"${e.version}"`});n(_.saved,{tone:`good`}),r(a)}catch(e){if(e.status!==412)throw e;n(_.changedMeanwhile,{tone:`warn`}),i()}})},m=c??d.problem,h=N(m),ee=e=>t=>s(n=>({...n,[e]:t}));return x`<${E} title=${gn.limits}>
<${M} onSubmit=${p} error=${m} busy=${d.busy} fields=${{plan:_.tenants.plan,...gn.quotas}}>
<p class="muted small">${gn.limitsHelp}</p>
<div class="limit-fields">
<${T} name="plan" label=${_.tenants.plan} error=${h.plan} required=${!1}>
${e=>x`<${g} ...${e} maxlength="50" autocomplete="off" value=${o.plan} onChange=${ee(`plan`)} />`}
<//>
${_n.map(t=>x`<${T} key=${t} name=${t} label=${gn.quotas[t]} error=${h[t]} required=${!1}
help=${t===`member_quota`?gn.used(ge(e.members)):void 0}>
${e=>x`<${g} ...${e} inputmode="numeric" maxlength="18" autocomplete="off" value=${o[t]} onChange=${ee(t)} />`}
<//>`)}
</div>
<div class="row"><${l} type="submit" tone="primary" busy=${d.busy} disabled=${!f.length}>${_.save}<//></div>
<//>
<//>`}const yn=_.tenant;function bn({row:e,path:t,onSaved:r}){let[i,a]=C(``),[o,s]=C(null),c=U(),u=()=>c.run(async i=>{r((await y(`${t}/resume`,void 0,{key:i})).data),n(yn.resumed(e.name),{tone:`good`})}),d=()=>{let o=on({reason:i.trim()?null:_.required});s(o),o||c.run(async o=>{r((await y(`${t}/suspend`,{reason:i.trim()},{key:o})).data),a(``),n(yn.isSuspended(e.name),{tone:`good`})})},f=o??c.problem;return e.suspended_at?x`<${E} title=${yn.suspension}>
<div class="stack stack-3">
${f&&x`<${b} tone="bad">${f.detail??f.message}<//>`}
<p>${yn.suspendedFor(e.suspended_for??``)}</p>
<div class="row"><${l} tone="primary" busy=${c.busy} onClick=${u}>${yn.resume}<//></div>
</div>
<//>`:x`<${E} title=${yn.suspension}>
<${M} onSubmit=${d} error=${f} busy=${c.busy} fields=${{reason:yn.reason}}>
<p class="muted">${yn.suspendText}</p>
<${T} name="reason" label=${yn.reason} help=${yn.reasonHelp} error=${N(f).reason}>
${e=>x`<${g} ...${e} maxlength="500" autocomplete="off" value=${i} onChange=${a} />`}
<//>
<div class="row"><${l} type="submit" busy=${c.busy}>${yn.suspend}<//></div>
<//>
<//>`}var xn=/* @__PURE__ */ e({TenantState:()=>Sn,default:()=>wn});const W=_.tenants;function Sn({row:e}){return e.deleted_at?x`<${A} tone="bad">${W.closed}<//>`:e.suspended_at?x`<${A} tone="warn">${W.suspended}<//>`:e.members===0?x`<${A} tone="info">${W.waiting}<//>`:x`<${A} tone="good">${W.open}<//>`}const Cn=[{key:`name`,label:W.name,width:`wide`,render:e=>e.name},{key:`slug`,label:W.slug,render:e=>x`<span class="mono small">${e.slug}</span>`},{key:`state`,label:W.state,render:e=>x`<${Sn} row=${e} />`},{key:`plan`,label:W.plan,render:e=>e.plan??(e.kind===`personal`?x`<span class="muted">${W.personal}</span>`:``)},{key:`members`,label:W.members,align:`end`,render:e=>ge(e.members)},{key:`created_at`,label:W.created,render:e=>x`<${k} value=${e.created_at} />`}];function wn(){let e=x`<${l} tone="primary" icon="plus" href="/platform/tenants/new">${W.onboard}<//>`;return x`<${kt} tab="tenants" actions=${e}><${Tn} /><//>`}function Tn(){let e=Pe(`/admin/tenants`,Mt(`q`)),t={icon:`building`,title:W.empty,text:W.emptyText};return x`<div class="stack stack-4">
<div class="audit-filters" role="search"><${jt} name="q" label=${Nt} help=${W.searchHelp} /></div>
<${At} pages=${e} empty=${t} caption=${_.tabs.tenants} columns=${Cn} compact=${[`name`,`slug`,`state`]}
rowHref=${e=>`/platform/tenants/${e.id}`} />
</div>`}var En=/* @__PURE__ */ e({default:()=>Dn});const G=_.tenant;function Dn({params:e}){let t=`/admin/tenants/${encodeURIComponent(e.id)}`,[n,r]=C(null),[i,a]=C(null),c=async()=>{try{r((await ue(t)).data),a(null)}catch(e){a(e)}};return v(()=>void c(),[t]),x`<${kt} tab="tenants" title=${n?.name??_.tabs.tenants}>
${i&&x`<${j} problem=${i} onRetry=${c} />`}
${!n&&!i&&x`<${s} lines=${6} />`}
${n&&!i&&x`<${o}>
<${On} row=${n} />
${!n.deleted_at&&x`<${vn} key=${n.version} row=${n} path=${t} onSaved=${r} onReload=${c} />`}
${!n.deleted_at&&x`<${bn} row=${n} path=${t} onSaved=${r} />`}
<${kn} row=${n} path=${t} onSaved=${r} onReload=${c} />
<//>`}
<//>`}function On({row:e}){let t=[[_.tenants.state,x`<${Sn} row=${e} />`],[_.tenants.slug,x`<code class="mono">${e.slug}</code>`],[G.kind,e.kind],[_.tenants.members,ge(e.members)],...e.kind===`personal`?[]:[[G.invitation,e.members===0?G.invited:G.accepted]],[G.factor,e.require_second_factor?G.yes:G.no],[_.tenants.created,x`<${k} value=${e.created_at} />`],[G.id,x`<span class="row"><code class="mono small">${e.id}</code><${ye} value=${e.id} /></span>`]];return x`<dl class="facts">${t.map(([e,t])=>x`<div key=${e}><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>`}function kn({row:e,path:t,onSaved:r,onReload:i}){let a=U();return x`<${E} title=${G.close}>
<div class="stack stack-3">
${a.problem&&x`<${b} tone="bad">${a.problem.detail??a.problem.message}<//>`}
${e.deleted_at?x`<p class="muted">${G.removal} <${k} value=${e.deleted_at} /></p>
<div class="row"><${l} icon="rotate-ccw" busy=${a.busy} onClick=${()=>a.run(async i=>{r((await y(`${t}/restore`,void 0,{key:i})).data),n(G.restored(e.name),{tone:`good`})})}>${G.restore}<//></div>`:x`<p class="muted">${G.closeText}</p>
<div class="row"><${l} tone="danger" busy=${a.busy} onClick=${async()=>{await f({title:G.closeTitle(e.name),body:G.closeBody(e.members),confirm:G.close,tone:`danger`,typed:e.slug})&&await a.run(async()=>{await Te(t),n(G.isClosed(e.name),{tone:`good`}),await i()})}}>${G.close}<//></div>`}
</div>
<//>`}const K=_.impersonate;async function An(e){let{data:t}=await ue(`/admin/tenants`,{query:{q:e.trim(),limit:20}});return t.items.filter(({deleted_at:e})=>!e).map(({slug:e,name:t})=>({value:e,label:t,hint:e}))}function jn({user:e,name:t,onClose:n}){let r=Ae(),[i,a]=C(null),[o,s]=C(``),[c,u]=C(!1),[d,f]=C(null),p=U(),m=()=>{let t=on({tenant:i?null:_.required,reason:o.trim().length>=10?null:K.reasonShort});f(t),t||p.run(async t=>{try{let{data:r}=await y(`/admin/impersonations`,{user_id:e.id,tenant:i,reason:o.trim(),write:c},{key:t});n(),await xe(),oe(`/t/${r.tenant.slug}/`)}catch(e){throw e.status===404?ke(e,`tenant`,K.notMember):e}})},h=d??p.problem,g=N(h),ee=x`<${l} onClick=${n}>${_.cancel}<//>
<${l} type="submit" form=${r} tone="primary" busy=${p.busy}>${K.submit}<//>`;return x`<${re} open title=${K.title(t)} onClose=${n} actions=${ee}>
<${M} id=${r} onSubmit=${m} error=${h} busy=${p.busy} fields=${{tenant:K.tenant,reason:K.reason,write:K.write}}>
<p class="muted">${K.text}</p>
<${T} name="tenant" label=${K.tenant} help=${K.tenantHelp} error=${g.tenant}>
${e=>x`<${Re} ...${e} load=${An} labelOf=${e=>e} value=${i} onChange=${a} />`}
<//>
<${T} name="reason" label=${K.reason} help=${K.reasonHelp} error=${g.reason}>
${e=>x`<${Ue} ...${e} rows=${3} maxlength="500" value=${o} onChange=${s} />`}
<//>
<div class="stack stack-2">
<${je} name="write" label=${K.write} value=${c} onChange=${u} />
<p class="small muted">${K.writeHelp}</p>
</div>
<//>
<//>`}var Mn=/* @__PURE__ */ e({default:()=>Pn});const q=_.users,Nn=e=>e.name||e.email||e.phone||q.unnamed;function Pn(){return x`<${kt} tab="users"><${In} /><//>`}function Fn({row:e}){return x`<span class="row">
${e.disabled_at?x`<${A} tone="bad">${q.disabled}<//>`:x`<${A} tone="good">${q.active}<//>`}
${e.platform_admin&&x`<${A} tone="info">${q.admin}<//>`}
${e.email&&!e.email_verified&&x`<${A} tone="warn">${q.unverified}<//>`}
</span>`}function In(){let e=Pe(`/admin/users`,Mt(`q`)),t=w(),[r,i]=C(null),a=(t,n)=>e.setRows(e=>e.map(e=>e.id===t.id?{...e,disabled_at:n}:e)),s=e=>t.run(async()=>{await y(`/admin/users/${e.id}/enable`),a(e,null),n(q.isEnabled(Nn(e)),{tone:`good`})}),c=async e=>{await f({title:q.disableTitle(Nn(e)),body:q.disableBody,confirm:q.disable,tone:`danger`})&&await t.run(async()=>{await y(`/admin/users/${e.id}/disable`),a(e,(/* @__PURE__ */ new Date()).toISOString()),n(q.isDisabled(Nn(e)),{tone:`good`})})},u=[{key:`name`,label:q.name,width:`wide`,render:Nn},{key:`email`,label:q.email,width:`wide`,render:e=>e.email??e.phone??``},{key:`state`,label:q.state,render:e=>x`<${Fn} row=${e} />`},{key:`created_at`,label:q.created,render:e=>x`<${k} value=${e.created_at} />`},{key:`acts`,label:_.actions,align:`end`,render:e=>e.id!==S.value?.user.id&&x`<div class="row row-end">
${!e.disabled_at&&x`<${l} size="small" tone="quiet" aria-label=${`${q.impersonate} ${Nn(e)}`} onClick=${()=>i(e)}>${q.impersonate}<//>`}
${e.disabled_at?x`<${l} size="small" tone="quiet" aria-label=${`${q.enable}: ${Nn(e)}`} onClick=${()=>s(e)}>${q.enable}<//>`:x`<${l} size="small" tone="quiet" aria-label=${`${q.disable}: ${Nn(e)}`} onClick=${()=>c(e)}>${q.disable}<//>`}
</div>`}],d={icon:`users`,title:q.empty,text:q.emptyText};return x`<${o}>
<div class="audit-filters" role="search"><${jt} name="q" label=${Nt} help=${q.searchHelp} /></div>
${t.problem&&x`<${b} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
<${At} pages=${e} empty=${d} caption=${_.tabs.users} columns=${u} compact=${[`name`,`email`,`state`,`acts`]} />
${r&&x`<${jn} user=${r} name=${Nn(r)} onClose=${()=>i(null)} />`}
<//>`}const Ln=O.activity,Rn=e=>Se(e.replaceAll(`_`,`-`));function zn(e){let t=e.replaceAll(`_`,` `);return Rn(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)}function Bn(e){return e.actor_id?e.actor_id===S.value?.user.id?S.value.user.name||S.value.user.email||O.someone:we(e.actor_id)??O.someone:e.job?`${O.system} (${e.job.replaceAll(`_`,` `)})`:O.system}function Vn({table:e,operation:t,fields:n}){let r=n?.deleted_at;return t===`update`&&Array.isArray(r)?r[1]?Ln.gone[e]??(Rn(e)?Ln.binned:Ln.removed):Ln.unbinned:Ln.did[t]??t}function Hn({table:e,operation:t,fields:n}){if(Ln.things[e])return Ln.things[e];let r=Rn(e),i=(r?.labels[0]??e.replaceAll(`_`,` `).replace(/s$/,``)).toLowerCase(),a=t!==`update`&&r?.title?n?.[r.title]:null;return typeof a==`string`&&a?`the ${i} “${a.slice(0,60)}”`:Ln.a(i)}const Un=e=>Ln.sentence(Bn(e),Vn(e),Hn(e));function Wn({table:e,row_id:t,operation:n}){let r=Rn(e);return!r||r.parent||n===`delete`?null:ie(r.plural,t)}function Gn({operation:e,fields:t}){return Object.entries(t??{}).map(([t,n])=>e===`update`&&Array.isArray(n)&&n.length===2?{name:t,before:n[0],after:n[1]}:e===`delete`?{name:t,before:n,after:void 0}:{name:t,before:void 0,after:n})}const Kn=O.audit,qn=e=>e==null?`–`:typeof e==`string`?e:JSON.stringify(e);function Jn({line:e,onClose:t}){let n=Wn(e),r=Gn(e),i=[[Kn.when,te(e.changed_at)],[Kn.rowId,e.row_id,!0],[Kn.request,e.request_id,!0],[Kn.key,e.api_key_id,!0],[Kn.job,e.job],[Kn.as,e.impersonator_id,!0]].filter(([,e])=>e),a=x`<div class="row row-end">
${n&&x`<${l} href=${n}>${Kn.open}<//>`}
<${l} tone="primary" onClick=${t}>${O.close}<//>
</div>`;return x`<${re} open title=${Un(e)} size="large" onClose=${t} actions=${a}>
<div class="stack stack-4">
${r.length===0?x`<p class="muted">${Kn.hidden}</p>`:x`<div class="audit-scroll" tabindex="0" role="group" aria-label=${Kn.details}>
<table class="audit-changes">
<thead><tr><th scope="col">${Kn.field}</th><th scope="col">${Kn.before}</th><th scope="col">${Kn.after}</th></tr></thead>
<tbody>${r.map(({name:e,before:t,after:n})=>x`<tr key=${e}>
<th scope="row" class="mono small">${e}</th>
<td class="audit-before">${qn(t)}</td><td class="audit-after">${qn(n)}</td>
</tr>`)}</tbody>
</table>
</div>`}
<dl class="facts">${i.map(([e,t,n])=>x`<div key=${e}>
<dt>${e}</dt>
<dd class="row">${n?x`<code class="mono small">${t}</code><${ye} value=${t} />`:t}</dd>
</div>`)}</dl>
</div>
<//>`}const Yn=[`viewer`,`member`,`admin`,`owner`],Xn=(e=`admin`)=>c(e)&&!S.value?.impersonation,Zn=e=>c(e)&&(e===`viewer`||!S.value?.impersonation?.read_only),Qn=e=>Yn.indexOf(e)<=Yn.indexOf(u());function $n(e=`owner`){return Yn.filter(t=>Qn(t)&&Yn.indexOf(t)<=Yn.indexOf(e)).map(e=>({value:e,label:O.roles[e]}))}const er=()=>!!(S.value?.user.email_verified||S.value?.user.phone);function tr(){return x`<${m} icon="lock" title=${O.adminsOnly.title}>${O.adminsOnly.text}<//>`}const nr=[[`general`,`viewer`],[`members`,`viewer`],[`invitations`,`admin`],[`api-keys`,`admin`],[`values`,`viewer`],[`audit`,`admin`],[`danger`,`viewer`]];function rr({tab:e,actions:n,children:r}){let i=nr.find(([t])=>t===e)[1],a=nr.filter(([,e])=>Zn(e)).map(([n])=>{let r=ie(`settings`,n);return{href:r,label:O.settings.tabs[n],current:n===e||t.value.path===r}}),o=Zn(i);return x`<${p} title=${O.settings.tabs[e]} crumbs=${[{label:O.settings.title,href:ie(`settings`,`general`)}]}
actions=${o?n:null}>
<div class="settings-tabs"><${Ne} items=${a} label=${O.settings.title} /></div>
<div class="stack stack-5 settings-body">${o?r:x`<${tr} />`}</div>
<//>`}var ir=/* @__PURE__ */ e({default:()=>sr});const J=O.audit,ar=[`tenants`,`memberships`,`invitations`,`api_keys`,`settings`,`impersonations`],or=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;function sr(){return x`<${rr} tab="audit"><${cr} /><//>`}function cr(){let[e,n]=C(null),r=t.value.query,i={table:r.get(`table`),row_id:r.get(`row_id`),actor_id:r.get(`actor_id`)},a=Object.fromEntries(Object.entries(i).filter(([,e])=>e)),c=Pe(`/api/audit-log`,a),u=c.rows?.map((e,t)=>({...e,id:`${e.changed_at} ${e.row_id} ${t}`})),d=[{key:`who`,label:J.who,render:e=>Bn(e)},{key:`what`,label:J.what,width:`wide`,render:e=>`${Vn(e)} ${Hn(e)}`},{key:`fields`,label:J.field,render:e=>x`<span class="muted">${J.fields(Object.keys(e.fields??{}).length)}</span>`},{key:`changed_at`,label:J.when,render:e=>x`<${k} value=${e.changed_at} />`},{key:`acts`,label:J.details,align:`end`,render:e=>x`<${l} size="small" tone="quiet"
aria-label=${J.detailsOf(Un(e))} onClick=${()=>n(e)}>${J.details}<//>`}];return x`<${o}>
<${lr} filters=${i} />
${c.problem&&x`<${j} problem=${c.problem} onRetry=${c.reload} />`}
${!u&&!c.problem&&x`<${s} lines=${6} />`}
${u?.length===0&&x`<${m} icon="history" title=${J.empty}>${J.emptyText}<//>`}
${u?.length>0&&x`<${Ve} caption=${J.title} columns=${d} rows=${u} compact=${[`who`,`what`,`changed_at`,`acts`]} />`}
<${Fe} cursor=${c.cursor} busy=${c.busy} onMore=${c.more} />
${e&&x`<${Jn} line=${e} onClose=${()=>n(null)} />`}
<//>`}function lr({filters:e}){let t=[.../* @__PURE__ */ new Set([...ar,..._e().map(({plural:e})=>e.replaceAll(`-`,`_`))])];e.table&&!t.includes(e.table)&&t.push(e.table);let n=t.map(e=>({value:e,label:zn(e)})).sort((e,t)=>e.label.localeCompare(t.label)),r=e=>(e===``||or.test(e.trim()))&&de({row_id:e.trim()||null},{replace:!0}),i=async e=>{let{data:t}=await ue(`/api/members`,{query:{limit:100}});return t.items.map(({user_id:e,name:t,email:n})=>({value:e,label:t||n||e,hint:n})).filter(({label:t,hint:n})=>`${t} ${n??``}`.toLowerCase().includes(e.trim().toLowerCase()))},a=Object.values(e).some(Boolean);return x`<div class="audit-filters" role="search" aria-label=${J.filter}>
<${T} name="table" label=${J.table} required=${!1}>
${t=>x`<${Ie} ...${t} empty=${J.all} options=${n} value=${e.table??``}
onChange=${e=>de({table:e||null})} />`}
<//>
<${T} name="actor_id" label=${J.actor} required=${!1}>
${t=>x`<${Re} ...${t} load=${i} labelOf=${we} value=${e.actor_id}
onChange=${e=>de({actor_id:e||null})} />`}
<//>
<${T} name="row_id" label=${J.row} required=${!1}>
${t=>x`<${g} ...${t} class="mono" autocomplete="off" maxlength="36" value=${e.row_id??``} onChange=${r} />`}
<//>
${a&&x`<${l} tone="quiet" icon="x" onClick=${()=>de({table:null,row_id:null,actor_id:null})}>${J.clear}<//>`}
</div>`}async function ur(e,t){let{path:n}=e.operations.export,{data:r}=await Ce(`GET`,n,{query:{format:t},raw:!0}),i=r instanceof Blob?r:await(r.blob?r.blob():new Response(r).blob()),a=URL.createObjectURL(i),o=document.createElement(`a`);o.href=a,o.download=`${ae.value?.slug??`rows`}-${e.plural}.${t}`,o.click(),setTimeout(()=>URL.revokeObjectURL(a),1e4)}var dr=/* @__PURE__ */ e({default:()=>fr});const Y=O.danger;function fr(){return x`<${rr} tab="danger"><${pr} /><${mr} /><//>`}function pr(){let e=w(),t=_e().filter(({operations:e,parent:t})=>e.export&&!t),r=(t,n)=>e.run(()=>ur(t,n)),i=()=>e.run(async()=>{for(let e of t)await ur(e,`ndjson`);n(Y.done(t.length),{tone:`good`})}),a=({transfer:e})=>[`csv`,`ndjson`].filter(t=>!e?.length||e.includes(t));return x`<${E} title=${Y.export}>
<div class="stack stack-4">
<p class="muted">${Y.exportText}</p>
${e.problem&&x`<${b} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
<ul class="export-list">
${t.map(t=>x`<li key=${t.plural} class="row">
<span class="grow">${t.labels[1]}</span>
${a(t).map(n=>x`<${l} key=${n} size="small" tone="quiet" disabled=${e.busy}
aria-label=${Y.get(t.labels[1],Y[n])} onClick=${()=>r(t,n)}>${Y[n]}<//>`)}
</li>`)}
</ul>
<div class="row"><${l} icon="download" busy=${e.busy} onClick=${i}>${Y.all}<//></div>
</div>
<//>`}function mr(){let e=w(),{name:t,slug:r}=ae.value??{};return x`<${E} title=${Y.close}>
<div class="stack stack-4">
<p class="muted">${Y.closeText}</p>
${e.problem&&x`<${b} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
${Xn(`owner`)?x`<${o}>
${ae.value?.kind===`personal`&&x`<p>${Y.personal}</p>`}
<div class="row"><${l} tone="danger" busy=${e.busy} onClick=${async()=>{await f({title:Y.closeTitle(t),body:Y.closeBody,confirm:Y.closeButton,tone:`danger`,typed:r})&&await e.run(async()=>{await Te(`/api/tenant`),await be(),n(Y.closed(t),{tone:`good`}),oe(`/`,{replace:!0})})}}>${Y.closeButton}<//></div>
<//>`:x`<p>${S.value?.impersonation?O.adminsOnly.title:Y.ownersOnly}</p>`}
</div>
<//>`}var hr=/* @__PURE__ */ e({default:()=>gr});function gr(){let[e,t]=C(null),[n,r]=C(null),i=async()=>{try{let{data:e}=await ue(`/api/tenant`);t(e),r(null)}catch(e){r(e)}};return v(()=>void i(),[]),x`<${rr} tab="general">
${n&&!e&&x`<${j} problem=${n} onRetry=${i} />`}
${!n&&!e&&x`<${s} lines=${5} />`}
${e&&x`<${_r} key=${e.version} row=${e} onReload=${i} onSaved=${t} />`}
<//>`}function _r({row:e,onReload:t,onSaved:r}){let[i,a]=C(e.name),[s,c]=C(e.slug),[u,d]=C(e.require_second_factor),[f,p]=C(null),m=U(),h=Xn(`admin`),_={};i.trim()!==e.name&&(_.name=i.trim()),s!==e.slug&&(_.slug=s),u!==e.require_second_factor&&(_.require_second_factor=u);let te=Object.keys(_).length>0,ne=an(te),re=()=>{let a=on({name:i.trim()?null:O.required,slug:sn.test(s)?null:O.slugWrong});p(a),!a&&te&&m.run(async()=>{try{let{data:t}=await Oe(`/api/tenant`,_,{ifMatch:`"${e.version}"`});ne(),await be(),r(t),n(O.saved,{tone:`good`}),t.slug!==e.slug&&oe(`/t/${t.slug}/settings/general`,{replace:!0})}catch(e){if(e.status===412)return n(O.changedMeanwhile,{tone:`warn`}),t();throw e.code===`slug_taken`?ke(e,`slug`,O.slugTaken):e}})},ie=ee(re);ie.current=re,v(()=>h?me(`mod+s`,()=>ie.current()):void 0,[h]);let ae=f??m.problem,se=N(ae),ce=(S.value?.factors??[]).length>0,le={name:O.name,slug:O.slug,require_second_factor:O.general.factor};return x`<${o}>
<${E}>
<${M} onSubmit=${re} error=${ae} busy=${m.busy} fields=${le}>
<${T} name="name" label=${le.name} error=${se.name}>
${e=>x`<${g} ...${e} maxlength="200" autocomplete="organization" value=${i}
onChange=${a} disabled=${!h} />`}
<//>
<${T} name="slug" label=${le.slug} error=${se.slug}
help=${s===e.slug?O.slugHelp:`${O.slugHelp} ${O.general.slugChange}`}>
${e=>x`<${g} ...${e} maxlength="63" autocomplete="off" value=${s}
onChange=${e=>c(e.toLowerCase())} disabled=${!h} />`}
<//>
<${T} name="require_second_factor" label=${O.general.factor} error=${se.require_second_factor} help=${O.general.factorHelp}>
${e=>x`<${ze} ...${e} value=${u} onChange=${d}
disabled=${!Xn(`owner`)||!ce&&!u} />`}
<//>
${Xn(`owner`)&&!ce&&x`<p class="small muted">
${O.general.factorFirst} <a href="/account/security">${O.general.factorLink}</a>
</p>`}
${h?x`<div class="row"><${l} type="submit" tone="primary" busy=${m.busy} disabled=${!te}>${O.save}<//></div>`:x`<p class="small muted">${O.general.readOnly}</p>`}
<//>
<//>
<dl class="facts">
<div><dt>${O.general.id}</dt><dd class="row"><code class="mono">${e.id}</code><${ye} value=${e.id} /></dd></div>
<div><dt>${O.general.created}</dt><dd><${k} value=${e.created_at} /></dd></div>
</dl>
<//>`}const vr=O.invitations;function yr({onSent:e,more:t}){let[r,i]=C(``),[a,o]=C(`member`),[s,c]=C(null),u=U();an(r.trim()!==``);let d=()=>{let t=on({email:r.trim()?null:O.required});c(t),t||u.run(async t=>{try{let{data:o}=await y(`/api/invitations`,{email:r.trim(),role:a},{key:t});i(``),n(vr.sent(o.email),{tone:`good`}),e(o)}catch(e){throw e.code===`already_member`?ke(e,`email`,vr.member):e}})},f=s??u.problem,p=N(f);return x`<${M} onSubmit=${d} error=${f} busy=${u.busy} fields=${{email:vr.email,role:O.role}}>
<div class="grid invite-fields">
<${T} name="email" label=${vr.email} error=${p.email}>
${e=>x`<${g} ...${e} type="email" autocomplete="off" maxlength="254" value=${r} onChange=${i} />`}
<//>
<${T} name="role" label=${O.role} error=${p.role} help=${O.roleHelp[a]}>
${e=>x`<${Ie} ...${e} options=${$n()} value=${a} onChange=${o} />`}
<//>
</div>
<div class="row">
<${l} type="submit" tone="primary" busy=${u.busy} disabled=${u.until!==null}>${vr.send}<//>
${t}
</div>
<//>`}function br(){let e=w(),t=S.value?.user.email;return x`<${b} tone="warn">
<div class="stack stack-2 verify-first">
<strong>${O.verify.title}</strong>
<span>${O.verify.text(t)}</span>
${e.problem&&x`<span role="alert">${e.problem.detail??e.problem.message}</span>`}
<div class="row">
${t&&x`<${l} size="small" onClick=${()=>e.run(async()=>{await y(`/auth/email/resend`),n(O.verify.sent,{tone:`good`})})} busy=${e.busy} disabled=${e.until!==null}>${O.verify.again}<//>`}
<${l} size="small" tone="quiet" href="/account/profile">${O.verify.account}<//>
${he.value?.development_mailbox&&x`<a href="/dev/mail" target="_blank" rel="noopener noreferrer">${O.verify.mailbox}</a>`}
</div>
</div>
<//>`}var xr=/* @__PURE__ */ e({default:()=>Sr});const X=O.invitations;function Sr(){return x`<${rr} tab="invitations"><${Cr} /><//>`}function Cr(){let e=Pe(`/api/invitations`),t=w(),r=Xn(),i=t=>e.setRows(e=>[t,...e.filter(({id:e,email:n})=>e!==t.id&&n!==t.email)]),a=e=>t.run(async()=>{let{data:t}=await y(`/api/invitations/${e.id}/resend`);i(t),n(X.resent(e.email),{tone:`good`})}),c=r=>t.run(async()=>{await Te(`/api/invitations/${r.id}`),e.setRows(e=>e.filter(({id:e})=>e!==r.id));let a=async()=>i((await y(`/api/invitations`,{email:r.email,role:r.role})).data);n(X.withdrawn(r.email),{action:{label:O.undo,run:()=>t.run(a)}})}),u=[{key:`email`,label:X.email,width:`wide`,render:e=>e.email},{key:`role`,label:O.role,render:e=>O.roles[e.role]},{key:`invited_by`,label:X.by,render:e=>x`<${Me} id=${e.invited_by} />`},{key:`expires_at`,label:X.until,render:e=>new Date(e.expires_at)</* @__PURE__ */ new Date?x`<${A} tone="warn">${X.expired}<//>`:x`<${k} value=${e.expires_at} />`},...r?[{key:`acts`,label:X.acts,align:`end`,render:e=>x`<div class="row row-end">
${er()&&x`<${l} size="small" tone="quiet" busy=${t.busy} onClick=${()=>a(e)}
aria-label=${`${X.resend}: ${e.email}`}>${X.resend}<//>`}
<${l} size="small" tone="quiet" onClick=${()=>c(e)} aria-label=${`${X.withdraw}: ${e.email}`}>${X.withdraw}<//>
</div>`}]:[]];return x`<${o}>
${r&&(er()?x`<${E} title=${X.form}><${yr} onSent=${i} /><//>`:x`<${br} />`)}
<section class="stack stack-3" aria-labelledby="pending-invitations">
<h2 id="pending-invitations">${X.pending}</h2>
${t.problem&&x`<${b} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${e.problem&&x`<${j} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&x`<${s} lines=${3} />`}
${e.rows?.length===0&&x`<${m} icon="mail" title=${X.empty}>${X.emptyText}<//>`}
${e.rows?.length>0&&x`<${Ve} caption=${X.pending} columns=${u} rows=${e.rows} compact=${[`email`,`role`,`acts`]} />`}
<${Fe} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
</section>
<//>`}const wr=O.keys;function Tr({things:e,value:t,onChange:n,error:r}){let i=Ae(),a=e=>{let[r,i]=e.split(`:`);if(t.includes(e))return n(t.filter(t=>t!==e));n([...r===`*`?t.filter(e=>!e.endsWith(`:${i}`)):t,e])},o=(e,n,o,s)=>{let c=e!==`*`&&t.includes(`*:${n}`),l=`${e}:${n}`;return x`<td><label class="scope-box">
<input type="checkbox" name=${s?`scopes`:void 0} aria-label=${o} checked=${c||t.includes(l)} disabled=${c}
aria-invalid=${s&&r?`true`:void 0} aria-describedby=${s&&r?`${i}-error`:void 0} onChange=${()=>a(l)} />
</label></td>`},s=({name:e,label:t,read:n=!0,write:r=!0})=>x`<tr key=${e} class=${e===`*`?`scope-all`:``}>
<th scope="row">${t}</th>
${n?o(e,`read`,wr.mayRead(t),e===`*`):x`<td></td>`}
${r?o(e,`write`,wr.mayWrite(t)):x`<td></td>`}
</tr>`;return x`<fieldset class="scope-set" aria-describedby=${`${i}-help`}>
<legend>${wr.scopes}</legend>
<p id=${`${i}-help`} class="small muted">${wr.scopesHelp}</p>
${r&&x`<p id=${`${i}-error`} class="field-error">${r}</p>`}
<div class="scope-scroll" tabindex="0" role="group" aria-label=${wr.scopes}>
<table class="scope-grid">
<thead><tr><th scope="col">${wr.thing}</th><th scope="col">${wr.read}</th><th scope="col">${wr.write}</th></tr></thead>
<tbody>${s({name:`*`,label:wr.everything})}${e.map(e=>s({read:!1,write:!1,...e}))}</tbody>
</table>
</div>
</fieldset>`}const Er=O.keys,Dr=[`7`,`30`,`90`,`365`,`own`];function Or({onMade:e,onCancel:t}){let[n,r]=C(``),[i,a]=C([]),[o,s]=C(`member`),[c,u]=C(`90`),[d,f]=C(null),[p,m]=C(null),h=kr(),_=U();an(n.trim()!==``||i.length>0);let ee=()=>{let t=on({name:n.trim()?null:O.required,scopes:i.length?null:Er.none,expires_at:c===`own`&&!d?O.required:null});if(m(t),t)return;let r=c===`own`?d:(/* @__PURE__ */ new Date(Date.now()+Number(c)*864e5-6e4)).toISOString();_.run(async t=>{let a={name:n.trim(),scopes:i,role:o,expires_at:r};e((await y(`/api/api-keys`,a,{key:t})).data)})},te=p??_.problem,ne=N(te),re={name:Er.name,scopes:Er.scopes,role:Er.role,expires_at:Er.endsAt};return x`<${M} onSubmit=${ee} error=${te} busy=${_.busy} fields=${re}>
<${T} name="name" label=${Er.name} help=${Er.nameHelp} error=${ne.name}>
${e=>x`<${g} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<${Tr} things=${h} value=${i} onChange=${a} error=${ne.scopes} />
<div class="grid invite-fields">
<${T} name="role" label=${Er.role} error=${ne.role} help=${O.roleHelp[o]}>
${e=>x`<${Ie} ...${e} options=${$n(`admin`)} value=${o} onChange=${s} />`}
<//>
<${T} name="ends" label=${Er.expires}>
${e=>x`<${Ie} ...${e} options=${Dr.map(e=>({value:e,label:Er.ends[e]}))} value=${c} onChange=${u} />`}
<//>
</div>
${(c===`own`||ne.expires_at)&&x`<${T} name="expires_at" label=${Er.endsAt} error=${ne.expires_at}>
${e=>x`<${Be} ...${e} value=${d} onChange=${f} />`}
<//>`}
<div class="row">
<${l} type="submit" tone="primary" busy=${_.busy}>${Er.create}<//>
<${l} tone="quiet" onClick=${t}>${O.cancel}<//>
</div>
<//>`}function kr(){let[e,t]=C([]);return v(()=>{let e=!0;return Promise.resolve(fe()).then(n=>e&&t(Ar(n))),()=>e=!1},[]),e}function Ar(e){let t=/* @__PURE__ */ new Map,n=e=>{let[n,r]=e.split(`:`);t.set(n,{...t.get(n),name:n,[r]:!0})};for(let t of Object.values(e?.paths??{}))for(let e of Object.values(t))(e?.security??[]).forEach(e=>(e.apiKey??[]).forEach(n));t.size||_e().forEach(({plural:e})=>[`${e}:read`,`${e}:write`].forEach(n));let r=e=>{let t=e.replaceAll(`-`,` `);return Er.things[e]??Se(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)};return[...t.values()].map(e=>({...e,label:r(e.name)})).sort((e,t)=>e.label.localeCompare(t.label))}var jr=/* @__PURE__ */ e({default:()=>Mr});const Z=O.keys;function Mr(){let[e,t]=C(!1),n=Xn()&&er()&&!e&&x`<${l} tone="primary" icon="plus" onClick=${()=>t(!0)}>${Z.create}<//>`;return x`<${rr} tab="api-keys" actions=${n}>
<${Nr} making=${e} onMade=${()=>t(!1)} />
<//>`}function Nr({making:e,onMade:t}){let r=Pe(`/api/api-keys`),i=w(),[a,c]=C(null),u=({key:e,...n})=>{t(),c(e),r.setRows(e=>[n,...e.filter(({id:e})=>e!==n.id)])},d=async e=>{await f({title:Z.revokeTitle(e.name),body:Z.revokeBody,confirm:Z.revoke,tone:`danger`})&&await i.run(async()=>{await Te(`/api/api-keys/${e.id}`),r.setRows(t=>t.filter(({id:t})=>t!==e.id)),n(Z.revoked(e.name),{tone:`good`})})},p=[{key:`name`,label:Z.name,width:`wide`,render:e=>e.name},{key:`prefix`,label:Z.prefix,render:e=>x`<code class="mono">${e.prefix}</code>`},{key:`scopes`,label:Z.scopes,width:`wide`,render:e=>x`<span class="mono small scope-list">${e.scopes.join(`, `)}</span>`},{key:`role`,label:O.role,render:e=>O.roles[e.role]??``},{key:`made_by`,label:Z.made,render:e=>x`<${Me} id=${e.made_by} />`},{key:`last_used_at`,label:Z.used,render:e=>e.last_used_at?x`<${k} value=${e.last_used_at} />`:Z.never},{key:`expires_at`,label:Z.expires,render:e=>x`<${k} value=${e.expires_at} />`},...Xn()?[{key:`acts`,label:Z.acts,align:`end`,render:e=>x`<${l} size="small" tone="quiet"
onClick=${()=>d(e)} aria-label=${`${Z.revoke}: ${e.name}`}>${Z.revoke}<//>`}]:[]];return x`<${o}>
<p class="muted">${Z.intro}</p>
${Xn()&&!er()&&x`<${br} />`}
${e&&x`<${E} title=${Z.make}><${Or} onMade=${u} onCancel=${t} /><//>`}
${i.problem&&x`<${b} tone="bad" onClose=${i.clear}>${i.problem.detail??i.problem.message}<//>`}
${r.problem&&x`<${j} problem=${r.problem} onRetry=${r.reload} />`}
${!r.rows&&!r.problem&&x`<${s} lines=${3} />`}
${r.rows?.length===0&&!e&&x`<${m} icon="key" title=${Z.empty}>${Z.emptyText}<//>`}
${r.rows?.length>0&&x`<${Ve} caption=${O.settings.tabs[`api-keys`]} columns=${p} rows=${r.rows}
compact=${[`name`,`prefix`,`expires_at`,`acts`]} />`}
<${Fe} cursor=${r.cursor} busy=${r.busy} onMore=${r.more} />
<${Pr} secret=${a} onClose=${()=>c(null)} />
<//>`}function Pr({secret:e,onClose:t}){if(!e)return null;let n=x`<${l} tone="primary" onClick=${t}>${Z.secretDone}<//>`;return x`<${re} open title=${Z.secretTitle} actions=${n}>
<div class="stack stack-3">
<p>${Z.secretText}</p>
<div class="secret-box">
<code class="mono" aria-label=${Z.secretLabel}>${e}</code>
<${ye} value=${e} label=${Z.copy} />
</div>
</div>
<//>`}var Fr=/* @__PURE__ */ e({default:()=>Ir});const Q=O.members;function Ir(){let e=Pe(`/api/members`),t=Br(e),n=S.value?.user.id,r=e.rows?.map(e=>({...e,id:e.user_id})),i=(r??[]).filter(({role:e})=>e===`owner`),a=!e.cursor&&i.length===1&&i[0].id===n,c=[{key:`name`,label:Q.name,width:`wide`,render:e=>x`<${o}>${e.name||Q.unnamed}
${e.id===n&&x` <span class="muted">(${Q.you})</span>`}<//>`},...Xn()?[{key:`email`,label:Q.email,width:`wide`,render:e=>e.email??``}]:[],{key:`role`,label:O.role,width:`narrow`,render:e=>x`<${Lr} row=${e} locked=${a&&e.id===n}
onChange=${n=>t.change(e,n)} />`},{key:`created_at`,label:Q.since,render:e=>x`<${k} value=${e.created_at} />`},...r?.some(e=>Rr(e,n,a))?[{key:`acts`,label:Q.acts,align:`end`,render:e=>x`<${zr} row=${e} act=${Rr(e,n,a)} acts=${t} />`}]:[]],u=Xn()&&x`<${l} tone="primary" icon="mail" href=${ie(`settings`,`invitations`)}>${Q.invite}<//>`;return x`<${rr} tab="members" actions=${u}>
${t.problem&&x`<${b} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${a&&x`<${b} tone="info">${Q.lastOwner}<//>`}
${e.problem&&x`<${j} problem=${e.problem} onRetry=${e.reload} />`}
${!r&&!e.problem&&x`<${s} lines=${4} />`}
${r&&x`<${Ve} caption=${Q.title} columns=${c} rows=${r} compact=${[`name`,`role`,`acts`]} />`}
<${Fe} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function Lr({row:e,locked:t,onChange:n}){return t||!Xn()||!Qn(e.role)?x`<span>${O.roles[e.role]}</span>`:x`<${Ie} aria-label=${Q.roleOf(e.name||Q.unnamed)} options=${$n()} value=${e.role} onChange=${n} />`}function Rr(e,t,n){return e.id===t?n||S.value?.impersonation?null:`leave`:Xn()&&Qn(e.role)?`remove`:null}function zr({row:e,act:t,acts:n}){return t===`leave`?x`<${l} size="small" tone="quiet" onClick=${()=>n.leave(e)}>${Q.leave}<//>`:t&&x`<${l} size="small" tone="quiet" onClick=${()=>n.remove(e)}
aria-label=${`${Q.remove}: ${e.name||Q.unnamed}`}>${Q.remove}<//>`}function Br(e){let t=w(),r=e=>e.user_id===S.value?.user.id,i=(i,a)=>t.run(async()=>{try{let{data:t}=await Oe(`/api/members/${i.user_id}`,{role:a},{ifMatch:`"${i.version}"`});return e.setRows(e=>e.map(e=>e.user_id===t.user_id?{...e,...t}:e)),r(i)&&await be(),t}catch(t){if(t.status===412)return n(O.changedMeanwhile,{tone:`warn`}),e.reload();throw Vr(t)}});return{change:async(t,a)=>{if(a===t.role)return;if(r(t)&&!await f({title:Q.own,body:Q.ownBody(O.roles[a]),confirm:Q.ownConfirm}))return e.setRows(e=>[...e]);let o=await i(t,a);if(!o)return e.setRows(e=>[...e]);let s=r(t)?void 0:{label:O.undo,run:()=>i(o,t.role)};n(Q.changed(t.name||Q.unnamed,O.roles[a]),{tone:`good`,action:s})},remove:async r=>{await f({title:Q.removeTitle(r.name||r.email||Q.unnamed),body:Q.removeBody,confirm:Q.remove,tone:`danger`})&&await t.run(async()=>{await Te(`/api/members/${r.user_id}`),e.setRows(e=>e.filter(e=>e.user_id!==r.user_id)),n(Q.removed(r.name||r.email||Q.unnamed),{tone:`good`})})},leave:async e=>{await f({title:Q.leaveTitle(ae.value.name),body:Q.leaveBody,confirm:Q.leave,tone:`danger`})&&await t.run(async()=>{await Te(`/api/members/${e.user_id}`).catch(e=>{throw Vr(e)}),await be(),oe(`/`,{replace:!0})})},problem:t.problem,clear:t.clear}}function Vr(e){return e.code===`last_owner`&&(e.detail=Q.lastOwner),e}var Hr=/* @__PURE__ */ e({default:()=>Ur});function Ur(){let e=ln(),[t,n]=C(null),r=U(),i=an(e.dirty),a=()=>{let t=e.wrong();n(t),t||r.run(async t=>{try{let{data:n}=await y(`/api/tenants`,{name:e.name,slug:e.slug},{key:t,tenant:null});i(),await be(),oe(`/t/${n.slug}/`)}catch(e){throw e.code===`slug_taken`?ke(e,`slug`,O.slugTaken):e}})},o=t??r.problem;return x`<${p} title=${O.create.title} subtitle=${O.create.text} narrow>
<${E}>
<${M} onSubmit=${a} error=${o} busy=${r.busy} fields=${{name:O.name,slug:O.slug}}>
<${un} fields=${e} errors=${N(o)} help=${O.create.nameHelp} />
<div class="row"><${l} type="submit" tone="primary" busy=${r.busy}>${O.create.submit}<//></div>
<//>
<//>
<//>`}const Wr=O.overview,Gr=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),Kr=[{name:`leads`,rate:({win_rate:e})=>e,say:Wr.won},{name:`calls`,rate:({answer_rate:e})=>e,say:Wr.answered},{name:`messages`,rate:({delivery_rate:e})=>e,say:Wr.delivered}];function qr(){return x`<section aria-labelledby="figures" class="stack stack-3">
<h2 id="figures">${Wr.figures}</h2>
<div class="figures">${Kr.map(e=>x`<${Jr} key=${e.name} kind=${e} />`)}</div>
</section>`}function Jr({kind:e}){let[t,n]=C(null),[r,i]=C(!1);v(()=>{let t=!0,r=Intl.DateTimeFormat().resolvedOptions().timeZone;return ue(`/api/analytics/${e.name}`,{query:{timezone:r,bucket:`day`}}).then(({data:e})=>t&&n(e),()=>t&&i(!0)),()=>t=!1},[]);let a=Wr[e.name];if(r)return x`<div class="figure"><h3>${a}</h3><p class="muted small">${Wr.failed}</p></div>`;if(!t)return x`<div class="figure"><h3>${a}</h3><${s} lines=${2} /></div>`;let{total:o}=t,c=e.rate(o),l=o.total===0?Wr.none:c==null?``:e.say(Gr.format(c));return x`<div class="figure">
<h3>${a}</h3>
<p class="figure-number">${ge(o.total)}</p>
<p class="muted small figure-note">${l}</p>
<${Yr} label=${Wr.perDay(a,ge(o.total))} values=${t.buckets.map(({total:e})=>e)} />
</div>`}function Yr({label:e,values:t}){let n=Math.max(1,...t);return x`<svg class="figure-bars" viewBox=${`0 0 ${t.length*4} 24`} preserveAspectRatio="none" role="img" aria-label=${e}>
${t.map((e,t)=>{let r=e===0?1:Math.max(2,24*e/n);return x`<rect key=${t} class=${e===0?`bar-none`:`bar`} x=${t*4} y=${24-r} width="3" height=${r} />`})}
</svg>`}const Xr=O.steps;function Zr(){let e=$r(),t=[...S.value?.impersonation?[]:Qr(),...e??[]];return x`<${E} title=${O.overview.next}>
${t.length>0&&x`<ul class="next-steps">
${t.map(({title:e,text:t,act:n,href:r,icon:i})=>x`<li key=${r+e}>
<${ne} name=${i} />
<div class="grow"><strong>${e}</strong><p class="muted small">${t}</p></div>
<${l} size="small" href=${r} aria-label=${`${n}: ${e}`}>${n}<//>
</li>`)}
</ul>`}
${!e&&x`<${s} lines=${2} />`}
${e&&t.length===0&&x`<p class="muted">${Xr.done}</p>`}
<//>`}function Qr(){let e=[];return er()||e.push({...Xr.verify,icon:`mail`,href:`/account/profile`}),(S.value?.factors??[]).length===0&&e.push({...Xr.factor,icon:`shield`,href:`/account/security`}),e}function $r(){let[e,t]=C(null);return v(()=>{let e=!0;return Promise.all([ti(),ni(),...ri()]).then(n=>e&&t(n.filter(Boolean)),()=>e&&t([])),()=>e=!1},[]),e}async function ei(e,t){try{return(await ue(e,{query:t,quiet:!0})).data.items}catch{return null}}async function ti(){if(!Xn())return null;let[e,t]=await Promise.all([ei(`/api/members`,{limit:2}),ei(`/api/invitations`,{limit:1})]);return e?.length!==1||t?.length!==0?null:{...Xr.invite,icon:`users`,href:ie(`settings`,`invitations`)}}async function ni(){return!d()||!c(`member`)?null:(await ei(`/api/leads`,{limit:1}))?.length===0?{...Xr.first,icon:`plus`,href:ie(`leads`,`new`)}:null}function ri(){let e=[];for(let t of _e()){if(t.parent||!t.operations.list)continue;let n=t.fields.find(({name:e,filter:t})=>t&&(e===`status`||e===`state`)),r=(n?.options??[]).map(e=>e?.value??e),i=[[`failed`,Xr.failed],[`in_doubt`,Xr.doubt]];for(let[a,o]of i)r.includes(a)&&e.push(ii(t,n.name,a,o(t.labels[1])))}return e}async function ii(e,t,n,r){return(await ei(e.path,{[t]:n,limit:1}))?.length?{...r,icon:`circle-alert`,href:`${ie(e.plural)}?${t}=${n}`}:null}var ai=/* @__PURE__ */ e({default:()=>si});const oi=O.overview;function si(){return x`<${p} title=${oi.title} subtitle=${ae.value?.name}>
<div class="stack stack-5">
<${qr} />
<div class="overview-columns">
<${Zr} />
${Zn(`admin`)&&x`<${ci} />`}
</div>
</div>
<//>`}function ci(){let e=Pe(`/api/audit-log`,{limit:8}),t=x`<a class="small" href=${ie(`settings`,`audit`)}>${oi.allActivity}</a>`;return x`<${E} title=${oi.activity} actions=${t}>
${e.problem&&x`<${j} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&x`<${s} lines=${5} />`}
${e.rows?.length===0&&x`<p class="muted">${oi.nothingYet}</p>`}
${e.rows?.length>0&&x`<ul class="activity">
${e.rows.map((e,t)=>{let n=Wn(e);return x`<li key=${`${e.changed_at}${e.row_id}${t}`}>
<span class="grow">${n?x`<a href=${n}>${Un(e)}</a>`:Un(e)}</span>
<span class="muted small nowrap"><${k} value=${e.changed_at} /></span>
</li>`})}
</ul>`}
<//>`}const li=O.values,ui=/^[a-z0-9._-]{1,100}$/;function di({row:e,onSaved:t,onCancel:n}){let[r,i]=C(e.key??``),[a,o]=C(e.value??null),[s,c]=C(!0),[u,d]=C(null),f=U();an(r!==(e.key??``)||JSON.stringify(a)!==JSON.stringify(e.value??null));let p=()=>{let n=on({key:ui.test(r)?null:li.keyWrong,value:s?null:li.valueWrong});d(n),n||f.run(async()=>{let n=`/api/settings/${encodeURIComponent(r)}`;if(!e.key&&await fi(n))throw on({key:li.exists});try{t((await pe(n,{value:a},e.version?{ifMatch:`"${e.version}"`}:{})).data)}catch(e){throw e.status===412&&(e.detail=O.changedMeanwhile),e}})},m=u??f.problem,h=N(m);return x`<${M} onSubmit=${p} error=${m} busy=${f.busy} fields=${{key:li.key,value:li.value}}>
${!e.key&&x`<${T} name="key" label=${li.key} help=${li.keyHelp} error=${h.key}>
${e=>x`<${g} ...${e} class="mono" maxlength="100" autocomplete="off" value=${r} onChange=${i} />`}
<//>`}
<${T} name="value" label=${e.key?`${li.value}: ${e.key}`:li.value} help=${li.valueHelp} error=${h.value}>
${e=>x`<${Le} ...${e} value=${a} onChange=${o} onValid=${c} />`}
<//>
<div class="row">
<${l} type="submit" tone="primary" busy=${f.busy}>${O.save}<//>
<${l} tone="quiet" onClick=${n}>${O.cancel}<//>
</div>
<//>`}async function fi(e){try{return await ue(e),!0}catch(e){if(e.status===404)return!1;throw e}}var pi=/* @__PURE__ */ e({default:()=>hi});const $=O.values,mi=e=>`/api/settings/${encodeURIComponent(e)}`;function hi(){let[e,t]=C(null),n=d()&&!e&&x`<${l} tone="primary" icon="plus" onClick=${()=>t({})}>${$.add}<//>`;return x`<${rr} tab="values" actions=${n}><${gi} editing=${e} onEdit=${t} /><//>`}function gi({editing:e,onEdit:t}){let r=Pe(`/api/settings`),i=w(),a=r.rows?.map(e=>({...e,id:e.key})),c=e=>r.setRows(t=>[...t.filter(({key:t})=>t!==e.key),e].sort((e,t)=>e.key<t.key?-1:1)),u=e=>{c(e),t(null),n($.saved(e.key),{tone:`good`})},f=e=>i.run(async()=>t((await ue(mi(e.key))).data)),p=e=>i.run(async()=>{await Te(mi(e.key),{ifMatch:`"${e.version}"`}).catch(e=>{throw e.status===412?(r.reload(),Object.assign(e,{detail:O.changedMeanwhile})):e}),r.setRows(t=>t.filter(({key:t})=>t!==e.key));let t=async()=>c((await pe(mi(e.key),{value:e.value})).data);n($.removed(e.key),{action:{label:O.undo,run:()=>i.run(t)}})}),h=[{key:`key`,label:$.key,width:`wide`,render:e=>x`<code class="mono">${e.key}</code>`},{key:`value`,label:$.value,width:`wide`,render:e=>x`<code class="mono small value-cell">${JSON.stringify(e.value)}</code>`},{key:`updated_at`,label:$.changed,render:e=>x`<${k} value=${e.updated_at} />`},...d()?[{key:`acts`,label:$.acts,align:`end`,render:e=>x`<div class="row row-end">
<${l} size="small" tone="quiet" onClick=${()=>f(e)} aria-label=${`${$.change}: ${e.key}`}>${$.change}<//>
<${l} size="small" tone="quiet" onClick=${()=>p(e)} aria-label=${`${$.remove}: ${e.key}`}>${$.remove}<//>
</div>`}]:[]];return x`<${o}>
<p class="muted">${$.intro}</p>
${e&&x`<${E} title=${e.key?$.edit:$.add}>
<${di} key=${e.key??``} row=${e} onSaved=${u} onCancel=${()=>t(null)} />
<//>`}
${i.problem&&x`<${b} tone="bad" onClose=${i.clear}>${i.problem.detail??i.problem.message}<//>`}
${r.problem&&x`<${j} problem=${r.problem} onRetry=${r.reload} />`}
${!a&&!r.problem&&x`<${s} lines=${3} />`}
${a?.length===0&&!e&&x`<${m} icon="settings" title=${$.empty}>${$.emptyText}<//>`}
${a?.length>0&&x`<${Ve} caption=${$.title} columns=${h} rows=${a} compact=${[`key`,`value`,`acts`]} />`}
<${Fe} cursor=${r.cursor} busy=${r.busy} onMore=${r.more} />
<//>`}const _i=O.welcome,vi=({busy:e,label:t=_i.next,skip:n})=>x`<div class="row">
<${l} type="submit" tone="primary" busy=${e}>${t}<//>${n}
</div>`;function yi({skip:e,onDone:t}){let[n,r]=C(S.value?.user.name??``),[i,a]=C(null),o=U(),s=()=>{let e=on({name:n.trim()?null:O.required});a(e),e||o.run(async()=>{n.trim()!==S.value?.user.name&&(await Oe(`/auth/me`,{name:n.trim()}),await be()),t()})},c=i??o.problem;return x`<${M} onSubmit=${s} error=${c} busy=${o.busy} fields=${{name:_i.you.label}}>
<${T} name="name" label=${_i.you.label} error=${N(c).name}>
${e=>x`<${g} ...${e} autocomplete="name" maxlength="200" value=${n} onChange=${r} />`}
<//>
<${vi} busy=${o.busy} skip=${e} />
<//>`}function bi({own:e,skip:t,onDone:n}){let r=ln(e),[i,a]=C(null),o=U(),s=()=>{let t=r.wrong();a(t),t||o.run(async()=>{try{r.dirty&&await Oe(`/api/tenant`,{name:r.name,slug:r.slug},wi(e)),await be(),n()}catch(e){throw e.code===`slug_taken`?ke(e,`slug`,O.slugTaken):e}})},c=i??o.problem;return x`<${M} onSubmit=${s} error=${c} busy=${o.busy} fields=${{name:O.name,slug:O.slug}}>
<${un} fields=${r} errors=${N(c)} />
<${vi} busy=${o.busy} skip=${t} />
<//>`}function xi({own:e,skip:t,onDone:n}){let[r,i]=C(``),[a,o]=C(`member`),[s,c]=C(null),l=U();if(!er())return x`<div class="stack stack-3"><${br} /><div class="row">${t}</div></div>`;let u=()=>{let t=on({email:r.trim()?null:O.required});c(t),t||l.run(async t=>{await y(`/api/invitations`,{email:r.trim(),role:a},{...wi(e),key:t}),n()})},d=s??l.problem,f=N(d),p=Object.keys(O.roles).map(e=>({value:e,label:O.roles[e]}));return x`<${M} onSubmit=${u} error=${d} busy=${l.busy} fields=${{email:O.invitations.email,role:O.role}}>
<${T} name="email" label=${O.invitations.email} error=${f.email}>
${e=>x`<${g} ...${e} type="email" autocomplete="off" maxlength="254" value=${r} onChange=${i} />`}
<//>
<${T} name="role" label=${O.role} help=${O.roleHelp[a]} error=${f.role}>
${e=>x`<${Ie} ...${e} options=${p} value=${a} onChange=${o} />`}
<//>
<${vi} busy=${l.busy} label=${O.invitations.send} skip=${t} />
<//>`}function Si({own:e,skip:t,onDone:n,onLeave:r}){let[i,a]=C(!1),o=U();return x`<div class="stack stack-3">
${o.problem&&x`<${b} tone="bad">${o.problem.detail??o.problem.message}<//>`}
${i&&x`<p role="status">${_i.data.added}</p>`}
<div class="row">
${i?x`<${l} tone="primary" onClick=${n}>${_i.goOn}<//>`:x`<${l} tone="primary" busy=${o.busy} onClick=${()=>o.run(async t=>{for(let[n,r]of _i.data.leads.entries())await y(`/api/leads`,r,{...wi(e),key:`${t}-${n}`});a(!0)})}>${_i.data.sample}<//>`}
<${l} onClick=${()=>r(`/t/${e.slug}/leads/import`)}>${_i.data.import}<//>
${!i&&t}
</div>
</div>`}function Ci({onDone:e,onLeave:t}){let n=(S.value?.factors??[]).length>0;return x`<div class="stack stack-3">
${n&&x`<p>${_i.factor.have}</p>`}
<div class="row">
${!n&&x`<${l} tone="primary" onClick=${()=>t(`/account/security`)}>${_i.factor.act}<//>`}
<${l} tone=${n?`primary`:`quiet`} onClick=${e}>${_i.finish}<//>
</div>
</div>`}const wi=e=>({tenant:e?.id});var Ti=/* @__PURE__ */ e({default:()=>Oi});const Ei=O.welcome,Di=[[`you`,yi],[`space`,bi],[`invite`,xi],[`data`,Si],[`factor`,Ci]];function Oi(){let[e,t]=C(0),[n,r]=Di[e],i=S.value?.memberships.find(({home:e})=>e)??S.value?.memberships[0],a=async e=>{await ki(),oe(e??(i?`/t/${i.slug}/`:`/`),{replace:!0})},o=()=>e+1<Di.length?t(e+1):a(),s=x`<${l} tone="quiet" onClick=${o}>${Ei.skip}<//>`;return x`<${p} title=${Ei.title} subtitle=${Ei.step(e+1,Di.length)} narrow
actions=${x`<${l} tone="quiet" onClick=${()=>a()}>${Ei.skipAll}<//>`}>
<div class="stack stack-4">
<progress class="welcome-progress" max=${Di.length} value=${e+1} aria-label=${Ei.step(e+1,Di.length)}></progress>
<${E} title=${Ei[n].title}>
<div class="stack stack-4">
<p class="muted">${Ei[n].text}</p>
<${r} key=${n} own=${i} skip=${s} onDone=${o} onLeave=${a} />
</div>
<//>
</div>
<//>`}async function ki(){try{let{data:e}=await ue(`/auth/preferences`,{quiet:!0});await pe(`/auth/preferences`,{...e,welcomed:!0},{quiet:!0})}catch{}}export{Ye as S,Vt as _,Fr as a,St as b,hr as c,Mn as d,En as f,Kt as g,Zt as h,Hr as i,dr as l,dn as m,pi as n,jr as o,xn as p,ai as r,xr as s,Ti as t,ir as u,Pt as v,at as x,Dt as y};