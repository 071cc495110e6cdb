import{t as e}from"./rolldown-runtime.js";import{$ as t,C as n,Ct as r,E as i,Et as a,F as o,G as s,H as c,J as l,K as u,L as d,M as f,P as p,Q as m,R as h,S as g,St as ee,T as te,U as ne,V as re,X as _,Y as ie,Z as ae,_ as oe,at as se,b as ce,bt as v,ct as y,dt as b,et as le,f as ue,ft as de,g as x,gt as S,ht as fe,it as pe,k as me,m as he,mt as ge,n as _e,nt as ve,ot as ye,p as be,pt as xe,q as Se,rt as C,st as Ce,t as we,tt as Te,ut as Ee,v as De,wt as w,x as T,xt as Oe,z as E}from"./main.js";import{_ as D,b as O,g as ke,r as Ae,s as k,v as je,y as Me}from"./rows.js";import{C as A,D as j,E as Ne,S as Pe,T as M,a as Fe,b as Ie,i as Le,o as Re,w as ze,x as Be,y as Ve}from"./lists.js";import{_ as N,f as He,h as Ue,v as P}from"./sign-in.js";const We=()=>!C.value?.impersonation;function Ge({tab:e,actions:t,children:n}){let r=Object.entries(O.tabs).map(([t,n])=>({label:n,href:`/account/${t}`,current:t===e}));return S`<${f} title=${O.tabs[e]} crumbs=${[{label:O.title,href:`/account/profile`}]} narrow=${e!==`history`&&e!==`sessions`} actions=${We()?t:null}>
<div class="account-tabs"><${je} items=${r} label=${O.title} /></div>
<div class="stack stack-5 account-body">
${!We()&&S`<${x} tone="info">${O.acting}<//>`}
${n}
</div>
<//>`}var Ke=/* @__PURE__ */ e({default:()=>Xe});const qe=O.history,Je=e=>qe.kinds[e]??e.replace(/^auth[nz]_/,``).replaceAll(`_`,` `),Ye=[{key:`kind`,label:qe.what,width:`wide`,render:e=>Je(e.kind)},{key:`succeeded`,label:qe.result,render:e=>S`<${j} tone=${e.succeeded?`good`:`bad`}>${e.succeeded?qe.done:qe.refused}<//>`},{key:`address`,label:qe.from,render:e=>e.address?S`<span class="mono small">${e.address}</span>`:S`<span class="muted">${qe.server}</span>`},{key:`at`,label:qe.when,render:e=>S`<${A} value=${e.at} />`}];function Xe(){let e=Me(`/auth/history`);return S`<${Ge} tab="history">
<p class="muted">${qe.intro}</p>
${e.problem&&S`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&S`<${o} lines=${6} />`}
${e.rows?.length===0&&S`<${p} icon="history" title=${qe.empty} />`}
${e.rows?.length>0&&S`<${ze} caption=${qe.title} columns=${Ye} rows=${e.rows} compact=${[`kind`,`succeeded`,`address`,`at`]} />`}
<${Ne} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function Ze({attempt:e}){if(e.until)return S`<${x} tone="warn"><${oe} until=${e.until} onEnd=${e.clear}>${e=>O.totp.wait(e)}<//><//>`;if(!e.problem)return null;let{detail:t,message:n}=e.problem;return S`<${x} tone="bad" onClose=${e.clear}>${t??n}<//>`}const F=O.profile,Qe=()=>pe.value?.development_mailbox&&S`<a href="/dev/mail" target="_blank" rel="noopener">${F.mailbox}</a>`;function $e(){let{user:e}=C.value,[t,n]=w(!1),[r,i]=w(null);return S`<${D} title=${F.email}>
<div class="row">
<strong class="account-address">${e.email??F.none}</strong>
${e.email&&S`<${j} tone=${e.email_verified?`good`:`warn`}>${e.email_verified?F.verified:F.unverified}<//>`}
</div>
${e.email&&!e.email_verified&&S`<${et} />`}
${e.phone&&S`<p class="small"><span class="muted">${F.phone}: </span>${e.phone}</p>`}
${r&&S`<${x} tone="info" onClose=${()=>i(null)}>${F.sent(r)} ${Qe()}<//>`}
${We()&&(t?S`<${tt} onSent=${e=>{n(!1),i(e)}} onCancel=${()=>n(!1)} />`:S`<div class="row"><${c} icon="mail" onClick=${()=>n(!0)}>${e.email?F.change:F.add}<//></div>`)}
<//>`}function et(){let e=T();return S`<${a}>
<p class="muted">${F.unverifiedText} ${Qe()}</p>
<${Ze} attempt=${e} />
${We()&&S`<div class="row">
<${c} size="small" busy=${e.busy} disabled=${e.until!==null} onClick=${()=>e.run(async()=>{await b(`/auth/email/resend`,void 0,{tenant:null}),n(F.resent,{tone:`good`})})}>${F.resend}<//>
</div>`}
<//>`}function tt({onSent:e,onCancel:t}){let[n,r]=w(``),[i,a]=w(null),o=T(),s=()=>{let t=n.trim()?null:{status:422,code:`invalid`,errors:[{field:`email`,code:`required`,message:O.required}]};a(t),t||o.run(async()=>{await b(`/auth/email/change`,{email:n.trim()},{tenant:null}),e(n.trim())})},l=i??(o.until?null:ce(o.problem));return S`<${N} onSubmit=${s} error=${l} busy=${o.busy} fields=${{email:F.newEmail}}>
${o.until&&S`<${Ze} attempt=${o} />`}
<${E} name="email" label=${F.newEmail} help=${F.newEmailHelp} error=${P(l).email}>
${e=>S`<${h} ...${e} type="email" autocomplete="email" maxlength="254" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${c} type="submit" tone="primary" busy=${o.busy} disabled=${o.until!==null}>${F.send}<//>
<${c} tone="quiet" onClick=${t}>${O.cancel}<//>
</div>
<//>`}var nt=/* @__PURE__ */ e({default:()=>it});const rt=O.profile;function it(){let{user:e}=C.value??{};return S`<${Ge} tab="profile">
${e?S`<${at} key=${e.id} /><${$e} />`:S`<${o} lines=${6} />`}
<//>`}function at(){let{user:e,memberships:t}=C.value,r=t.find(e=>e.home)?.slug??``,[i,a]=w(e.name),[o,s]=w(r),[l,u]=w(null),f=T(),p={};i.trim()!==e.name&&(p.name=i.trim()),o&&o!==r&&(p.home_tenant=o);let g=Object.keys(p).length>0;v(()=>g?m(()=>d({...rt.guard,tone:`danger`})):void 0,[g]);let ee=()=>{let e=i.trim()?null:{status:422,code:`invalid`,errors:[{field:`name`,code:`required`,message:O.required}]};u(e),!e&&g&&f.run(async()=>{await Ee(`/auth/me`,p,{tenant:null}),await ve(),n(O.saved,{tone:`good`})})};v(()=>We()?fe(`mod+s`,ee):void 0);let te=l??f.problem,ne=P(te),re=!We();return S`<${D} title=${rt.about}>
<${N} onSubmit=${ee} error=${te} busy=${f.busy} fields=${{name:rt.name,home_tenant:rt.home}}>
<${E} name="name" label=${rt.name} error=${ne.name}>
${e=>S`<${h} ...${e} autocomplete="name" maxlength="200" value=${i} onChange=${a}
disabled=${re} />`}
<//>
${t.length>0&&S`<${E} name="home_tenant" label=${rt.home} help=${rt.homeHelp} error=${ne.home_tenant}>
${e=>S`<${Pe} ...${e} value=${o} onChange=${s} disabled=${re}
options=${t.map(e=>({value:e.slug,label:e.name}))} />`}
<//>`}
${!re&&S`<div class="row">
<${c} type="submit" tone="primary" busy=${f.busy} disabled=${!g}>${O.save}<//>
</div>`}
<//>
<//>`}const I=O.passkeys,ot=()=>/^[\d.]+$|^\[/.test(location.hostname);function st({onChanged:e}){let[t,r]=w(null),[i,a]=w(!1),s=T(),l=()=>s.run(async()=>r((await y(`/auth/passkeys`,{tenant:null})).data.items));v(()=>void l(),[]);let u=async t=>{a(!1),r(e=>[...e??[],{...t,last_used_at:null}]),n(I.added(t.name),{tone:`good`}),await e(t.recovery_codes)},f=async t=>{await d({title:I.removeTitle(t.name),body:I.removeBody,confirm:O.remove,tone:`danger`})&&await s.run(async()=>{await Ce(`/auth/passkeys/${t.id}`,{tenant:null}),r(e=>e.filter(({id:e})=>e!==t.id)),n(I.removed(t.name),{tone:`good`}),await e()})},p=[{key:`name`,label:I.name,width:`wide`,render:e=>e.name},{key:`created_at`,label:I.made,render:e=>S`<${A} value=${e.created_at} />`},{key:`last_used_at`,label:I.used,render:e=>e.last_used_at?S`<${A} value=${e.last_used_at} />`:I.never},{key:`actions`,label:I.actions,hidden:!0,align:`end`,render:e=>S`<${c} size="small" tone="quiet"
aria-label=${`${O.remove}: ${e.name}`} onClick=${()=>f(e)}>${O.remove}<//>`}],m=pe.value?.passkeys!==!1&&!ot()&&`PublicKeyCredential`in window,h=`${location.protocol}//localhost${location.port?`:${location.port}`:``}/account/security`;return S`<${D} title=${I.title}>
<p class="muted">${I.intro}</p>
<${Ze} attempt=${s} />
${!t&&!s.problem&&S`<${o} lines=${2} />`}
${!t&&s.problem&&S`<div class="row"><${c} size="small" onClick=${l}>${O.retry}<//></div>`}
${t?.length===0&&!i&&S`<p class="small muted">${I.empty}</p>`}
${t?.length>0&&S`<${ze} caption=${I.title} columns=${p} rows=${t} compact=${[`name`,`last_used_at`,`actions`]} />`}
${ot()&&S`<${x} tone="info">${I.address} <a href=${h}>${I.open}</a><//>`}
${m&&(i?S`<${ct} onAdded=${u} onCancel=${()=>a(!1)} />`:S`<div class="row"><${c} icon="fingerprint" onClick=${()=>a(!0)}>${I.add}<//></div>`)}
<//>`}function ct({onAdded:e,onCancel:t}){let[n,r]=w(``),i=T(),a=()=>i.run(async()=>e(await Ue(n))),o=i.problem&&(i.problem.status===void 0?{detail:i.problem.message||I.failed}:i.problem);return S`<${N} onSubmit=${a} error=${o} busy=${i.busy}>
<${E} name="name" label=${I.name} help=${I.nameHelp} optional>
${e=>S`<${h} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${c} type="submit" tone="primary" busy=${i.busy}>${I.create}<//>
<${c} tone="quiet" onClick=${t}>${O.cancel}<//>
</div>
<//>`}const L=O.password,lt={current_password:L.current,new_password:L.new};function ut(){let[e,t]=w(``),[r,i]=w(``),[a,o]=w(!1),[s,l]=w(null),u=T(),d=()=>{let s=[];e||s.push({field:`current_password`,code:`required`,message:O.required}),[...r].length<8&&s.push({field:`new_password`,code:`short`,message:r?L.short:O.required}),l(s.length?{status:422,code:`invalid`,errors:s}:null),s.length||u.run(async()=>{try{await b(`/auth/password/change`,{current_password:e,new_password:r,revoke_api_keys:a},{tenant:null})}catch(e){throw e.errors?.some(({code:e})=>e===`password_wrong`)?De(e,`current_password`,L.wrong):ce(e)}t(``),i(``),o(!1),n(L.changed,{tone:`good`})})},f=s??(u.until?null:u.problem),p=P(f);return S`<${D} title=${L.title}>
${u.until&&S`<${Ze} attempt=${u} />`}
<${N} onSubmit=${d} error=${f} busy=${u.busy} fields=${lt}>
<input class="visually-hidden" type="text" autocomplete="username" value=${C.value.user.email??``} readonly tabindex="-1" aria-hidden="true" />
<${E} name="current_password" label=${L.current} error=${p.current_password}>
${n=>S`<${we} ...${n} autocomplete="current-password" value=${e} onChange=${t} />`}
<//>
<${E} name="new_password" label=${L.new} help=${L.newHelp} error=${p.new_password}>
${e=>S`<${we} ...${e} autocomplete="new-password" maxlength="128" value=${r} onChange=${i} />`}
<//>
<div>
<${ke} label=${L.keys} value=${a} onChange=${o} />
<p class="small muted">${L.keysHelp} ${L.others}</p>
</div>
<div class="row">
<${c} type="submit" tone="primary" busy=${u.busy} disabled=${u.until!==null}>${L.submit}<//>
</div>
<//>
${C.value.user.email&&S`<${dt} email=${C.value.user.email} />`}
<//>`}function dt({email:e}){let t=T();return S`<div class="stack stack-2">
<div class="row small"><span class="muted">${L.forgot}</span>
<${c} size="small" tone="quiet" busy=${t.busy} disabled=${t.until!==null} onClick=${()=>t.run(async()=>{await b(`/auth/password/forgot`,{email:e},{tenant:null}),n(L.linkSent(e),{tone:`good`})})}>${L.sendLink}<//>
</div>
<${Ze} attempt=${t} />
</div>`}const ft=O.recovery;function pt({onCodes:e}){let t=T(),n=C.value.factors.length>0;return S`<${D} title=${ft.title}>
<p class="muted">${n?ft.intro:ft.needFactor}</p>
<${Ze} attempt=${t} />
${n&&S`<div class="row"><${c} icon="refresh-cw" busy=${t.busy} onClick=${async()=>{await d({title:ft.renewTitle,body:ft.renewBody,confirm:ft.renew})&&await t.run(async()=>e((await b(`/auth/mfa/recovery-codes`,void 0,{tenant:null})).data.recovery_codes))}}>${ft.renew}<//></div>`}
<//>`}function mt({codes:e,onClose:t}){if(!e)return null;let n=e.join(`
`);return S`<${re} open title=${ft.dialog}
actions=${S`<${c} tone="primary" onClick=${t}>${ft.kept}<//>`}>
<div class="stack stack-4">
<p>${ft.once}</p>
<ol class="recovery-codes mono">${e.map(e=>S`<li key=${e}>${e}</li>`)}</ol>
<div class="row">
<${_e} value=${n} label=${ft.copy} />
<${c} size="small" icon="download" onClick=${()=>Be(ft.file,new Blob([`${n}\n`],{type:`text/plain`}))}>${ft.download}<//>
</div>
</div>
<//>`}const R=O.totp,ht=(e,t)=>e.code===`proof_refused`?De(e,t,R.codeWrong):e;function gt({onChanged:e}){let t=C.value.factors.includes(`totp`),[r,i]=w(null),[a,o]=w(!1),s=T(),l=()=>s.run(async()=>i((await b(`/auth/mfa/totp/enroll`,void 0,{tenant:null})).data)),u=async(t,r)=>{await e(r),i(null),o(!1),n(t,{tone:`good`})},d=S`<${j} tone=${t?`good`:`muted`}>${t?R.on:R.off}<//>`,f=!r&&!a;return S`<${D} title=${R.title} actions=${d}>
<p class="muted">${R.intro}</p>
<${Ze} attempt=${s} />
${r&&S`<${vt} enrolled=${r} onDone=${e=>u(R.enabled,e)} onCancel=${()=>i(null)} />`}
${a&&S`<${yt} onDone=${()=>u(R.disabled)} onCancel=${()=>o(!1)} />`}
${f&&S`<div class="row">${t?S`<${c} onClick=${()=>o(!0)}>${R.disable}<//>`:S`<${c} tone="primary" icon="smartphone" busy=${s.busy} onClick=${l}>${R.setUp}<//>`}</div>`}
<//>`}function _t(e){let[t,n]=w(null);return v(()=>{let t=URL.createObjectURL(new Blob([e],{type:`image/svg+xml`}));return n(t),()=>URL.revokeObjectURL(t)},[e]),t}function vt({enrolled:e,onDone:t,onCancel:n}){let[r,i]=w(``),a=T(),o=_t(e.qr_svg),s=e=>a.run(async()=>{try{let{data:n}=await b(`/auth/mfa/totp/confirm`,{code:e},{tenant:null});t(n.recovery_codes)}catch(e){throw i(``),ht(e,`code`)}}),l=a.until?null:a.problem;return S`<div class="stack stack-4">
<p>${R.scan}</p>
<div class="totp">
<div class="totp-qr">${o&&S`<img src=${o} alt=${R.qr} width="200" height="200" />`}</div>
<div class="stack stack-2">
<p class="small muted">${R.type}</p>
<div class="secret-box"><code class="mono" aria-label=${R.secret}>${e.secret.replace(/(.{4})(?=.)/g,`$1 `)}</code>
<${_e} value=${e.secret} label=${R.copySecret} /></div>
<p class="small"><a href=${e.otpauth_url}>${R.open}</a></p>
</div>
</div>
${a.until&&S`<${Ze} attempt=${a} />`}
<${N} onSubmit=${()=>s(r)} error=${l} busy=${a.busy} fields=${{code:R.code}}>
<${E} name="code" label=${R.code} error=${P(l).code}>
${e=>S`<${He} ...${e} value=${r} onChange=${i} onComplete=${s} />`}
<//>
<div class="row">
<${c} type="submit" tone="primary" busy=${a.busy} disabled=${r.length<6||a.until!==null}>${R.confirm}<//>
<${c} tone="quiet" onClick=${n}>${O.cancel}<//>
</div>
<//>
</div>`}function yt({onDone:e,onCancel:t}){let[n,r]=w(``),i=T(),a=n.trim(),o=/^[\d -]{6,9}$/.test(a)?{code:a}:{recovery_code:a},s=()=>i.run(async()=>{try{await b(`/auth/mfa/totp/disable`,o,{tenant:null}),e()}catch(e){let t=e.errors?.map(e=>({...e,field:`proof`}));throw t?.length?Object.assign(e,{errors:t}):ht(e,`proof`)}}),l=i.until?null:i.problem;return S`<${N} onSubmit=${s} error=${l} busy=${i.busy} fields=${{proof:R.proof}}>
${i.until&&S`<${Ze} attempt=${i} />`}
<${E} name="proof" label=${R.proof} help=${R.disableText} error=${P(l).proof}>
${e=>S`<${h} ...${e} autocomplete="one-time-code" maxlength="40" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${c} type="submit" tone="danger" busy=${i.busy} disabled=${!a||i.until!==null}>${R.disable}<//>
<${c} tone="quiet" onClick=${t}>${O.cancel}<//>
</div>
<//>`}var bt=/* @__PURE__ */ e({default:()=>xt});function xt(){let[e,t]=w(null),n=e=>(e?.length&&t(e),ve());return S`<${Ge} tab="security">
${!C.value&&S`<${o} lines=${8} />`}
${C.value&&We()&&S`
<${ut} />
<${gt} onChanged=${n} />
<${st} onChanged=${n} />
<${pt} onCodes=${n} />`}
<${mt} codes=${e} onClose=${()=>t(null)} />
<//>`}const St=[[`Edge`,/Edg(?:A|iOS)?\//],[`Opera`,/OPR\//],[`Firefox`,/(?:Firefox|FxiOS)\//],[`Chrome`,/(?:Chrome|Chromium|CriOS)\//],[`Safari`,/Safari\//],[`curl`,/^curl\//]],Ct=[[`Android`,/Android/],[`iPhone`,/iPhone/],[`iPad`,/iPad/],[`Windows`,/Windows/],[`macOS`,/Mac OS X|Macintosh/],[`ChromeOS`,/CrOS/],[`Linux`,/Linux/]];function wt(e){if(!e)return null;let t=t=>t.find(([,t])=>t.test(e))?.[0],[n,r]=[t(St),t(Ct)];return n&&r?`${n} on ${r}`:n??r??e.split(/[ /]/)[0].slice(0,40)}var Tt=/* @__PURE__ */ e({default:()=>Et});const z=O.sessions;function Et(){let[e,t]=w(null),[r,i]=w(null),a=T(),s=async()=>{try{t((await y(`/auth/sessions`,{tenant:null})).data.items),i(null)}catch(e){i(e)}};v(()=>void s(),[]);let l=e=>a.run(async()=>{await Ce(`/auth/sessions/${e.id}`,{tenant:null}),t(t=>t.filter(({id:t})=>t!==e.id)),n(z.ended,{tone:`good`})}),u=async()=>{await d({title:z.allTitle,body:z.allBody,confirm:z.all,tone:`danger`})&&await a.run(async()=>{await b(`/auth/logout-all`,void 0,{tenant:null}),await se()})},f=[{key:`device`,label:z.device,width:`wide`,render:e=>S`<span class="row">
<span title=${e.user_agent??void 0}>${e.device_name||wt(e.user_agent)||z.unknown}</span>
${e.current&&S`<${j} tone="good">${z.current}<//>`}
</span>`},{key:`address`,label:z.from,render:e=>S`<span class="mono small">${e.address??``}</span>`},{key:`created_at`,label:z.signedIn,render:e=>S`<${A} value=${e.created_at} />`},{key:`last_seen_at`,label:z.seen,render:e=>S`<${A} value=${e.last_seen_at} />`},{key:`expires_at`,label:z.ends,render:e=>S`<${A} value=${e.expires_at} />`},...We()?[{key:`actions`,label:z.actions,hidden:!0,align:`end`,render:e=>!e.current&&S`<${c} size="small" tone="quiet"
aria-label=${`${z.end}: ${e.device_name||wt(e.user_agent)||z.unknown}`} onClick=${()=>l(e)}>${z.end}<//>`}]:[]],p=S`<${c} icon="log-out" busy=${a.busy} onClick=${u}>${z.all}<//>`;return S`<${Ge} tab="sessions" actions=${p}>
<p class="muted">${z.intro}</p>
<${Ze} attempt=${a} />
${r&&!e&&S`<${M} problem=${r} onRetry=${s} />`}
${!r&&!e&&S`<${o} lines=${4} />`}
${e&&S`<${ze} caption=${z.title} columns=${f} rows=${e} compact=${[`device`,`address`,`last_seen_at`,`actions`]} />`}
<//>`}function Dt({tab:e,title:t,actions:n,children:r}){let i=Object.entries(g.tabs).map(([t,n])=>({label:n,href:`/platform/${t}`,current:t===e})),a=Te(),o=(C.value?.factors??[]).length>0,s=t?[{label:g.tabs[e],href:`/platform/${e}`}]:[{label:g.title,href:`/platform/tenants`}];return S`<${f} title=${t??g.tabs[e]} crumbs=${a?s:[]} actions=${a&&o?n:null}>
${!a&&S`<${p} icon="lock" title=${g.closed.title}>${g.closed.text}<//>`}
${a&&!o&&S`<${p} icon="shield" title=${g.factor.title}
action=${S`<${c} tone="primary" href="/account/security">${g.factor.act}<//>`}>${g.factor.text}<//>`}
${a&&o&&S`<div class="settings-tabs"><${je} items=${i} label=${g.title} /></div>
<div class="stack stack-5 settings-body">${r}</div>`}
<//>`}function Ot({pages:e,empty:t,caption:n,columns:r,compact:i,rowHref:s}){return S`<${a}>
${e.problem&&S`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&S`<${o} lines=${6} />`}
${e.rows?.length===0&&S`<${p} icon=${t.icon} title=${t.title}>${t.text}<//>`}
${e.rows?.length>0&&S`<${ze} caption=${n} columns=${r} rows=${e.rows} compact=${i} rowHref=${s} />`}
<${Ne} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function kt({name:e,label:n,help:r,type:i=`search`,maxlength:a=200,valid:o=()=>!0}){let s=t.value.query.get(e)??``,[c,l]=w(s);return v(()=>l(s),[s]),v(()=>{if(c.trim()===s||c&&!o(c.trim()))return;let t=setTimeout(()=>le({[e]:c.trim()||null},{replace:!0}),300);return()=>clearTimeout(t)},[c]),S`<${E} name=${e} label=${n} help=${r} required=${!1}>
${e=>S`<${h} ...${e} type=${i} maxlength=${a} autocomplete="off" value=${c} onChange=${l} />`}
<//>`}function At(...e){let{query:n}=t.value;return Object.fromEntries(e.map(e=>[e,n.get(e)]).filter(([,e])=>e))}const jt=g.search;var Mt=/* @__PURE__ */ e({default:()=>Lt});const Nt=g.denied,Pt=e=>e?S`<code class="mono small id-cell" title=${e}>${e}</code>`:``,Ft=e=>e?S`<a class="mono small id-cell" href=${`/platform/tenants/${e}`} title=${e}>${e}</a>`:``,It=[{key:`route`,label:Nt.route,width:`wide`,render:e=>S`<code class="mono small">${e.route}</code>
${e.alert&&S` <${j} tone="bad">${Nt.alert}<//>`}`},{key:`actor_id`,label:Nt.actor,render:e=>Pt(e.actor_id)},{key:`actor_tenant_id`,label:Nt.from,render:e=>Ft(e.actor_tenant_id)},{key:`owner_tenant_id`,label:Nt.owner,render:e=>Ft(e.owner_tenant_id)},{key:`row_id`,label:Nt.row,render:e=>S`${e.table_name.replaceAll(`_`,` `)} ${Pt(e.row_id)}`},{key:`address`,label:Nt.address,render:e=>e.address??``},{key:`request_id`,label:Nt.request,render:e=>Pt(e.request_id)},{key:`at`,label:Nt.at,render:e=>S`<${A} value=${e.at} />`}];function Lt(){return S`<${Dt} tab="denied"><${Rt} /><//>`}function Rt(){let e=Me(`/admin/denied-accesses`),t={icon:`ban`,title:Nt.empty,text:Nt.emptyText};return S`<${a}>
<p class="muted">${Nt.text}</p>
<${Ot} pages=${e} empty=${t} caption=${g.tabs.denied} columns=${It} compact=${[`route`,`actor_id`,`owner_tenant_id`,`at`]} />
<//>`}var zt=/* @__PURE__ */ e({default:()=>Ht});const B=g.health;function Bt({row:e}){return e.error?S`<${j} tone="bad">${B.failed}<//> <span class="small">${e.error}</span>`:e.late?S`<${j} tone="warn">${B.late}<//>`:e.finished_at?S`<${j} tone="good">${B.good}<//>`:S`<${j} tone="info">${B.running}<//>`}const Vt=[{key:`task`,label:B.task,width:`wide`,render:e=>S`<code class="mono small">${e.task}</code>`},{key:`state`,label:B.state,render:e=>S`<${Bt} row=${e} />`},{key:`interval_ms`,label:B.every,render:e=>i(e.interval_ms/1e3)},{key:`started_at`,label:B.last,render:e=>S`<${A} value=${e.started_at} />`},{key:`duration_ms`,label:B.took,align:`end`,render:e=>e.duration_ms===null||e.duration_ms===void 0?``:B.ms(me(e.duration_ms))},{key:`rows`,label:B.rows,align:`end`,render:e=>e.rows===null||e.rows===void 0?``:me(e.rows)},{key:`node`,label:B.node,render:e=>S`<span class="small muted">${e.node}</span>`}];function Ht(){return S`<${Dt} tab="health"><${Ut} /><//>`}function Ut(){let[e,t]=w(null),n=T(),r=()=>n.run(async()=>t((await y(`/admin/health`)).data));if(v(()=>void r(),[]),!e)return n.problem?S`<${M} problem=${n.problem} onRetry=${r} />`:S`<${o} lines=${6} />`;let i=Object.entries(e.jobs);return S`<${a}>
${n.problem&&S`<${M} problem=${n.problem} onRetry=${r} />`}
<section class="stack stack-3" aria-labelledby="jobs-by-state">
<div class="row"><h2 id="jobs-by-state" class="grow">${B.jobs}</h2><${c} size="small" icon="rotate-ccw" busy=${n.busy} onClick=${r}>${B.refresh}<//></div>
<div class="figures">${i.map(([e,t])=>S`<a key=${e} class="figure" href=${`/platform/jobs?state=${e}`}>
<span>${g.jobs.states[e]??e}</span><span class="figure-number">${me(t)}</span>
</a>`)}</div>
<p class="muted">${B.oldest}: ${e.oldest_due_at?S`<${A} value=${e.oldest_due_at} />`:B.none}</p>
</section>
<section class="stack stack-3" aria-labelledby="periodic-tasks">
<h2 id="periodic-tasks">${B.tasks}</h2>
<${ze} caption=${B.tasks} columns=${Vt} rows=${e.periodic_tasks} rowKey=${e=>e.task} compact=${[`task`,`state`,`started_at`]} />
</section>
<//>`}var Wt=/* @__PURE__ */ e({default:()=>Jt});const Gt=g.impersonations,Kt=({name:e,email:t,id:n})=>e||t||n,qt=[{key:`user`,label:Gt.user,width:`wide`,render:e=>Kt(e.user)},{key:`tenant`,label:Gt.tenant,render:e=>e.tenant.name},{key:`admin`,label:Gt.admin,render:e=>Kt(e.admin)},{key:`reason`,label:Gt.reason,width:`wide`,render:e=>e.reason},{key:`mode`,label:Gt.mode,render:e=>e.read_only?Gt.reading:Gt.writing},{key:`state`,label:Gt.state,render:e=>S`<${j} tone=${e.live?`warn`:`muted`}>${e.live?Gt.live:Gt.over}<//>`},{key:`created_at`,label:Gt.started,render:e=>S`<${A} value=${e.created_at} />`}];function Jt(){return S`<${Dt} tab="impersonations"><${Yt} /><//>`}function Yt(){let e=Me(`/admin/impersonations`),t={icon:`eye`,title:Gt.empty,text:Gt.emptyText};return S`<${Ot} pages=${e} empty=${t} caption=${g.tabs.impersonations} columns=${qt}
compact=${[`user`,`tenant`,`admin`,`reason`,`state`]} />`}var Xt=/* @__PURE__ */ e({default:()=>tn});const V=g.jobs,Zt={waiting:`muted`,running:`info`,done:`good`,failed:`bad`,in_doubt:`warn`,cancelled:`muted`},Qt=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,$t=e=>e?S`<${A} value=${e} />`:``,en=[{key:`kind`,label:V.kind,width:`wide`,render:e=>S`<code class="mono small">${e.kind}</code>`},{key:`state`,label:V.state,render:e=>S`<${j} tone=${Zt[e.state]}>${V.states[e.state]??e.state}<//>`},{key:`attempts`,label:V.tries,render:e=>V.of(e.attempts,e.max_tries)},{key:`tenant_id`,label:V.tenant,render:e=>e.tenant_id&&S`<a class="mono small id-cell" href=${`/platform/tenants/${e.tenant_id}`} title=${e.tenant_id}>${e.tenant_id}</a>`},{key:`last_error`,label:V.error,width:`wide`,render:e=>e.last_error??``},{key:`due_at`,label:V.due,render:e=>$t(e.due_at)},{key:`finished_at`,label:V.finished,render:e=>$t(e.finished_at)}];function tn(){return S`<${Dt} tab="jobs"><${nn} /><//>`}function nn(){let e=At(`state`,`kind`,`tenant`),n=Me(`/admin/jobs`,e),r=Object.entries(V.states).map(([e,t])=>({value:e,label:t})),i={icon:`clock`,title:V.empty,text:V.emptyText};return S`<${a}>
<div class="audit-filters" role="search">
<${E} name="state" label=${V.state} required=${!1}>
${e=>S`<${Pe} ...${e} empty=${g.all} options=${r} value=${t.value.query.get(`state`)??``}
onChange=${e=>le({state:e||null})} />`}
<//>
<${kt} name="kind" label=${V.kind} help=${V.kindHelp} maxlength=${63} valid=${e=>/^[a-z0-9_]*$/.test(e)} />
<${kt} name="tenant" label=${V.tenant} maxlength=${36} valid=${e=>Qt.test(e)} />
${Object.keys(e).length>0&&S`<${c} tone="quiet" icon="x" onClick=${()=>le({state:null,kind:null,tenant:null})}>${g.clear}<//>`}
</div>
<${Ot} pages=${n} empty=${i} caption=${g.tabs.jobs} columns=${en} compact=${[`kind`,`state`,`last_error`,`due_at`]} />
<//>`}function H(){let e=T(),t=ee(null),n=r(n=>e.run(async()=>{t.current??=ge();try{let e=await n(t.current);return t.current=null,e}catch(e){throw e.status>=400&&e.status<500&&(t.current=null),e}}),[e.run]);return{...e,run:n}}function rn(e){let t=ee({dirty:e,released:!1});return t.current.dirty=e,v(()=>{if(!e)return;let{current:n}=t;return m(()=>!n.dirty||n.released||d({...k.discard,tone:`danger`}),()=>n.dirty&&!n.released)},[e]),()=>t.current.released=!0}function an(e){let t=Object.keys(e).filter(t=>e[t]).map(t=>({field:t,code:`wrong`,message:e[t]}));return t.length?Object.assign(Error(t[0].message),{status:422,code:`invalid`,detail:t[0].message,errors:t}):null}const on=/^(?=.{2,63}$)[a-z0-9]+(-[a-z0-9]+)*$/;function sn(e){return e.normalize(`NFKD`).replace(/\p{M}/gu,``).toLowerCase().replace(/[^a-z0-9]+/g,`-`).replace(/^-|-$/g,``).slice(0,63).replace(/-$/,``)}function cn(e={}){let[t,n]=w(e.name??``),[r,i]=w(e.slug??null),a=r??sn(t);return{name:t.trim(),slug:a,wrong:()=>an({name:t.trim()?null:k.required,slug:on.test(a)?null:k.slugWrong}),dirty:t!==(e.name??``)||r!==(e.slug??null),text:t,setName:n,setSlug:e=>i(e.toLowerCase())}}function ln({fields:e,errors:t,help:n}){return S`<${a}>
<${E} name="name" label=${k.name} help=${n} error=${t.name}>
${t=>S`<${h} ...${t} maxlength="200" autocomplete="organization" value=${e.text} onChange=${e.setName} />`}
<//>
<${E} name="slug" label=${k.slug} help=${k.slugHelp} error=${t.slug}>
${t=>S`<${h} ...${t} maxlength="63" autocomplete="off" autocapitalize="none" value=${e.slug} onChange=${e.setSlug} />`}
<//>
<//>`}var un=/* @__PURE__ */ e({default:()=>pn});const dn=g.onboard,fn=/^[a-z0-9._-]{0,50}$/;function pn(){return S`<${Dt} tab="tenants" title=${dn.title}><${mn} /><//>`}function mn(){let e=cn(),[t,r]=w(``),[i,a]=w(``),[o,s]=w(null),l=H(),u=rn(e.dirty||t!==``||i!==``),d={name:k.name,slug:k.slug,owner_email:dn.owner,plan:dn.plan},f=()=>{let r=an({owner_email:t.trim()?null:g.required,plan:fn.test(i.trim())?null:dn.planWrong}),a=e.wrong(),o=a&&r?{...a,errors:[...a.errors,...r.errors]}:a??r;s(o),o||l.run(async r=>{let a={name:e.name,slug:e.slug,owner_email:t.trim(),plan:i.trim()||void 0};try{let{data:e}=await b(`/admin/tenants`,a,{key:r});n(dn.done(a.owner_email),{tone:`good`}),u(),ae(`/platform/tenants/${e.id}`,{replace:!0})}catch(e){throw e.code===`slug_taken`?De(e,`slug`,k.slugTaken):e}})},p=o??l.problem,m=P(p);return S`<${D}>
<${N} onSubmit=${f} error=${p} busy=${l.busy} fields=${d}>
<p class="muted">${dn.text}</p>
<${ln} fields=${e} errors=${m} />
<${E} name="owner_email" label=${dn.owner} error=${m.owner_email}>
${e=>S`<${h} ...${e} type="email" autocomplete="off" maxlength="254" value=${t} onChange=${r} />`}
<//>
<${E} name="plan" label=${dn.plan} help=${dn.planHelp} error=${m.plan} optional>
${e=>S`<${h} ...${e} autocomplete="off" maxlength="50" value=${i} onChange=${a} />`}
<//>
<div class="row">
<${c} type="submit" tone="primary" busy=${l.busy}>${dn.submit}<//>
<${c} tone="quiet" href="/platform/tenants">${g.cancel}<//>
</div>
<//>
<//>`}const hn=g.tenant,gn=Object.keys(hn.quotas);function _n({row:e,path:t,onSaved:r,onReload:i}){let a=Object.fromEntries([`plan`,...gn].map(t=>[t,e[t]===null||e[t]===void 0?``:String(e[t])])),[o,s]=w(a),[l,u]=w(null),d=H(),f=Object.keys(o).filter(e=>o[e].trim()!==a[e]);rn(f.length>0);let p=()=>{let a=an(Object.fromEntries(gn.map(e=>[e,/^\d*$/.test(o[e].trim())?null:hn.whole])));if(u(a),a||!f.length)return;let s=e=>o[e].trim()===``?null:e===`plan`?o[e].trim():Number(o[e]);d.run(async()=>{try{let i=Object.fromEntries(f.map(e=>[e,s(e)])),{data:a}=await Ee(t,i,{ifMatch:`"${e.version}"`});n(g.saved,{tone:`good`}),r(a)}catch(e){if(e.status!==412)throw e;n(g.changedMeanwhile,{tone:`warn`}),i()}})},m=l??d.problem,ee=P(m),te=e=>t=>s(n=>({...n,[e]:t}));return S`<${D} title=${hn.limits}>
<${N} onSubmit=${p} error=${m} busy=${d.busy} fields=${{plan:g.tenants.plan,...hn.quotas}}>
<p class="muted small">${hn.limitsHelp}</p>
<div class="limit-fields">
<${E} name="plan" label=${g.tenants.plan} error=${ee.plan} required=${!1}>
${e=>S`<${h} ...${e} maxlength="50" autocomplete="off" value=${o.plan} onChange=${te(`plan`)} />`}
<//>
${gn.map(t=>S`<${E} key=${t} name=${t} label=${hn.quotas[t]} error=${ee[t]} required=${!1}
help=${t===`member_quota`?hn.used(me(e.members)):void 0}>
${e=>S`<${h} ...${e} inputmode="numeric" maxlength="18" autocomplete="off" value=${o[t]} onChange=${te(t)} />`}
<//>`)}
</div>
<div class="row"><${c} type="submit" tone="primary" busy=${d.busy} disabled=${!f.length}>${g.save}<//></div>
<//>
<//>`}const vn=g.tenant;function yn({row:e,path:t,onSaved:r}){let[i,a]=w(``),[o,s]=w(null),l=H(),u=()=>l.run(async i=>{r((await b(`${t}/resume`,void 0,{key:i})).data),n(vn.resumed(e.name),{tone:`good`})}),d=()=>{let o=an({reason:i.trim()?null:g.required});s(o),o||l.run(async o=>{r((await b(`${t}/suspend`,{reason:i.trim()},{key:o})).data),a(``),n(vn.isSuspended(e.name),{tone:`good`})})},f=o??l.problem;return e.suspended_at?S`<${D} title=${vn.suspension}>
<div class="stack stack-3">
${f&&S`<${x} tone="bad">${f.detail??f.message}<//>`}
<p>${vn.suspendedFor(e.suspended_for??``)}</p>
<div class="row"><${c} tone="primary" busy=${l.busy} onClick=${u}>${vn.resume}<//></div>
</div>
<//>`:S`<${D} title=${vn.suspension}>
<${N} onSubmit=${d} error=${f} busy=${l.busy} fields=${{reason:vn.reason}}>
<p class="muted">${vn.suspendText}</p>
<${E} name="reason" label=${vn.reason} help=${vn.reasonHelp} error=${P(f).reason}>
${e=>S`<${h} ...${e} maxlength="500" autocomplete="off" value=${i} onChange=${a} />`}
<//>
<div class="row"><${c} type="submit" busy=${l.busy}>${vn.suspend}<//></div>
<//>
<//>`}var bn=/* @__PURE__ */ e({TenantState:()=>xn,default:()=>Cn});const U=g.tenants;function xn({row:e}){return e.deleted_at?S`<${j} tone="bad">${U.closed}<//>`:e.suspended_at?S`<${j} tone="warn">${U.suspended}<//>`:e.members===0?S`<${j} tone="info">${U.waiting}<//>`:S`<${j} tone="good">${U.open}<//>`}const Sn=[{key:`name`,label:U.name,width:`wide`,render:e=>e.name},{key:`slug`,label:U.slug,render:e=>S`<span class="mono small">${e.slug}</span>`},{key:`state`,label:U.state,render:e=>S`<${xn} row=${e} />`},{key:`plan`,label:U.plan,render:e=>e.plan??(e.kind===`personal`?S`<span class="muted">${U.personal}</span>`:``)},{key:`members`,label:U.members,align:`end`,render:e=>me(e.members)},{key:`created_at`,label:U.created,render:e=>S`<${A} value=${e.created_at} />`}];function Cn(){let e=S`<${c} tone="primary" icon="plus" href="/platform/tenants/new">${U.onboard}<//>`;return S`<${Dt} tab="tenants" actions=${e}><${wn} /><//>`}function wn(){let e=Me(`/admin/tenants`,At(`q`)),t={icon:`building`,title:U.empty,text:U.emptyText};return S`<div class="stack stack-4">
<div class="audit-filters" role="search"><${kt} name="q" label=${jt} help=${U.searchHelp} /></div>
<${Ot} pages=${e} empty=${t} caption=${g.tabs.tenants} columns=${Sn} compact=${[`name`,`slug`,`state`]}
rowHref=${e=>`/platform/tenants/${e.id}`} />
</div>`}var Tn=/* @__PURE__ */ e({default:()=>En});const W=g.tenant;function En({params:e}){let t=`/admin/tenants/${encodeURIComponent(e.id)}`,[n,r]=w(null),[i,s]=w(null),c=async()=>{try{r((await y(t)).data),s(null)}catch(e){s(e)}};return v(()=>void c(),[t]),S`<${Dt} tab="tenants" title=${n?.name??g.tabs.tenants}>
${i&&S`<${M} problem=${i} onRetry=${c} />`}
${!n&&!i&&S`<${o} lines=${6} />`}
${n&&!i&&S`<${a}>
<${Dn} row=${n} />
${!n.deleted_at&&S`<${_n} key=${n.version} row=${n} path=${t} onSaved=${r} onReload=${c} />`}
${!n.deleted_at&&S`<${yn} row=${n} path=${t} onSaved=${r} />`}
<${On} row=${n} path=${t} onSaved=${r} onReload=${c} />
<//>`}
<//>`}function Dn({row:e}){let t=[[g.tenants.state,S`<${xn} row=${e} />`],[g.tenants.slug,S`<code class="mono">${e.slug}</code>`],[W.kind,e.kind],[g.tenants.members,me(e.members)],...e.kind===`personal`?[]:[[W.invitation,e.members===0?W.invited:W.accepted]],[W.factor,e.require_second_factor?W.yes:W.no],[g.tenants.created,S`<${A} value=${e.created_at} />`],[W.id,S`<span class="row"><code class="mono small">${e.id}</code><${_e} value=${e.id} /></span>`]];return S`<dl class="facts">${t.map(([e,t])=>S`<div key=${e}><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>`}function On({row:e,path:t,onSaved:r,onReload:i}){let a=H();return S`<${D} title=${W.close}>
<div class="stack stack-3">
${a.problem&&S`<${x} tone="bad">${a.problem.detail??a.problem.message}<//>`}
${e.deleted_at?S`<p class="muted">${W.removal} <${A} value=${e.deleted_at} /></p>
<div class="row"><${c} icon="rotate-ccw" busy=${a.busy} onClick=${()=>a.run(async i=>{r((await b(`${t}/restore`,void 0,{key:i})).data),n(W.restored(e.name),{tone:`good`})})}>${W.restore}<//></div>`:S`<p class="muted">${W.closeText}</p>
<div class="row"><${c} tone="danger" busy=${a.busy} onClick=${async()=>{await d({title:W.closeTitle(e.name),body:W.closeBody(e.members),confirm:W.close,tone:`danger`,typed:e.slug})&&await a.run(async()=>{await Ce(t),n(W.isClosed(e.name),{tone:`good`}),await i()})}}>${W.close}<//></div>`}
</div>
<//>`}const G=g.impersonate;async function kn(e){let{data:t}=await y(`/admin/tenants`,{query:{q:e.trim(),limit:20}});return t.items.filter(({deleted_at:e})=>!e).map(({slug:e,name:t})=>({value:e,label:t,hint:e}))}function An({user:e,name:t,onClose:n}){let r=Oe(),[i,a]=w(null),[o,s]=w(``),[l,u]=w(!1),[d,f]=w(null),p=H(),m=()=>{let t=an({tenant:i?null:g.required,reason:o.trim().length>=10?null:G.reasonShort});f(t),t||p.run(async t=>{try{let{data:r}=await b(`/admin/impersonations`,{user_id:e.id,tenant:i,reason:o.trim(),write:l},{key:t});n(),await ye(),ae(`/t/${r.tenant.slug}/`)}catch(e){throw e.status===404?De(e,`tenant`,G.notMember):e}})},h=d??p.problem,ee=P(h),te=S`<${c} onClick=${n}>${g.cancel}<//>
<${c} type="submit" form=${r} tone="primary" busy=${p.busy}>${G.submit}<//>`;return S`<${re} open title=${G.title(t)} onClose=${n} actions=${te}>
<${N} id=${r} onSubmit=${m} error=${h} busy=${p.busy} fields=${{tenant:G.tenant,reason:G.reason,write:G.write}}>
<p class="muted">${G.text}</p>
<${E} name="tenant" label=${G.tenant} help=${G.tenantHelp} error=${ee.tenant}>
${e=>S`<${Ie} ...${e} load=${kn} labelOf=${e=>e} value=${i} onChange=${a} />`}
<//>
<${E} name="reason" label=${G.reason} help=${G.reasonHelp} error=${ee.reason}>
${e=>S`<${Ve} ...${e} rows=${3} maxlength="500" value=${o} onChange=${s} />`}
<//>
<div class="stack stack-2">
<${ke} name="write" label=${G.write} value=${l} onChange=${u} />
<p class="small muted">${G.writeHelp}</p>
</div>
<//>
<//>`}var jn=/* @__PURE__ */ e({default:()=>Nn});const K=g.users,Mn=e=>e.name||e.email||e.phone||K.unnamed;function Nn(){return S`<${Dt} tab="users"><${Fn} /><//>`}function Pn({row:e}){return S`<span class="row">
${e.disabled_at?S`<${j} tone="bad">${K.disabled}<//>`:S`<${j} tone="good">${K.active}<//>`}
${e.platform_admin&&S`<${j} tone="info">${K.admin}<//>`}
${e.email&&!e.email_verified&&S`<${j} tone="warn">${K.unverified}<//>`}
</span>`}function Fn(){let e=Me(`/admin/users`,At(`q`)),t=T(),[r,i]=w(null),o=(t,n)=>e.setRows(e=>e.map(e=>e.id===t.id?{...e,disabled_at:n}:e)),s=e=>t.run(async()=>{await b(`/admin/users/${e.id}/enable`),o(e,null),n(K.isEnabled(Mn(e)),{tone:`good`})}),l=async e=>{await d({title:K.disableTitle(Mn(e)),body:K.disableBody,confirm:K.disable,tone:`danger`})&&await t.run(async()=>{await b(`/admin/users/${e.id}/disable`),o(e,(/* @__PURE__ */ new Date()).toISOString()),n(K.isDisabled(Mn(e)),{tone:`good`})})},u=[{key:`name`,label:K.name,width:`wide`,render:Mn},{key:`email`,label:K.email,width:`wide`,render:e=>e.email??e.phone??``},{key:`state`,label:K.state,render:e=>S`<${Pn} row=${e} />`},{key:`created_at`,label:K.created,render:e=>S`<${A} value=${e.created_at} />`},{key:`acts`,label:g.actions,align:`end`,render:e=>e.id!==C.value?.user.id&&S`<div class="row row-end">
${!e.disabled_at&&S`<${c} size="small" tone="quiet" aria-label=${`${K.impersonate} ${Mn(e)}`} onClick=${()=>i(e)}>${K.impersonate}<//>`}
${e.disabled_at?S`<${c} size="small" tone="quiet" aria-label=${`${K.enable}: ${Mn(e)}`} onClick=${()=>s(e)}>${K.enable}<//>`:S`<${c} size="small" tone="quiet" aria-label=${`${K.disable}: ${Mn(e)}`} onClick=${()=>l(e)}>${K.disable}<//>`}
</div>`}],f={icon:`users`,title:K.empty,text:K.emptyText};return S`<${a}>
<div class="audit-filters" role="search"><${kt} name="q" label=${jt} help=${K.searchHelp} /></div>
${t.problem&&S`<${x} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
<${Ot} pages=${e} empty=${f} caption=${g.tabs.users} columns=${u} compact=${[`name`,`email`,`state`,`acts`]} />
${r&&S`<${An} user=${r} name=${Mn(r)} onClose=${()=>i(null)} />`}
<//>`}const In=k.activity,Ln=e=>be(e.replaceAll(`_`,`-`));function Rn(e){let t=e.replaceAll(`_`,` `);return Ln(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)}function zn(e){return e.actor_id?e.actor_id===C.value?.user.id?C.value.user.name||C.value.user.email||k.someone:Se(e.actor_id)??k.someone:e.job?`${k.system} (${e.job.replaceAll(`_`,` `)})`:k.system}function Bn({table:e,operation:t,fields:n}){let r=n?.deleted_at;return t===`update`&&Array.isArray(r)?r[1]?In.gone[e]??(Ln(e)?In.binned:In.removed):In.unbinned:In.did[t]??t}function Vn({table:e,operation:t,fields:n}){if(In.things[e])return In.things[e];let r=Ln(e),i=(r?.labels[0]??e.replaceAll(`_`,` `).replace(/s$/,``)).toLowerCase(),a=t!==`update`&&r?.title?n?.[r.title]:null;return typeof a==`string`&&a?`the ${i} “${a.slice(0,60)}”`:In.a(i)}const Hn=e=>In.sentence(zn(e),Bn(e),Vn(e));function Un({table:e,row_id:t,operation:n}){let r=Ln(e);return!r||r.parent||n===`delete`?null:_(r.plural,t)}function Wn({operation:e,fields:t}){return Object.entries(t??{}).map(([t,n])=>e===`update`&&Array.isArray(n)&&n.length===2?{name:t,before:n[0],after:n[1]}:e===`delete`?{name:t,before:n,after:void 0}:{name:t,before:void 0,after:n})}const Gn=k.audit,Kn=e=>e==null?`–`:typeof e==`string`?e:JSON.stringify(e);function qn({line:e,onClose:t}){let n=Un(e),r=Wn(e),i=[[Gn.when,te(e.changed_at)],[Gn.rowId,e.row_id,!0],[Gn.request,e.request_id,!0],[Gn.key,e.api_key_id,!0],[Gn.job,e.job],[Gn.as,e.impersonator_id,!0]].filter(([,e])=>e),a=S`<div class="row row-end">
${n&&S`<${c} href=${n}>${Gn.open}<//>`}
<${c} tone="primary" onClick=${t}>${k.close}<//>
</div>`;return S`<${re} open title=${Hn(e)} size="large" onClose=${t} actions=${a}>
<div class="stack stack-4">
${r.length===0?S`<p class="muted">${Gn.hidden}</p>`:S`<div class="audit-scroll" tabindex="0" role="group" aria-label=${Gn.details}>
<table class="audit-changes">
<thead><tr><th scope="col">${Gn.field}</th><th scope="col">${Gn.before}</th><th scope="col">${Gn.after}</th></tr></thead>
<tbody>${r.map(({name:e,before:t,after:n})=>S`<tr key=${e}>
<th scope="row" class="mono small">${e}</th>
<td class="audit-before">${Kn(t)}</td><td class="audit-after">${Kn(n)}</td>
</tr>`)}</tbody>
</table>
</div>`}
<dl class="facts">${i.map(([e,t,n])=>S`<div key=${e}>
<dt>${e}</dt>
<dd class="row">${n?S`<code class="mono small">${t}</code><${_e} value=${t} />`:t}</dd>
</div>`)}</dl>
</div>
<//>`}const Jn=[`viewer`,`member`,`admin`,`owner`],q=(e=`admin`)=>s(e)&&!C.value?.impersonation,Yn=e=>s(e)&&(e===`viewer`||!C.value?.impersonation?.read_only),Xn=e=>Jn.indexOf(e)<=Jn.indexOf(l());function Zn(e=`owner`){return Jn.filter(t=>Xn(t)&&Jn.indexOf(t)<=Jn.indexOf(e)).map(e=>({value:e,label:k.roles[e]}))}const Qn=()=>!!(C.value?.user.email_verified||C.value?.user.phone);function $n(){return S`<${p} icon="lock" title=${k.adminsOnly.title}>${k.adminsOnly.text}<//>`}const er=[[`general`,`viewer`],[`members`,`viewer`],[`invitations`,`admin`],[`api-keys`,`admin`],[`values`,`viewer`],[`audit`,`admin`],[`danger`,`viewer`]];function tr({tab:e,actions:n,children:r}){let i=er.find(([t])=>t===e)[1],a=er.filter(([,e])=>Yn(e)).map(([n])=>{let r=_(`settings`,n);return{href:r,label:k.settings.tabs[n],current:n===e||t.value.path===r}}),o=Yn(i);return S`<${f} title=${k.settings.tabs[e]} crumbs=${[{label:k.settings.title,href:_(`settings`,`general`)}]}
actions=${o?n:null}>
<div class="settings-tabs"><${je} items=${a} label=${k.settings.title} /></div>
<div class="stack stack-5 settings-body">${o?r:S`<${$n} />`}</div>
<//>`}var nr=/* @__PURE__ */ e({default:()=>ar});const J=k.audit,rr=[`tenants`,`memberships`,`invitations`,`api_keys`,`settings`,`impersonations`],ir=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;function ar(){return S`<${tr} tab="audit"><${or} /><//>`}function or(){let[e,n]=w(null),r=t.value.query,i={table:r.get(`table`),row_id:r.get(`row_id`),actor_id:r.get(`actor_id`)},s=Object.fromEntries(Object.entries(i).filter(([,e])=>e)),l=Me(`/api/audit-log`,s),u=l.rows?.map((e,t)=>({...e,id:`${e.changed_at} ${e.row_id} ${t}`})),d=[{key:`who`,label:J.who,render:e=>zn(e)},{key:`what`,label:J.what,width:`wide`,render:e=>`${Bn(e)} ${Vn(e)}`},{key:`fields`,label:J.field,render:e=>S`<span class="muted">${J.fields(Object.keys(e.fields??{}).length)}</span>`},{key:`changed_at`,label:J.when,render:e=>S`<${A} value=${e.changed_at} />`},{key:`acts`,label:J.details,align:`end`,render:e=>S`<${c} size="small" tone="quiet"
aria-label=${J.detailsOf(Hn(e))} onClick=${()=>n(e)}>${J.details}<//>`}];return S`<${a}>
<${sr} filters=${i} />
${l.problem&&S`<${M} problem=${l.problem} onRetry=${l.reload} />`}
${!u&&!l.problem&&S`<${o} lines=${6} />`}
${u?.length===0&&S`<${p} icon="history" title=${J.empty}>${J.emptyText}<//>`}
${u?.length>0&&S`<${ze} caption=${J.title} columns=${d} rows=${u} compact=${[`who`,`what`,`changed_at`,`acts`]} />`}
<${Ne} cursor=${l.cursor} busy=${l.busy} onMore=${l.more} />
${e&&S`<${qn} line=${e} onClose=${()=>n(null)} />`}
<//>`}function sr({filters:e}){let t=[.../* @__PURE__ */ new Set([...rr,...he().map(({plural:e})=>e.replaceAll(`-`,`_`))])];e.table&&!t.includes(e.table)&&t.push(e.table);let n=t.map(e=>({value:e,label:Rn(e)})).sort((e,t)=>e.label.localeCompare(t.label)),r=e=>(e===``||ir.test(e.trim()))&&le({row_id:e.trim()||null},{replace:!0}),i=async e=>{let{data:t}=await y(`/api/members`,{query:{limit:100}});return t.items.map(({user_id:e,name:t,email:n})=>({value:e,label:t||n||e,hint:n})).filter(({label:t,hint:n})=>`${t} ${n??``}`.toLowerCase().includes(e.trim().toLowerCase()))},a=Object.values(e).some(Boolean);return S`<div class="audit-filters" role="search" aria-label=${J.filter}>
<${E} name="table" label=${J.table} required=${!1}>
${t=>S`<${Pe} ...${t} empty=${J.all} options=${n} value=${e.table??``}
onChange=${e=>le({table:e||null})} />`}
<//>
<${E} name="actor_id" label=${J.actor} required=${!1}>
${t=>S`<${Ie} ...${t} load=${i} labelOf=${Se} value=${e.actor_id}
onChange=${e=>le({actor_id:e||null})} />`}
<//>
<${E} name="row_id" label=${J.row} required=${!1}>
${t=>S`<${h} ...${t} class="mono" autocomplete="off" maxlength="36" value=${e.row_id??``} onChange=${r} />`}
<//>
${a&&S`<${c} tone="quiet" icon="x" onClick=${()=>le({table:null,row_id:null,actor_id:null})}>${J.clear}<//>`}
</div>`}async function cr(e,t){let{path:n}=e.operations.export,{data:r}=await xe(`GET`,n,{query:{format:t},raw:!0}),i=r instanceof Blob?r:await(r.blob?r.blob():new Response(r).blob()),a=URL.createObjectURL(i),o=document.createElement(`a`);o.href=a,o.download=`${ie.value?.slug??`rows`}-${e.plural}.${t}`,o.click(),setTimeout(()=>URL.revokeObjectURL(a),1e4)}var lr=/* @__PURE__ */ e({default:()=>ur});const Y=k.danger;function ur(){return S`<${tr} tab="danger"><${dr} /><${fr} /><//>`}function dr(){let e=T(),t=he().filter(({operations:e,parent:t})=>e.export&&!t),r=(t,n)=>e.run(()=>cr(t,n)),i=()=>e.run(async()=>{for(let e of t)await cr(e,`ndjson`);n(Y.done(t.length),{tone:`good`})}),a=({transfer:e})=>[`csv`,`ndjson`].filter(t=>!e?.length||e.includes(t));return S`<${D} title=${Y.export}>
<div class="stack stack-4">
<p class="muted">${Y.exportText}</p>
${e.problem&&S`<${x} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
<ul class="export-list">
${t.map(t=>S`<li key=${t.plural} class="row">
<span class="grow">${t.labels[1]}</span>
${a(t).map(n=>S`<${c} key=${n} size="small" tone="quiet" disabled=${e.busy}
aria-label=${Y.get(t.labels[1],Y[n])} onClick=${()=>r(t,n)}>${Y[n]}<//>`)}
</li>`)}
</ul>
<div class="row"><${c} icon="download" busy=${e.busy} onClick=${i}>${Y.all}<//></div>
</div>
<//>`}function fr(){let e=T(),{name:t,slug:r}=ie.value??{};return S`<${D} title=${Y.close}>
<div class="stack stack-4">
<p class="muted">${Y.closeText}</p>
${e.problem&&S`<${x} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
${q(`owner`)?S`<${a}>
${ie.value?.kind===`personal`&&S`<p>${Y.personal}</p>`}
<div class="row"><${c} tone="danger" busy=${e.busy} onClick=${async()=>{await d({title:Y.closeTitle(t),body:Y.closeBody,confirm:Y.closeButton,tone:`danger`,typed:r})&&await e.run(async()=>{await Ce(`/api/tenant`),await ve(),n(Y.closed(t),{tone:`good`}),ae(`/`,{replace:!0})})}}>${Y.closeButton}<//></div>
<//>`:S`<p>${C.value?.impersonation?k.adminsOnly.title:Y.ownersOnly}</p>`}
</div>
<//>`}var pr=/* @__PURE__ */ e({default:()=>mr});function mr(){let[e,t]=w(null),[n,r]=w(null),i=async()=>{try{let{data:e}=await y(`/api/tenant`);t(e),r(null)}catch(e){r(e)}};return v(()=>void i(),[]),S`<${tr} tab="general">
${n&&!e&&S`<${M} problem=${n} onRetry=${i} />`}
${!n&&!e&&S`<${o} lines=${5} />`}
${e&&S`<${hr} key=${e.version} row=${e} onReload=${i} onSaved=${t} />`}
<//>`}function hr({row:e,onReload:t,onSaved:r}){let[i,o]=w(e.name),[s,l]=w(e.slug),[u,d]=w(e.require_second_factor),[f,p]=w(null),m=H(),g=q(`admin`),te={};i.trim()!==e.name&&(te.name=i.trim()),s!==e.slug&&(te.slug=s),u!==e.require_second_factor&&(te.require_second_factor=u);let ne=Object.keys(te).length>0,re=rn(ne),_=()=>{let a=an({name:i.trim()?null:k.required,slug:on.test(s)?null:k.slugWrong});p(a),!a&&ne&&m.run(async()=>{try{let{data:t}=await Ee(`/api/tenant`,te,{ifMatch:`"${e.version}"`});re(),await ve(),r(t),n(k.saved,{tone:`good`}),t.slug!==e.slug&&ae(`/t/${t.slug}/settings/general`,{replace:!0})}catch(e){if(e.status===412)return n(k.changedMeanwhile,{tone:`warn`}),t();throw e.code===`slug_taken`?De(e,`slug`,k.slugTaken):e}})},ie=ee(_);ie.current=_,v(()=>g?fe(`mod+s`,()=>ie.current()):void 0,[g]);let oe=f??m.problem,se=P(oe),ce=(C.value?.factors??[]).length>0,y={name:k.name,slug:k.slug,require_second_factor:k.general.factor};return S`<${a}>
<${D}>
<${N} onSubmit=${_} error=${oe} busy=${m.busy} fields=${y}>
<${E} name="name" label=${y.name} error=${se.name}>
${e=>S`<${h} ...${e} maxlength="200" autocomplete="organization" value=${i}
onChange=${o} disabled=${!g} />`}
<//>
<${E} name="slug" label=${y.slug} error=${se.slug}
help=${s===e.slug?k.slugHelp:`${k.slugHelp} ${k.general.slugChange}`}>
${e=>S`<${h} ...${e} maxlength="63" autocomplete="off" value=${s}
onChange=${e=>l(e.toLowerCase())} disabled=${!g} />`}
<//>
<${E} name="require_second_factor" label=${k.general.factor} error=${se.require_second_factor} help=${k.general.factorHelp}>
${e=>S`<${Le} ...${e} value=${u} onChange=${d}
disabled=${!q(`owner`)||!ce&&!u} />`}
<//>
${q(`owner`)&&!ce&&S`<p class="small muted">
${k.general.factorFirst} <a href="/account/security">${k.general.factorLink}</a>
</p>`}
${g?S`<div class="row"><${c} type="submit" tone="primary" busy=${m.busy} disabled=${!ne}>${k.save}<//></div>`:S`<p class="small muted">${k.general.readOnly}</p>`}
<//>
<//>
<dl class="facts">
<div><dt>${k.general.id}</dt><dd class="row"><code class="mono">${e.id}</code><${_e} value=${e.id} /></dd></div>
<div><dt>${k.general.created}</dt><dd><${A} value=${e.created_at} /></dd></div>
</dl>
<//>`}const gr=k.invitations;function _r({onSent:e,more:t}){let[r,i]=w(``),[a,o]=w(`member`),[s,l]=w(null),u=H();rn(r.trim()!==``);let d=()=>{let t=an({email:r.trim()?null:k.required});l(t),t||u.run(async t=>{try{let{data:o}=await b(`/api/invitations`,{email:r.trim(),role:a},{key:t});i(``),n(gr.sent(o.email),{tone:`good`}),e(o)}catch(e){throw e.code===`already_member`?De(e,`email`,gr.member):e}})},f=s??u.problem,p=P(f);return S`<${N} onSubmit=${d} error=${f} busy=${u.busy} fields=${{email:gr.email,role:k.role}}>
<div class="grid invite-fields">
<${E} name="email" label=${gr.email} error=${p.email}>
${e=>S`<${h} ...${e} type="email" autocomplete="off" maxlength="254" value=${r} onChange=${i} />`}
<//>
<${E} name="role" label=${k.role} error=${p.role} help=${k.roleHelp[a]}>
${e=>S`<${Pe} ...${e} options=${Zn()} value=${a} onChange=${o} />`}
<//>
</div>
<div class="row">
<${c} type="submit" tone="primary" busy=${u.busy} disabled=${u.until!==null}>${gr.send}<//>
${t}
</div>
<//>`}function vr(){let e=T(),t=C.value?.user.email;return S`<${x} tone="warn">
<div class="stack stack-2">
<strong>${k.verify.title}</strong>
<span>${k.verify.text(t)}</span>
${e.problem&&S`<span role="alert">${e.problem.detail??e.problem.message}</span>`}
<div class="row">
${t&&S`<${c} size="small" onClick=${()=>e.run(async()=>{await b(`/auth/email/resend`),n(k.verify.sent,{tone:`good`})})} busy=${e.busy} disabled=${e.until!==null}>${k.verify.again}<//>`}
<${c} size="small" tone="quiet" href="/account/profile">${k.verify.account}<//>
${pe.value?.development_mailbox&&S`<a href="/dev/mail" target="_blank" rel="noopener noreferrer">${k.verify.mailbox}</a>`}
</div>
</div>
<//>`}var yr=/* @__PURE__ */ e({default:()=>br});const X=k.invitations;function br(){return S`<${tr} tab="invitations"><${xr} /><//>`}function xr(){let e=Me(`/api/invitations`),t=T(),r=q(),i=t=>e.setRows(e=>[t,...e.filter(({id:e,email:n})=>e!==t.id&&n!==t.email)]),s=e=>t.run(async()=>{let{data:t}=await b(`/api/invitations/${e.id}/resend`);i(t),n(X.resent(e.email),{tone:`good`})}),l=r=>t.run(async()=>{await Ce(`/api/invitations/${r.id}`),e.setRows(e=>e.filter(({id:e})=>e!==r.id));let a=async()=>i((await b(`/api/invitations`,{email:r.email,role:r.role})).data);n(X.withdrawn(r.email),{action:{label:k.undo,run:()=>t.run(a)}})}),u=[{key:`email`,label:X.email,width:`wide`,render:e=>e.email},{key:`role`,label:k.role,render:e=>k.roles[e.role]},{key:`invited_by`,label:X.by,render:e=>S`<${Ae} id=${e.invited_by} />`},{key:`expires_at`,label:X.until,render:e=>new Date(e.expires_at)</* @__PURE__ */ new Date?S`<${j} tone="warn">${X.expired}<//>`:S`<${A} value=${e.expires_at} />`},...r?[{key:`acts`,label:X.acts,align:`end`,render:e=>S`<div class="row row-end">
${Qn()&&S`<${c} size="small" tone="quiet" busy=${t.busy} onClick=${()=>s(e)}
aria-label=${`${X.resend}: ${e.email}`}>${X.resend}<//>`}
<${c} size="small" tone="quiet" onClick=${()=>l(e)} aria-label=${`${X.withdraw}: ${e.email}`}>${X.withdraw}<//>
</div>`}]:[]];return S`<${a}>
${r&&(Qn()?S`<${D} title=${X.form}><${_r} onSent=${i} /><//>`:S`<${vr} />`)}
<section class="stack stack-3" aria-labelledby="pending-invitations">
<h2 id="pending-invitations">${X.pending}</h2>
${t.problem&&S`<${x} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${e.problem&&S`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&S`<${o} lines=${3} />`}
${e.rows?.length===0&&S`<${p} icon="mail" title=${X.empty}>${X.emptyText}<//>`}
${e.rows?.length>0&&S`<${ze} caption=${X.pending} columns=${u} rows=${e.rows} compact=${[`email`,`role`,`acts`]} />`}
<${Ne} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
</section>
<//>`}const Sr=k.keys;function Cr({things:e,value:t,onChange:n,error:r}){let i=Oe(),a=e=>{let[r,i]=e.split(`:`);if(t.includes(e))return n(t.filter(t=>t!==e));n([...r===`*`?t.filter(e=>!e.endsWith(`:${i}`)):t,e])},o=(e,n,o,s)=>{let c=e!==`*`&&t.includes(`*:${n}`),l=`${e}:${n}`;return S`<td><label class="scope-box">
<input type="checkbox" name=${s?`scopes`:void 0} aria-label=${o} checked=${c||t.includes(l)} disabled=${c}
aria-invalid=${s&&r?`true`:void 0} aria-describedby=${s&&r?`${i}-error`:void 0} onChange=${()=>a(l)} />
</label></td>`},s=({name:e,label:t,read:n=!0,write:r=!0})=>S`<tr key=${e} class=${e===`*`?`scope-all`:``}>
<th scope="row">${t}</th>
${n?o(e,`read`,Sr.mayRead(t),e===`*`):S`<td></td>`}
${r?o(e,`write`,Sr.mayWrite(t)):S`<td></td>`}
</tr>`;return S`<fieldset class="scope-set" aria-describedby=${`${i}-help`}>
<legend>${Sr.scopes}</legend>
<p id=${`${i}-help`} class="small muted">${Sr.scopesHelp}</p>
${r&&S`<p id=${`${i}-error`} class="field-error">${r}</p>`}
<div class="scope-scroll" tabindex="0" role="group" aria-label=${Sr.scopes}>
<table class="scope-grid">
<thead><tr><th scope="col">${Sr.thing}</th><th scope="col">${Sr.read}</th><th scope="col">${Sr.write}</th></tr></thead>
<tbody>${s({name:`*`,label:Sr.everything})}${e.map(e=>s({read:!1,write:!1,...e}))}</tbody>
</table>
</div>
</fieldset>`}const wr=k.keys,Tr=[`7`,`30`,`90`,`365`,`own`];function Er({onMade:e,onCancel:t}){let[n,r]=w(``),[i,a]=w([]),[o,s]=w(`member`),[l,u]=w(`90`),[d,f]=w(null),[p,m]=w(null),g=Dr(),ee=H();rn(n.trim()!==``||i.length>0);let te=()=>{let t=an({name:n.trim()?null:k.required,scopes:i.length?null:wr.none,expires_at:l===`own`&&!d?k.required:null});if(m(t),t)return;let r=l===`own`?d:(/* @__PURE__ */ new Date(Date.now()+Number(l)*864e5-6e4)).toISOString();ee.run(async t=>{let a={name:n.trim(),scopes:i,role:o,expires_at:r};e((await b(`/api/api-keys`,a,{key:t})).data)})},ne=p??ee.problem,re=P(ne),_={name:wr.name,scopes:wr.scopes,role:wr.role,expires_at:wr.endsAt};return S`<${N} onSubmit=${te} error=${ne} busy=${ee.busy} fields=${_}>
<${E} name="name" label=${wr.name} help=${wr.nameHelp} error=${re.name}>
${e=>S`<${h} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<${Cr} things=${g} value=${i} onChange=${a} error=${re.scopes} />
<div class="grid invite-fields">
<${E} name="role" label=${wr.role} error=${re.role} help=${k.roleHelp[o]}>
${e=>S`<${Pe} ...${e} options=${Zn(`admin`)} value=${o} onChange=${s} />`}
<//>
<${E} name="ends" label=${wr.expires}>
${e=>S`<${Pe} ...${e} options=${Tr.map(e=>({value:e,label:wr.ends[e]}))} value=${l} onChange=${u} />`}
<//>
</div>
${(l===`own`||re.expires_at)&&S`<${E} name="expires_at" label=${wr.endsAt} error=${re.expires_at}>
${e=>S`<${Re} ...${e} value=${d} onChange=${f} />`}
<//>`}
<div class="row">
<${c} type="submit" tone="primary" busy=${ee.busy}>${wr.create}<//>
<${c} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}function Dr(){let[e,t]=w([]);return v(()=>{let e=!0;return Promise.resolve(ue()).then(n=>e&&t(Or(n))),()=>e=!1},[]),e}function Or(e){let t=/* @__PURE__ */ new Map,n=e=>{let[n,r]=e.split(`:`);t.set(n,{...t.get(n),name:n,[r]:!0})};for(let t of Object.values(e?.paths??{}))for(let e of Object.values(t))(e?.security??[]).forEach(e=>(e.apiKey??[]).forEach(n));t.size||he().forEach(({plural:e})=>[`${e}:read`,`${e}:write`].forEach(n));let r=e=>{let t=e.replaceAll(`-`,` `);return wr.things[e]??be(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)};return[...t.values()].map(e=>({...e,label:r(e.name)})).sort((e,t)=>e.label.localeCompare(t.label))}var kr=/* @__PURE__ */ e({default:()=>Ar});const Z=k.keys;function Ar(){let[e,t]=w(!1),n=q()&&Qn()&&!e&&S`<${c} tone="primary" icon="plus" onClick=${()=>t(!0)}>${Z.create}<//>`;return S`<${tr} tab="api-keys" actions=${n}>
<${jr} making=${e} onMade=${()=>t(!1)} />
<//>`}function jr({making:e,onMade:t}){let r=Me(`/api/api-keys`),i=T(),[s,l]=w(null),u=({key:e,...n})=>{t(),l(e),r.setRows(e=>[n,...e.filter(({id:e})=>e!==n.id)])},f=async e=>{await d({title:Z.revokeTitle(e.name),body:Z.revokeBody,confirm:Z.revoke,tone:`danger`})&&await i.run(async()=>{await Ce(`/api/api-keys/${e.id}`),r.setRows(t=>t.filter(({id:t})=>t!==e.id)),n(Z.revoked(e.name),{tone:`good`})})},m=[{key:`name`,label:Z.name,width:`wide`,render:e=>e.name},{key:`prefix`,label:Z.prefix,render:e=>S`<code class="mono">${e.prefix}</code>`},{key:`scopes`,label:Z.scopes,width:`wide`,render:e=>S`<span class="mono small scope-list">${e.scopes.join(`, `)}</span>`},{key:`role`,label:k.role,render:e=>k.roles[e.role]??``},{key:`made_by`,label:Z.made,render:e=>S`<${Ae} id=${e.made_by} />`},{key:`last_used_at`,label:Z.used,render:e=>e.last_used_at?S`<${A} value=${e.last_used_at} />`:Z.never},{key:`expires_at`,label:Z.expires,render:e=>S`<${A} value=${e.expires_at} />`},...q()?[{key:`acts`,label:Z.acts,align:`end`,render:e=>S`<${c} size="small" tone="quiet"
onClick=${()=>f(e)} aria-label=${`${Z.revoke}: ${e.name}`}>${Z.revoke}<//>`}]:[]];return S`<${a}>
<p class="muted">${Z.intro}</p>
${q()&&!Qn()&&S`<${vr} />`}
${e&&S`<${D} title=${Z.make}><${Er} onMade=${u} onCancel=${t} /><//>`}
${i.problem&&S`<${x} tone="bad" onClose=${i.clear}>${i.problem.detail??i.problem.message}<//>`}
${r.problem&&S`<${M} problem=${r.problem} onRetry=${r.reload} />`}
${!r.rows&&!r.problem&&S`<${o} lines=${3} />`}
${r.rows?.length===0&&!e&&S`<${p} icon="key" title=${Z.empty}>${Z.emptyText}<//>`}
${r.rows?.length>0&&S`<${ze} caption=${k.settings.tabs[`api-keys`]} columns=${m} rows=${r.rows}
compact=${[`name`,`prefix`,`expires_at`,`acts`]} />`}
<${Ne} cursor=${r.cursor} busy=${r.busy} onMore=${r.more} />
<${Mr} secret=${s} onClose=${()=>l(null)} />
<//>`}function Mr({secret:e,onClose:t}){if(!e)return null;let n=S`<${c} tone="primary" onClick=${t}>${Z.secretDone}<//>`;return S`<${re} open title=${Z.secretTitle} actions=${n}>
<div class="stack stack-3">
<p>${Z.secretText}</p>
<div class="secret-box">
<code class="mono" aria-label=${Z.secretLabel}>${e}</code>
<${_e} value=${e} label=${Z.copy} />
</div>
</div>
<//>`}var Nr=/* @__PURE__ */ e({default:()=>Pr});const Q=k.members;function Pr(){let e=Me(`/api/members`),t=Lr(e),n=C.value?.user.id,r=e.rows?.map(e=>({...e,id:e.user_id})),i=(r??[]).filter(({role:e})=>e===`owner`),s=!e.cursor&&i.length===1&&i[0].id===n,l=[{key:`name`,label:Q.name,width:`wide`,render:e=>S`<${a}>${e.name||Q.unnamed}
${e.id===n&&S` <span class="muted">(${Q.you})</span>`}<//>`},...q()?[{key:`email`,label:Q.email,width:`wide`,render:e=>e.email??``}]:[],{key:`role`,label:k.role,width:`narrow`,render:e=>S`<${Fr} row=${e} locked=${s&&e.id===n}
onChange=${n=>t.change(e,n)} />`},{key:`created_at`,label:Q.since,render:e=>S`<${A} value=${e.created_at} />`},{key:`acts`,label:Q.acts,align:`end`,render:e=>S`<${Ir} row=${e} own=${n} lastOwner=${s} acts=${t} />`}],u=q()&&S`<${c} tone="primary" icon="mail" href=${_(`settings`,`invitations`)}>${Q.invite}<//>`;return S`<${tr} tab="members" actions=${u}>
${t.problem&&S`<${x} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${s&&S`<${x} tone="info">${Q.lastOwner}<//>`}
${e.problem&&S`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!r&&!e.problem&&S`<${o} lines=${4} />`}
${r&&S`<${ze} caption=${Q.title} columns=${l} rows=${r} compact=${[`name`,`role`,`acts`]} />`}
<${Ne} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function Fr({row:e,locked:t,onChange:n}){return t||!q()||!Xn(e.role)?S`<span>${k.roles[e.role]}</span>`:S`<${Pe} aria-label=${Q.roleOf(e.name||Q.unnamed)} options=${Zn()} value=${e.role} onChange=${n} />`}function Ir({row:e,own:t,lastOwner:n,acts:r}){return e.id===t?n||C.value?.impersonation?null:S`<${c} size="small" tone="quiet" onClick=${()=>r.leave(e)}>${Q.leave}<//>`:!q()||!Xn(e.role)?null:S`<${c} size="small" tone="quiet" onClick=${()=>r.remove(e)}
aria-label=${`${Q.remove}: ${e.name||Q.unnamed}`}>${Q.remove}<//>`}function Lr(e){let t=T(),r=e=>e.user_id===C.value?.user.id,i=(i,a)=>t.run(async()=>{try{let{data:t}=await Ee(`/api/members/${i.user_id}`,{role:a},{ifMatch:`"${i.version}"`});return e.setRows(e=>e.map(e=>e.user_id===t.user_id?{...e,...t}:e)),r(i)&&await ve(),t}catch(t){if(t.status===412)return n(k.changedMeanwhile,{tone:`warn`}),e.reload();throw Rr(t)}});return{change:async(t,a)=>{if(a===t.role)return;if(r(t)&&!await d({title:Q.own,body:Q.ownBody(k.roles[a]),confirm:Q.ownConfirm}))return e.setRows(e=>[...e]);let o=await i(t,a);if(!o)return e.setRows(e=>[...e]);let s=r(t)?void 0:{label:k.undo,run:()=>i(o,t.role)};n(Q.changed(t.name||Q.unnamed,k.roles[a]),{tone:`good`,action:s})},remove:async r=>{await d({title:Q.removeTitle(r.name||r.email||Q.unnamed),body:Q.removeBody,confirm:Q.remove,tone:`danger`})&&await t.run(async()=>{await Ce(`/api/members/${r.user_id}`),e.setRows(e=>e.filter(e=>e.user_id!==r.user_id)),n(Q.removed(r.name||r.email||Q.unnamed),{tone:`good`})})},leave:async e=>{await d({title:Q.leaveTitle(ie.value.name),body:Q.leaveBody,confirm:Q.leave,tone:`danger`})&&await t.run(async()=>{await Ce(`/api/members/${e.user_id}`).catch(e=>{throw Rr(e)}),await ve(),ae(`/`,{replace:!0})})},problem:t.problem,clear:t.clear}}function Rr(e){return e.code===`last_owner`&&(e.detail=Q.lastOwner),e}var zr=/* @__PURE__ */ e({default:()=>Br});function Br(){let e=cn(),[t,n]=w(null),r=H(),i=rn(e.dirty),a=()=>{let t=e.wrong();n(t),t||r.run(async t=>{try{let{data:n}=await b(`/api/tenants`,{name:e.name,slug:e.slug},{key:t,tenant:null});i(),await ve(),ae(`/t/${n.slug}/`)}catch(e){throw e.code===`slug_taken`?De(e,`slug`,k.slugTaken):e}})},o=t??r.problem;return S`<${f} title=${k.create.title} subtitle=${k.create.text} narrow>
<${D}>
<${N} onSubmit=${a} error=${o} busy=${r.busy} fields=${{name:k.name,slug:k.slug}}>
<${ln} fields=${e} errors=${P(o)} help=${k.create.nameHelp} />
<div class="row"><${c} type="submit" tone="primary" busy=${r.busy}>${k.create.submit}<//></div>
<//>
<//>
<//>`}const Vr=k.overview,Hr=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),Ur=[{name:`leads`,rate:({win_rate:e})=>e,say:Vr.won},{name:`calls`,rate:({answer_rate:e})=>e,say:Vr.answered},{name:`messages`,rate:({delivery_rate:e})=>e,say:Vr.delivered}];function Wr(){return S`<section aria-labelledby="figures" class="stack stack-3">
<div class="row">
<h2 id="figures" class="grow">${Vr.figures}</h2>
<a class="small" href=${_(`analytics`)}>${Vr.details}</a>
</div>
<div class="figures">${Ur.map(e=>S`<${Gr} key=${e.name} kind=${e} />`)}</div>
</section>`}function Gr({kind:e}){let[t,n]=w(null),[r,i]=w(!1);v(()=>{let t=!0,r=Intl.DateTimeFormat().resolvedOptions().timeZone;return y(`/api/analytics/${e.name}`,{query:{timezone:r,bucket:`day`}}).then(({data:e})=>t&&n(e),()=>t&&i(!0)),()=>t=!1},[]);let a=Vr[e.name];if(r)return S`<div class="figure"><h3>${a}</h3><p class="muted small">${Vr.failed}</p></div>`;if(!t)return S`<div class="figure"><h3>${a}</h3><${o} lines=${2} /></div>`;let{total:s}=t,c=e.rate(s),l=s.total===0?Vr.none:c==null?``:e.say(Hr.format(c));return S`<div class="figure">
<h3>${a}</h3>
<p class="figure-number">${me(s.total)}</p>
<p class="muted small figure-note">${l}</p>
<${Kr} label=${Vr.perDay(a,me(s.total))} values=${t.buckets.map(({total:e})=>e)} />
</div>`}function Kr({label:e,values:t}){let n=Math.max(1,...t);return S`<svg class="figure-bars" viewBox=${`0 0 ${t.length*4} 24`} preserveAspectRatio="none" role="img" aria-label=${e}>
${t.map((e,t)=>{let r=e===0?1:Math.max(2,24*e/n);return S`<rect key=${t} class=${e===0?`bar-none`:`bar`} x=${t*4} y=${24-r} width="3" height=${r} />`})}
</svg>`}const qr=k.steps;function Jr(){let e=Xr(),t=[...C.value?.impersonation?[]:Yr(),...e??[]];return S`<${D} title=${k.overview.next}>
${t.length>0&&S`<ul class="next-steps">
${t.map(({title:e,text:t,act:n,href:r,icon:i})=>S`<li key=${r+e}>
<${ne} name=${i} />
<div class="grow"><strong>${e}</strong><p class="muted small">${t}</p></div>
<${c} size="small" href=${r} aria-label=${`${n}: ${e}`}>${n}<//>
</li>`)}
</ul>`}
${!e&&S`<${o} lines=${2} />`}
${e&&t.length===0&&S`<p class="muted">${qr.done}</p>`}
<//>`}function Yr(){let e=[];return Qn()||e.push({...qr.verify,icon:`mail`,href:`/account/profile`}),(C.value?.factors??[]).length===0&&e.push({...qr.factor,icon:`shield`,href:`/account/security`}),e}function Xr(){let[e,t]=w(null);return v(()=>{let e=!0;return Promise.all([Qr(),$r(),...ei()]).then(n=>e&&t(n.filter(Boolean)),()=>e&&t([])),()=>e=!1},[]),e}async function Zr(e,t){try{return(await y(e,{query:t,quiet:!0})).data.items}catch{return null}}async function Qr(){if(!q())return null;let[e,t]=await Promise.all([Zr(`/api/members`,{limit:2}),Zr(`/api/invitations`,{limit:1})]);return e?.length!==1||t?.length!==0?null:{...qr.invite,icon:`users`,href:_(`settings`,`invitations`)}}async function $r(){return!u()||!s(`member`)?null:(await Zr(`/api/leads`,{limit:1}))?.length===0?{...qr.first,icon:`plus`,href:_(`leads`,`new`)}:null}function ei(){let e=[];for(let t of he()){if(t.parent||!t.operations.list)continue;let n=t.fields.find(({name:e,filter:t})=>t&&(e===`status`||e===`state`)),r=(n?.options??[]).map(e=>e?.value??e),i=[[`failed`,qr.failed],[`in_doubt`,qr.doubt]];for(let[a,o]of i)r.includes(a)&&e.push(ti(t,n.name,a,o(t.labels[1])))}return e}async function ti(e,t,n,r){return(await Zr(e.path,{[t]:n,limit:1}))?.length?{...r,icon:`circle-alert`,href:`${_(e.plural)}?${t}=${n}`}:null}var ni=/* @__PURE__ */ e({default:()=>ii});const ri=k.overview;function ii(){return S`<${f} title=${ri.title} subtitle=${ie.value?.name}>
<div class="stack stack-5">
<${Wr} />
<div class="overview-columns">
<${Jr} />
${Yn(`admin`)&&S`<${ai} />`}
</div>
</div>
<//>`}function ai(){let e=Me(`/api/audit-log`,{limit:8}),t=S`<a class="small" href=${_(`settings`,`audit`)}>${ri.allActivity}</a>`;return S`<${D} title=${ri.activity} actions=${t}>
${e.problem&&S`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&S`<${o} lines=${5} />`}
${e.rows?.length===0&&S`<p class="muted">${ri.nothingYet}</p>`}
${e.rows?.length>0&&S`<ul class="activity">
${e.rows.map((e,t)=>{let n=Un(e);return S`<li key=${`${e.changed_at}${e.row_id}${t}`}>
<span class="grow">${n?S`<a href=${n}>${Hn(e)}</a>`:Hn(e)}</span>
<span class="muted small nowrap"><${A} value=${e.changed_at} /></span>
</li>`})}
</ul>`}
<//>`}const oi=k.values,si=/^[a-z0-9._-]{1,100}$/;function ci({row:e,onSaved:t,onCancel:n}){let[r,i]=w(e.key??``),[a,o]=w(e.value??null),[s,l]=w(!0),[u,d]=w(null),f=H();rn(r!==(e.key??``)||JSON.stringify(a)!==JSON.stringify(e.value??null));let p=()=>{let n=an({key:si.test(r)?null:oi.keyWrong,value:s?null:oi.valueWrong});d(n),n||f.run(async()=>{let n=`/api/settings/${encodeURIComponent(r)}`;if(!e.key&&await li(n))throw an({key:oi.exists});try{t((await de(n,{value:a},e.version?{ifMatch:`"${e.version}"`}:{})).data)}catch(e){throw e.status===412&&(e.detail=k.changedMeanwhile),e}})},m=u??f.problem,g=P(m);return S`<${N} onSubmit=${p} error=${m} busy=${f.busy} fields=${{key:oi.key,value:oi.value}}>
${!e.key&&S`<${E} name="key" label=${oi.key} help=${oi.keyHelp} error=${g.key}>
${e=>S`<${h} ...${e} class="mono" maxlength="100" autocomplete="off" value=${r} onChange=${i} />`}
<//>`}
<${E} name="value" label=${e.key?`${oi.value}: ${e.key}`:oi.value} help=${oi.valueHelp} error=${g.value}>
${e=>S`<${Fe} ...${e} value=${a} onChange=${o} onValid=${l} />`}
<//>
<div class="row">
<${c} type="submit" tone="primary" busy=${f.busy}>${k.save}<//>
<${c} tone="quiet" onClick=${n}>${k.cancel}<//>
</div>
<//>`}async function li(e){try{return await y(e),!0}catch(e){if(e.status===404)return!1;throw e}}var ui=/* @__PURE__ */ e({default:()=>fi});const $=k.values,di=e=>`/api/settings/${encodeURIComponent(e)}`;function fi(){let[e,t]=w(null),n=u()&&!e&&S`<${c} tone="primary" icon="plus" onClick=${()=>t({})}>${$.add}<//>`;return S`<${tr} tab="values" actions=${n}><${pi} editing=${e} onEdit=${t} /><//>`}function pi({editing:e,onEdit:t}){let r=Me(`/api/settings`),i=T(),s=r.rows?.map(e=>({...e,id:e.key})),l=e=>r.setRows(t=>[...t.filter(({key:t})=>t!==e.key),e].sort((e,t)=>e.key<t.key?-1:1)),d=e=>{l(e),t(null),n($.saved(e.key),{tone:`good`})},f=e=>i.run(async()=>t((await y(di(e.key))).data)),m=e=>i.run(async()=>{await Ce(di(e.key),{ifMatch:`"${e.version}"`}).catch(e=>{throw e.status===412?(r.reload(),Object.assign(e,{detail:k.changedMeanwhile})):e}),r.setRows(t=>t.filter(({key:t})=>t!==e.key));let t=async()=>l((await de(di(e.key),{value:e.value})).data);n($.removed(e.key),{action:{label:k.undo,run:()=>i.run(t)}})}),h=[{key:`key`,label:$.key,width:`wide`,render:e=>S`<code class="mono">${e.key}</code>`},{key:`value`,label:$.value,width:`wide`,render:e=>S`<code class="mono small value-cell">${JSON.stringify(e.value)}</code>`},{key:`updated_at`,label:$.changed,render:e=>S`<${A} value=${e.updated_at} />`},...u()?[{key:`acts`,label:$.acts,align:`end`,render:e=>S`<div class="row row-end">
<${c} size="small" tone="quiet" onClick=${()=>f(e)} aria-label=${`${$.change}: ${e.key}`}>${$.change}<//>
<${c} size="small" tone="quiet" onClick=${()=>m(e)} aria-label=${`${$.remove}: ${e.key}`}>${$.remove}<//>
</div>`}]:[]];return S`<${a}>
<p class="muted">${$.intro}</p>
${e&&S`<${D} title=${e.key?$.edit:$.add}>
<${ci} key=${e.key??``} row=${e} onSaved=${d} onCancel=${()=>t(null)} />
<//>`}
${i.problem&&S`<${x} tone="bad" onClose=${i.clear}>${i.problem.detail??i.problem.message}<//>`}
${r.problem&&S`<${M} problem=${r.problem} onRetry=${r.reload} />`}
${!s&&!r.problem&&S`<${o} lines=${3} />`}
${s?.length===0&&!e&&S`<${p} icon="settings" title=${$.empty}>${$.emptyText}<//>`}
${s?.length>0&&S`<${ze} caption=${$.title} columns=${h} rows=${s} compact=${[`key`,`value`,`acts`]} />`}
<${Ne} cursor=${r.cursor} busy=${r.busy} onMore=${r.more} />
<//>`}const mi=k.welcome,hi=({busy:e,label:t=mi.next,skip:n})=>S`<div class="row">
<${c} type="submit" tone="primary" busy=${e}>${t}<//>${n}
</div>`;function gi({skip:e,onDone:t}){let[n,r]=w(C.value?.user.name??``),[i,a]=w(null),o=H(),s=()=>{let e=an({name:n.trim()?null:k.required});a(e),e||o.run(async()=>{n.trim()!==C.value?.user.name&&(await Ee(`/auth/me`,{name:n.trim()}),await ve()),t()})},c=i??o.problem;return S`<${N} onSubmit=${s} error=${c} busy=${o.busy} fields=${{name:mi.you.label}}>
<${E} name="name" label=${mi.you.label} error=${P(c).name}>
${e=>S`<${h} ...${e} autocomplete="name" maxlength="200" value=${n} onChange=${r} />`}
<//>
<${hi} busy=${o.busy} skip=${e} />
<//>`}function _i({own:e,skip:t,onDone:n}){let r=cn(e),[i,a]=w(null),o=H(),s=()=>{let t=r.wrong();a(t),t||o.run(async()=>{try{r.dirty&&await Ee(`/api/tenant`,{name:r.name,slug:r.slug},xi(e)),await ve(),n()}catch(e){throw e.code===`slug_taken`?De(e,`slug`,k.slugTaken):e}})},c=i??o.problem;return S`<${N} onSubmit=${s} error=${c} busy=${o.busy} fields=${{name:k.name,slug:k.slug}}>
<${ln} fields=${r} errors=${P(c)} />
<${hi} busy=${o.busy} skip=${t} />
<//>`}function vi({own:e,skip:t,onDone:n}){let[r,i]=w(``),[a,o]=w(`member`),[s,c]=w(null),l=H();if(!Qn())return S`<div class="stack stack-3"><${vr} /><div class="row">${t}</div></div>`;let u=()=>{let t=an({email:r.trim()?null:k.required});c(t),t||l.run(async t=>{await b(`/api/invitations`,{email:r.trim(),role:a},{...xi(e),key:t}),n()})},d=s??l.problem,f=P(d),p=Object.keys(k.roles).map(e=>({value:e,label:k.roles[e]}));return S`<${N} onSubmit=${u} error=${d} busy=${l.busy} fields=${{email:k.invitations.email,role:k.role}}>
<${E} name="email" label=${k.invitations.email} error=${f.email}>
${e=>S`<${h} ...${e} type="email" autocomplete="off" maxlength="254" value=${r} onChange=${i} />`}
<//>
<${E} name="role" label=${k.role} help=${k.roleHelp[a]} error=${f.role}>
${e=>S`<${Pe} ...${e} options=${p} value=${a} onChange=${o} />`}
<//>
<${hi} busy=${l.busy} label=${k.invitations.send} skip=${t} />
<//>`}function yi({own:e,skip:t,onDone:n,onLeave:r}){let[i,a]=w(!1),o=H();return S`<div class="stack stack-3">
${o.problem&&S`<${x} tone="bad">${o.problem.detail??o.problem.message}<//>`}
${i&&S`<p role="status">${mi.data.added}</p>`}
<div class="row">
${i?S`<${c} tone="primary" onClick=${n}>${mi.goOn}<//>`:S`<${c} tone="primary" busy=${o.busy} onClick=${()=>o.run(async t=>{for(let[n,r]of mi.data.leads.entries())await b(`/api/leads`,r,{...xi(e),key:`${t}-${n}`});a(!0)})}>${mi.data.sample}<//>`}
<${c} onClick=${()=>r(`/t/${e.slug}/leads/import`)}>${mi.data.import}<//>
${!i&&t}
</div>
</div>`}function bi({onDone:e,onLeave:t}){let n=(C.value?.factors??[]).length>0;return S`<div class="stack stack-3">
${n&&S`<p>${mi.factor.have}</p>`}
<div class="row">
${!n&&S`<${c} tone="primary" onClick=${()=>t(`/account/security`)}>${mi.factor.act}<//>`}
<${c} tone=${n?`primary`:`quiet`} onClick=${e}>${mi.finish}<//>
</div>
</div>`}const xi=e=>({tenant:e?.id});var Si=/* @__PURE__ */ e({default:()=>Ti});const Ci=k.welcome,wi=[[`you`,gi],[`space`,_i],[`invite`,vi],[`data`,yi],[`factor`,bi]];function Ti(){let[e,t]=w(0),[n,r]=wi[e],i=C.value?.memberships.find(({home:e})=>e)??C.value?.memberships[0],a=async e=>{await Ei(),ae(e??(i?`/t/${i.slug}/`:`/`),{replace:!0})},o=()=>e+1<wi.length?t(e+1):a(),s=S`<${c} tone="quiet" onClick=${o}>${Ci.skip}<//>`;return S`<${f} title=${Ci.title} subtitle=${Ci.step(e+1,wi.length)} narrow
actions=${S`<${c} tone="quiet" onClick=${()=>a()}>${Ci.skipAll}<//>`}>
<div class="stack stack-4">
<progress class="welcome-progress" max=${wi.length} value=${e+1} aria-label=${Ci.step(e+1,wi.length)}></progress>
<${D} title=${Ci[n].title}>
<div class="stack stack-4">
<p class="muted">${Ci[n].text}</p>
<${r} key=${n} own=${i} skip=${s} onDone=${o} onLeave=${a} />
</div>
<//>
</div>
<//>`}async function Ei(){try{let{data:e}=await y(`/auth/preferences`,{quiet:!0});await de(`/auth/preferences`,{...e,welcomed:!0},{quiet:!0})}catch{}}export{Ke as S,zt as _,Nr as a,bt as b,pr as c,jn as d,Tn as f,Wt as g,Xt as h,zr as i,lr as l,un as m,ui as n,kr as o,bn as p,ni as r,yr as s,Si as t,nr as u,Mt as v,nt as x,Tt as y};