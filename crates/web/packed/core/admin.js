import{t as e}from"./rolldown-runtime.js";import{$ as t,C as n,Ct as r,E as i,Et as a,F as o,G as s,H as c,J as l,K as u,L as d,M as f,P as p,Q as m,R as h,S as g,St as _,T as ee,U as te,V as ne,X as v,Y as re,Z as ie,_ as ae,at as oe,b as se,bt as y,ct as b,dt as x,et as ce,f as le,ft as ue,g as S,gt as C,ht as de,it as fe,k as pe,m as me,mt as he,n as ge,nt as _e,ot as ve,p as ye,pt as be,q as xe,rt as w,st as Se,t as Ce,tt as we,ut as Te,v as Ee,wt as T,x as E,xt as De,z as D}from"./main.js";import{_ as Oe,b as ke,c as O,r as Ae,v as je,x as k,y as A}from"./rows.js";import{C as Me,S as Ne,T as j,a as Pe,b as Fe,i as Ie,r as Le,v as Re,w as ze,x as M,y as Be}from"./lists.js";import{_ as N,f as Ve,h as He,v as P}from"./sign-in.js";function Ue(e,t={}){let[n,i]=T({rows:null,problem:null,busy:!1,cursor:null}),a=_(0),o=JSON.stringify(t),s=r(async(t,n)=>{if(!e)return;let r=++a.current;i(e=>({...e,busy:!0,problem:null}));try{let{data:s}=await b(e,{query:{limit:50,...JSON.parse(o),cursor:t}});if(r!==a.current)return;i({rows:[...n,...s.items],problem:null,busy:!1,cursor:s.next_cursor??null})}catch(e){r===a.current&&i(t=>({...t,busy:!1,problem:e}))}},[e,o]);y(()=>(i({rows:null,problem:null,busy:!1,cursor:null}),s(void 0,[]),()=>a.current++),[s]);let c=r(e=>i(t=>({...t,rows:e(t.rows??[])})),[]);return{...n,more:()=>s(n.cursor,n.rows??[]),reload:()=>s(void 0,[]),setRows:c}}const We=()=>!w.value?.impersonation;function Ge({tab:e,actions:t,children:n}){let r=Object.entries(k.tabs).map(([t,n])=>({label:n,href:`/account/${t}`,current:t===e}));return C`<${f} title=${k.tabs[e]} crumbs=${[{label:k.title,href:`/account/profile`}]} narrow=${e!==`history`&&e!==`sessions`} actions=${We()?t:null}>
<div class="account-tabs"><${ke} items=${r} label=${k.title} /></div>
<div class="stack stack-5 account-body">
${!We()&&C`<${S} tone="info">${k.acting}<//>`}
${n}
</div>
<//>`}var Ke=/* @__PURE__ */ e({default:()=>Xe});const qe=k.history,Je=e=>qe.kinds[e]??e.replace(/^auth[nz]_/,``).replaceAll(`_`,` `),Ye=[{key:`kind`,label:qe.what,width:`wide`,render:e=>Je(e.kind)},{key:`succeeded`,label:qe.result,render:e=>C`<${j} tone=${e.succeeded?`good`:`bad`}>${e.succeeded?qe.done:qe.refused}<//>`},{key:`address`,label:qe.from,render:e=>e.address?C`<span class="mono small">${e.address}</span>`:C`<span class="muted">${qe.server}</span>`},{key:`at`,label:qe.when,render:e=>C`<${M} value=${e.at} />`}];function Xe(){let e=Ue(`/auth/history`);return C`<${Ge} tab="history">
<p class="muted">${qe.intro}</p>
${e.problem&&C`<${Me} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&C`<${o} lines=${6} />`}
${e.rows?.length===0&&C`<${p} icon="history" title=${qe.empty} />`}
${e.rows?.length>0&&C`<${Ne} caption=${qe.title} columns=${Ye} rows=${e.rows} compact=${[`kind`,`succeeded`,`address`,`at`]} />`}
<${ze} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function Ze({attempt:e}){if(e.until)return C`<${S} tone="warn"><${ae} until=${e.until} onEnd=${e.clear}>${e=>k.totp.wait(e)}<//><//>`;if(!e.problem)return null;let{detail:t,message:n}=e.problem;return C`<${S} tone="bad" onClose=${e.clear}>${t??n}<//>`}const F=k.profile,Qe=()=>fe.value?.development_mailbox&&C`<a href="/dev/mail" target="_blank" rel="noopener">${F.mailbox}</a>`;function $e(){let{user:e}=w.value,[t,n]=T(!1),[r,i]=T(null);return C`<${A} title=${F.email}>
<div class="row">
<strong class="account-address">${e.email??F.none}</strong>
${e.email&&C`<${j} tone=${e.email_verified?`good`:`warn`}>${e.email_verified?F.verified:F.unverified}<//>`}
</div>
${e.email&&!e.email_verified&&C`<${et} />`}
${e.phone&&C`<p class="small"><span class="muted">${F.phone}: </span>${e.phone}</p>`}
${r&&C`<${S} tone="info" onClose=${()=>i(null)}>${F.sent(r)} ${Qe()}<//>`}
${We()&&(t?C`<${tt} onSent=${e=>{n(!1),i(e)}} onCancel=${()=>n(!1)} />`:C`<div class="row"><${c} icon="mail" onClick=${()=>n(!0)}>${e.email?F.change:F.add}<//></div>`)}
<//>`}function et(){let e=E();return C`<${a}>
<p class="muted">${F.unverifiedText} ${Qe()}</p>
<${Ze} attempt=${e} />
${We()&&C`<div class="row">
<${c} size="small" busy=${e.busy} disabled=${e.until!==null} onClick=${()=>e.run(async()=>{await x(`/auth/email/resend`,void 0,{tenant:null}),n(F.resent,{tone:`good`})})}>${F.resend}<//>
</div>`}
<//>`}function tt({onSent:e,onCancel:t}){let[n,r]=T(``),[i,a]=T(null),o=E(),s=()=>{let t=n.trim()?null:{status:422,code:`invalid`,errors:[{field:`email`,code:`required`,message:k.required}]};a(t),t||o.run(async()=>{await x(`/auth/email/change`,{email:n.trim()},{tenant:null}),e(n.trim())})},l=i??(o.until?null:se(o.problem));return C`<${N} onSubmit=${s} error=${l} busy=${o.busy} fields=${{email:F.newEmail}}>
${o.until&&C`<${Ze} attempt=${o} />`}
<${D} name="email" label=${F.newEmail} help=${F.newEmailHelp} error=${P(l).email}>
${e=>C`<${h} ...${e} type="email" autocomplete="email" maxlength="254" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${c} type="submit" tone="primary" busy=${o.busy} disabled=${o.until!==null}>${F.send}<//>
<${c} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}var nt=/* @__PURE__ */ e({default:()=>it});const rt=k.profile;function it(){let{user:e}=w.value??{};return C`<${Ge} tab="profile">
${e?C`<${at} key=${e.id} /><${$e} />`:C`<${o} lines=${6} />`}
<//>`}function at(){let{user:e,memberships:t}=w.value,r=t.find(e=>e.home)?.slug??``,[i,a]=T(e.name),[o,s]=T(r),[l,u]=T(null),f=E(),p={};i.trim()!==e.name&&(p.name=i.trim()),o&&o!==r&&(p.home_tenant=o);let g=Object.keys(p).length>0;y(()=>g?m(()=>d({...rt.guard,tone:`danger`})):void 0,[g]);let _=()=>{let e=i.trim()?null:{status:422,code:`invalid`,errors:[{field:`name`,code:`required`,message:k.required}]};u(e),!e&&g&&f.run(async()=>{await Te(`/auth/me`,p,{tenant:null}),await _e(),n(k.saved,{tone:`good`})})};y(()=>We()?de(`mod+s`,_):void 0);let ee=l??f.problem,te=P(ee),ne=!We();return C`<${A} title=${rt.about}>
<${N} onSubmit=${_} error=${ee} busy=${f.busy} fields=${{name:rt.name,home_tenant:rt.home}}>
<${D} name="name" label=${rt.name} error=${te.name}>
${e=>C`<${h} ...${e} autocomplete="name" maxlength="200" value=${i} onChange=${a}
disabled=${ne} />`}
<//>
${t.length>0&&C`<${D} name="home_tenant" label=${rt.home} help=${rt.homeHelp} error=${te.home_tenant}>
${e=>C`<${Fe} ...${e} value=${o} onChange=${s} disabled=${ne}
options=${t.map(e=>({value:e.slug,label:e.name}))} />`}
<//>`}
${!ne&&C`<div class="row">
<${c} type="submit" tone="primary" busy=${f.busy} disabled=${!g}>${k.save}<//>
</div>`}
<//>
<//>`}const I=k.passkeys,ot=()=>/^[\d.]+$|^\[/.test(location.hostname);function st({onChanged:e}){let[t,r]=T(null),[i,a]=T(!1),s=E(),l=()=>s.run(async()=>r((await b(`/auth/passkeys`,{tenant:null})).data.items));y(()=>void l(),[]);let u=async t=>{a(!1),r(e=>[...e??[],{...t,last_used_at:null}]),n(I.added(t.name),{tone:`good`}),await e(t.recovery_codes)},f=async t=>{await d({title:I.removeTitle(t.name),body:I.removeBody,confirm:k.remove,tone:`danger`})&&await s.run(async()=>{await Se(`/auth/passkeys/${t.id}`,{tenant:null}),r(e=>e.filter(({id:e})=>e!==t.id)),n(I.removed(t.name),{tone:`good`}),await e()})},p=[{key:`name`,label:I.name,width:`wide`,render:e=>e.name},{key:`created_at`,label:I.made,render:e=>C`<${M} value=${e.created_at} />`},{key:`last_used_at`,label:I.used,render:e=>e.last_used_at?C`<${M} value=${e.last_used_at} />`:I.never},{key:`actions`,label:I.actions,hidden:!0,align:`end`,render:e=>C`<${c} size="small" tone="quiet"
aria-label=${`${k.remove}: ${e.name}`} onClick=${()=>f(e)}>${k.remove}<//>`}],m=fe.value?.passkeys!==!1&&!ot()&&`PublicKeyCredential`in window,h=`${location.protocol}//localhost${location.port?`:${location.port}`:``}/account/security`;return C`<${A} title=${I.title}>
<p class="muted">${I.intro}</p>
<${Ze} attempt=${s} />
${!t&&!s.problem&&C`<${o} lines=${2} />`}
${!t&&s.problem&&C`<div class="row"><${c} size="small" onClick=${l}>${k.retry}<//></div>`}
${t?.length===0&&!i&&C`<p class="small muted">${I.empty}</p>`}
${t?.length>0&&C`<${Ne} caption=${I.title} columns=${p} rows=${t} compact=${[`name`,`last_used_at`,`actions`]} />`}
${ot()&&C`<${S} tone="info">${I.address} <a href=${h}>${I.open}</a><//>`}
${m&&(i?C`<${ct} onAdded=${u} onCancel=${()=>a(!1)} />`:C`<div class="row"><${c} icon="fingerprint" onClick=${()=>a(!0)}>${I.add}<//></div>`)}
<//>`}function ct({onAdded:e,onCancel:t}){let[n,r]=T(``),i=E(),a=()=>i.run(async()=>e(await He(n))),o=i.problem&&(i.problem.status===void 0?{detail:i.problem.message||I.failed}:i.problem);return C`<${N} onSubmit=${a} error=${o} busy=${i.busy}>
<${D} name="name" label=${I.name} help=${I.nameHelp} optional>
${e=>C`<${h} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${c} type="submit" tone="primary" busy=${i.busy}>${I.create}<//>
<${c} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}const L=k.password,lt={current_password:L.current,new_password:L.new};function ut(){let[e,t]=T(``),[r,i]=T(``),[a,o]=T(!1),[s,l]=T(null),u=E(),d=()=>{let s=[];e||s.push({field:`current_password`,code:`required`,message:k.required}),[...r].length<8&&s.push({field:`new_password`,code:`short`,message:r?L.short:k.required}),l(s.length?{status:422,code:`invalid`,errors:s}:null),s.length||u.run(async()=>{try{await x(`/auth/password/change`,{current_password:e,new_password:r,revoke_api_keys:a},{tenant:null})}catch(e){throw e.errors?.some(({code:e})=>e===`password_wrong`)?Ee(e,`current_password`,L.wrong):se(e)}t(``),i(``),o(!1),n(L.changed,{tone:`good`})})},f=s??(u.until?null:u.problem),p=P(f);return C`<${A} title=${L.title}>
${u.until&&C`<${Ze} attempt=${u} />`}
<${N} onSubmit=${d} error=${f} busy=${u.busy} fields=${lt}>
<input class="visually-hidden" type="text" autocomplete="username" value=${w.value.user.email??``} readonly tabindex="-1" aria-hidden="true" />
<${D} name="current_password" label=${L.current} error=${p.current_password}>
${n=>C`<${Ce} ...${n} autocomplete="current-password" value=${e} onChange=${t} />`}
<//>
<${D} name="new_password" label=${L.new} help=${L.newHelp} error=${p.new_password}>
${e=>C`<${Ce} ...${e} autocomplete="new-password" maxlength="128" value=${r} onChange=${i} />`}
<//>
<div>
<${je} label=${L.keys} value=${a} onChange=${o} />
<p class="small muted">${L.keysHelp} ${L.others}</p>
</div>
<div class="row">
<${c} type="submit" tone="primary" busy=${u.busy} disabled=${u.until!==null}>${L.submit}<//>
</div>
<//>
${w.value.user.email&&C`<${dt} email=${w.value.user.email} />`}
<//>`}function dt({email:e}){let t=E();return C`<div class="stack stack-2">
<div class="row small"><span class="muted">${L.forgot}</span>
<${c} size="small" tone="quiet" busy=${t.busy} disabled=${t.until!==null} onClick=${()=>t.run(async()=>{await x(`/auth/password/forgot`,{email:e},{tenant:null}),n(L.linkSent(e),{tone:`good`})})}>${L.sendLink}<//>
</div>
<${Ze} attempt=${t} />
</div>`}const ft=k.recovery;function pt({onCodes:e}){let t=E(),n=w.value.factors.length>0;return C`<${A} title=${ft.title}>
<p class="muted">${n?ft.intro:ft.needFactor}</p>
<${Ze} attempt=${t} />
${n&&C`<div class="row"><${c} icon="refresh-cw" busy=${t.busy} onClick=${async()=>{await d({title:ft.renewTitle,body:ft.renewBody,confirm:ft.renew})&&await t.run(async()=>e((await x(`/auth/mfa/recovery-codes`,void 0,{tenant:null})).data.recovery_codes))}}>${ft.renew}<//></div>`}
<//>`}function mt({codes:e,onClose:t}){if(!e)return null;let n=e.join(`
`);return C`<${ne} open title=${ft.dialog}
actions=${C`<${c} tone="primary" onClick=${t}>${ft.kept}<//>`}>
<div class="stack stack-4">
<p>${ft.once}</p>
<ol class="recovery-codes mono">${e.map(e=>C`<li key=${e}>${e}</li>`)}</ol>
<div class="row">
<${ge} value=${n} label=${ft.copy} />
<${c} size="small" icon="download" onClick=${()=>Oe(ft.file,new Blob([`${n}\n`],{type:`text/plain`}))}>${ft.download}<//>
</div>
</div>
<//>`}const R=k.totp,ht=(e,t)=>e.code===`proof_refused`?Ee(e,t,R.codeWrong):e;function gt({onChanged:e}){let t=w.value.factors.includes(`totp`),[r,i]=T(null),[a,o]=T(!1),s=E(),l=()=>s.run(async()=>i((await x(`/auth/mfa/totp/enroll`,void 0,{tenant:null})).data)),u=async(t,r)=>{await e(r),i(null),o(!1),n(t,{tone:`good`})},d=C`<${j} tone=${t?`good`:`muted`}>${t?R.on:R.off}<//>`,f=!r&&!a;return C`<${A} title=${R.title} actions=${d}>
<p class="muted">${R.intro}</p>
<${Ze} attempt=${s} />
${r&&C`<${vt} enrolled=${r} onDone=${e=>u(R.enabled,e)} onCancel=${()=>i(null)} />`}
${a&&C`<${yt} onDone=${()=>u(R.disabled)} onCancel=${()=>o(!1)} />`}
${f&&C`<div class="row">${t?C`<${c} onClick=${()=>o(!0)}>${R.disable}<//>`:C`<${c} tone="primary" icon="smartphone" busy=${s.busy} onClick=${l}>${R.setUp}<//>`}</div>`}
<//>`}function _t(e){let[t,n]=T(null);return y(()=>{let t=URL.createObjectURL(new Blob([e],{type:`image/svg+xml`}));return n(t),()=>URL.revokeObjectURL(t)},[e]),t}function vt({enrolled:e,onDone:t,onCancel:n}){let[r,i]=T(``),a=E(),o=_t(e.qr_svg),s=e=>a.run(async()=>{try{let{data:n}=await x(`/auth/mfa/totp/confirm`,{code:e},{tenant:null});t(n.recovery_codes)}catch(e){throw i(``),ht(e,`code`)}}),l=a.until?null:a.problem;return C`<div class="stack stack-4">
<p>${R.scan}</p>
<div class="totp">
<div class="totp-qr">${o&&C`<img src=${o} alt=${R.qr} width="200" height="200" />`}</div>
<div class="stack stack-2">
<p class="small muted">${R.type}</p>
<div class="secret-box"><code class="mono" aria-label=${R.secret}>${e.secret.replace(/(.{4})(?=.)/g,`$1 `)}</code>
<${ge} value=${e.secret} label=${R.copySecret} /></div>
<p class="small"><a href=${e.otpauth_url}>${R.open}</a></p>
</div>
</div>
${a.until&&C`<${Ze} attempt=${a} />`}
<${N} onSubmit=${()=>s(r)} error=${l} busy=${a.busy} fields=${{code:R.code}}>
<${D} name="code" label=${R.code} error=${P(l).code}>
${e=>C`<${Ve} ...${e} value=${r} onChange=${i} onComplete=${s} />`}
<//>
<div class="row">
<${c} type="submit" tone="primary" busy=${a.busy} disabled=${r.length<6||a.until!==null}>${R.confirm}<//>
<${c} tone="quiet" onClick=${n}>${k.cancel}<//>
</div>
<//>
</div>`}function yt({onDone:e,onCancel:t}){let[n,r]=T(``),i=E(),a=n.trim(),o=/^[\d -]{6,9}$/.test(a)?{code:a}:{recovery_code:a},s=()=>i.run(async()=>{try{await x(`/auth/mfa/totp/disable`,o,{tenant:null}),e()}catch(e){let t=e.errors?.map(e=>({...e,field:`proof`}));throw t?.length?Object.assign(e,{errors:t}):ht(e,`proof`)}}),l=i.until?null:i.problem;return C`<${N} onSubmit=${s} error=${l} busy=${i.busy} fields=${{proof:R.proof}}>
${i.until&&C`<${Ze} attempt=${i} />`}
<${D} name="proof" label=${R.proof} help=${R.disableText} error=${P(l).proof}>
${e=>C`<${h} ...${e} autocomplete="one-time-code" maxlength="40" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${c} type="submit" tone="danger" busy=${i.busy} disabled=${!a||i.until!==null}>${R.disable}<//>
<${c} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}var bt=/* @__PURE__ */ e({default:()=>xt});function xt(){let[e,t]=T(null),n=e=>(e?.length&&t(e),_e());return C`<${Ge} tab="security">
${!w.value&&C`<${o} lines=${8} />`}
${w.value&&We()&&C`
<${ut} />
<${gt} onChanged=${n} />
<${st} onChanged=${n} />
<${pt} onCodes=${n} />`}
<${mt} codes=${e} onClose=${()=>t(null)} />
<//>`}const St=[[`Edge`,/Edg(?:A|iOS)?\//],[`Opera`,/OPR\//],[`Firefox`,/(?:Firefox|FxiOS)\//],[`Chrome`,/(?:Chrome|Chromium|CriOS)\//],[`Safari`,/Safari\//],[`curl`,/^curl\//]],Ct=[[`Android`,/Android/],[`iPhone`,/iPhone/],[`iPad`,/iPad/],[`Windows`,/Windows/],[`macOS`,/Mac OS X|Macintosh/],[`ChromeOS`,/CrOS/],[`Linux`,/Linux/]];function wt(e){if(!e)return null;let t=t=>t.find(([,t])=>t.test(e))?.[0],[n,r]=[t(St),t(Ct)];return n&&r?`${n} on ${r}`:n??r??e.split(/[ /]/)[0].slice(0,40)}var Tt=/* @__PURE__ */ e({default:()=>Et});const z=k.sessions;function Et(){let[e,t]=T(null),[r,i]=T(null),a=E(),s=async()=>{try{t((await b(`/auth/sessions`,{tenant:null})).data.items),i(null)}catch(e){i(e)}};y(()=>void s(),[]);let l=e=>a.run(async()=>{await Se(`/auth/sessions/${e.id}`,{tenant:null}),t(t=>t.filter(({id:t})=>t!==e.id)),n(z.ended,{tone:`good`})}),u=async()=>{await d({title:z.allTitle,body:z.allBody,confirm:z.all,tone:`danger`})&&await a.run(async()=>{await x(`/auth/logout-all`,void 0,{tenant:null}),await oe()})},f=[{key:`device`,label:z.device,width:`wide`,render:e=>C`<span class="row">
<span title=${e.user_agent??void 0}>${e.device_name||wt(e.user_agent)||z.unknown}</span>
${e.current&&C`<${j} tone="good">${z.current}<//>`}
</span>`},{key:`address`,label:z.from,render:e=>C`<span class="mono small">${e.address??``}</span>`},{key:`created_at`,label:z.signedIn,render:e=>C`<${M} value=${e.created_at} />`},{key:`last_seen_at`,label:z.seen,render:e=>C`<${M} value=${e.last_seen_at} />`},{key:`expires_at`,label:z.ends,render:e=>C`<${M} value=${e.expires_at} />`},...We()?[{key:`actions`,label:z.actions,hidden:!0,align:`end`,render:e=>!e.current&&C`<${c} size="small" tone="quiet"
aria-label=${`${z.end}: ${e.device_name||wt(e.user_agent)||z.unknown}`} onClick=${()=>l(e)}>${z.end}<//>`}]:[]],p=C`<${c} icon="log-out" busy=${a.busy} onClick=${u}>${z.all}<//>`;return C`<${Ge} tab="sessions" actions=${p}>
<p class="muted">${z.intro}</p>
<${Ze} attempt=${a} />
${r&&!e&&C`<${Me} problem=${r} onRetry=${s} />`}
${!r&&!e&&C`<${o} lines=${4} />`}
${e&&C`<${Ne} caption=${z.title} columns=${f} rows=${e} compact=${[`device`,`address`,`last_seen_at`,`actions`]} />`}
<//>`}function Dt({tab:e,title:t,actions:n,children:r}){let i=Object.entries(g.tabs).map(([t,n])=>({label:n,href:`/platform/${t}`,current:t===e})),a=we(),o=(w.value?.factors??[]).length>0,s=t?[{label:g.tabs[e],href:`/platform/${e}`}]:[{label:g.title,href:`/platform/tenants`}];return C`<${f} title=${t??g.tabs[e]} crumbs=${a?s:[]} actions=${a&&o?n:null}>
${!a&&C`<${p} icon="lock" title=${g.closed.title}>${g.closed.text}<//>`}
${a&&!o&&C`<${p} icon="shield" title=${g.factor.title}
action=${C`<${c} tone="primary" href="/account/security">${g.factor.act}<//>`}>${g.factor.text}<//>`}
${a&&o&&C`<div class="settings-tabs"><${ke} items=${i} label=${g.title} /></div>
<div class="stack stack-5 settings-body">${r}</div>`}
<//>`}function Ot({pages:e,empty:t,caption:n,columns:r,compact:i,rowHref:s}){return C`<${a}>
${e.problem&&C`<${Me} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&C`<${o} lines=${6} />`}
${e.rows?.length===0&&C`<${p} icon=${t.icon} title=${t.title}>${t.text}<//>`}
${e.rows?.length>0&&C`<${Ne} caption=${n} columns=${r} rows=${e.rows} compact=${i} rowHref=${s} />`}
<${ze} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function kt({name:e,label:n,help:r,type:i=`search`,maxlength:a=200,valid:o=()=>!0}){let s=t.value.query.get(e)??``,[c,l]=T(s);return y(()=>l(s),[s]),y(()=>{if(c.trim()===s||c&&!o(c.trim()))return;let t=setTimeout(()=>ce({[e]:c.trim()||null},{replace:!0}),300);return()=>clearTimeout(t)},[c]),C`<${D} name=${e} label=${n} help=${r} required=${!1}>
${e=>C`<${h} ...${e} type=${i} maxlength=${a} autocomplete="off" value=${c} onChange=${l} />`}
<//>`}function At(...e){let{query:n}=t.value;return Object.fromEntries(e.map(e=>[e,n.get(e)]).filter(([,e])=>e))}const jt=g.search;var Mt=/* @__PURE__ */ e({default:()=>Lt});const Nt=g.denied,Pt=e=>e?C`<code class="mono small id-cell" title=${e}>${e}</code>`:``,Ft=e=>e?C`<a class="mono small id-cell" href=${`/platform/tenants/${e}`} title=${e}>${e}</a>`:``,It=[{key:`route`,label:Nt.route,width:`wide`,render:e=>C`<code class="mono small">${e.route}</code>
${e.alert&&C` <${j} tone="bad">${Nt.alert}<//>`}`},{key:`actor_id`,label:Nt.actor,render:e=>Pt(e.actor_id)},{key:`actor_tenant_id`,label:Nt.from,render:e=>Ft(e.actor_tenant_id)},{key:`owner_tenant_id`,label:Nt.owner,render:e=>Ft(e.owner_tenant_id)},{key:`row_id`,label:Nt.row,render:e=>C`${e.table_name.replaceAll(`_`,` `)} ${Pt(e.row_id)}`},{key:`address`,label:Nt.address,render:e=>e.address??``},{key:`request_id`,label:Nt.request,render:e=>Pt(e.request_id)},{key:`at`,label:Nt.at,render:e=>C`<${M} value=${e.at} />`}];function Lt(){return C`<${Dt} tab="denied"><${Rt} /><//>`}function Rt(){let e=Ue(`/admin/denied-accesses`),t={icon:`ban`,title:Nt.empty,text:Nt.emptyText};return C`<${a}>
<p class="muted">${Nt.text}</p>
<${Ot} pages=${e} empty=${t} caption=${g.tabs.denied} columns=${It} compact=${[`route`,`actor_id`,`owner_tenant_id`,`at`]} />
<//>`}var zt=/* @__PURE__ */ e({default:()=>Ht});const B=g.health;function Bt({row:e}){return e.error?C`<${j} tone="bad">${B.failed}<//> <span class="small">${e.error}</span>`:e.late?C`<${j} tone="warn">${B.late}<//>`:e.finished_at?C`<${j} tone="good">${B.good}<//>`:C`<${j} tone="info">${B.running}<//>`}const Vt=[{key:`task`,label:B.task,width:`wide`,render:e=>C`<code class="mono small">${e.task}</code>`},{key:`state`,label:B.state,render:e=>C`<${Bt} row=${e} />`},{key:`interval_ms`,label:B.every,render:e=>i(e.interval_ms/1e3)},{key:`started_at`,label:B.last,render:e=>C`<${M} value=${e.started_at} />`},{key:`duration_ms`,label:B.took,align:`end`,render:e=>e.duration_ms===null||e.duration_ms===void 0?``:B.ms(pe(e.duration_ms))},{key:`rows`,label:B.rows,align:`end`,render:e=>e.rows===null||e.rows===void 0?``:pe(e.rows)},{key:`node`,label:B.node,render:e=>C`<span class="small muted">${e.node}</span>`}];function Ht(){return C`<${Dt} tab="health"><${Ut} /><//>`}function Ut(){let[e,t]=T(null),n=E(),r=()=>n.run(async()=>t((await b(`/admin/health`)).data));if(y(()=>void r(),[]),!e)return n.problem?C`<${Me} problem=${n.problem} onRetry=${r} />`:C`<${o} lines=${6} />`;let i=Object.entries(e.jobs);return C`<${a}>
${n.problem&&C`<${Me} problem=${n.problem} onRetry=${r} />`}
<section class="stack stack-3" aria-labelledby="jobs-by-state">
<div class="row"><h2 id="jobs-by-state" class="grow">${B.jobs}</h2><${c} size="small" icon="rotate-ccw" busy=${n.busy} onClick=${r}>${B.refresh}<//></div>
<div class="figures">${i.map(([e,t])=>C`<a key=${e} class="figure" href=${`/platform/jobs?state=${e}`}>
<span>${g.jobs.states[e]??e}</span><span class="figure-number">${pe(t)}</span>
</a>`)}</div>
<p class="muted">${B.oldest}: ${e.oldest_due_at?C`<${M} value=${e.oldest_due_at} />`:B.none}</p>
</section>
<section class="stack stack-3" aria-labelledby="periodic-tasks">
<h2 id="periodic-tasks">${B.tasks}</h2>
<${Ne} caption=${B.tasks} columns=${Vt} rows=${e.periodic_tasks} rowKey=${e=>e.task} compact=${[`task`,`state`,`started_at`]} />
</section>
<//>`}var Wt=/* @__PURE__ */ e({default:()=>qt});const V=g.impersonations,Gt=({name:e,email:t,id:n})=>e||t||n,Kt=[{key:`user`,label:V.user,width:`wide`,render:e=>Gt(e.user)},{key:`tenant`,label:V.tenant,render:e=>e.tenant.name},{key:`admin`,label:V.admin,render:e=>Gt(e.admin)},{key:`reason`,label:V.reason,width:`wide`,render:e=>e.reason},{key:`mode`,label:V.mode,render:e=>e.read_only?V.reading:V.writing},{key:`state`,label:V.state,render:e=>C`<${j} tone=${e.live?`warn`:`muted`}>${e.live?V.live:V.over}<//>`},{key:`created_at`,label:V.started,render:e=>C`<${M} value=${e.created_at} />`}];function qt(){return C`<${Dt} tab="impersonations"><${Jt} /><//>`}function Jt(){let e=Ue(`/admin/impersonations`),t={icon:`eye`,title:V.empty,text:V.emptyText};return C`<${Ot} pages=${e} empty=${t} caption=${g.tabs.impersonations} columns=${Kt}
compact=${[`user`,`tenant`,`admin`,`reason`,`state`]} />`}var Yt=/* @__PURE__ */ e({default:()=>en});const H=g.jobs,Xt={waiting:`muted`,running:`info`,done:`good`,failed:`bad`,in_doubt:`warn`,cancelled:`muted`},Zt=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,Qt=e=>e?C`<${M} value=${e} />`:``,$t=[{key:`kind`,label:H.kind,width:`wide`,render:e=>C`<code class="mono small">${e.kind}</code>`},{key:`state`,label:H.state,render:e=>C`<${j} tone=${Xt[e.state]}>${H.states[e.state]??e.state}<//>`},{key:`attempts`,label:H.tries,render:e=>H.of(e.attempts,e.max_tries)},{key:`tenant_id`,label:H.tenant,render:e=>e.tenant_id&&C`<a class="mono small id-cell" href=${`/platform/tenants/${e.tenant_id}`} title=${e.tenant_id}>${e.tenant_id}</a>`},{key:`last_error`,label:H.error,width:`wide`,render:e=>e.last_error??``},{key:`due_at`,label:H.due,render:e=>Qt(e.due_at)},{key:`finished_at`,label:H.finished,render:e=>Qt(e.finished_at)}];function en(){return C`<${Dt} tab="jobs"><${tn} /><//>`}function tn(){let e=At(`state`,`kind`,`tenant`),n=Ue(`/admin/jobs`,e),r=Object.entries(H.states).map(([e,t])=>({value:e,label:t})),i={icon:`clock`,title:H.empty,text:H.emptyText};return C`<${a}>
<div class="audit-filters" role="search">
<${D} name="state" label=${H.state} required=${!1}>
${e=>C`<${Fe} ...${e} empty=${g.all} options=${r} value=${t.value.query.get(`state`)??``}
onChange=${e=>ce({state:e||null})} />`}
<//>
<${kt} name="kind" label=${H.kind} help=${H.kindHelp} maxlength=${63} valid=${e=>/^[a-z0-9_]*$/.test(e)} />
<${kt} name="tenant" label=${H.tenant} maxlength=${36} valid=${e=>Zt.test(e)} />
${Object.keys(e).length>0&&C`<${c} tone="quiet" icon="x" onClick=${()=>ce({state:null,kind:null,tenant:null})}>${g.clear}<//>`}
</div>
<${Ot} pages=${n} empty=${i} caption=${g.tabs.jobs} columns=${$t} compact=${[`kind`,`state`,`last_error`,`due_at`]} />
<//>`}function U(){let e=E(),t=_(null),n=r(n=>e.run(async()=>{t.current??=he();try{let e=await n(t.current);return t.current=null,e}catch(e){throw e.status>=400&&e.status<500&&(t.current=null),e}}),[e.run]);return{...e,run:n}}function nn(e){let t=_({dirty:e,released:!1});return t.current.dirty=e,y(()=>{if(!e)return;let{current:n}=t;return m(()=>!n.dirty||n.released||d({...O.discard,tone:`danger`}),()=>n.dirty&&!n.released)},[e]),()=>t.current.released=!0}function rn(e){let t=Object.keys(e).filter(t=>e[t]).map(t=>({field:t,code:`wrong`,message:e[t]}));return t.length?Object.assign(Error(t[0].message),{status:422,code:`invalid`,detail:t[0].message,errors:t}):null}const an=/^(?=.{2,63}$)[a-z0-9]+(-[a-z0-9]+)*$/;function on(e){return e.normalize(`NFKD`).replace(/\p{M}/gu,``).toLowerCase().replace(/[^a-z0-9]+/g,`-`).replace(/^-|-$/g,``).slice(0,63).replace(/-$/,``)}function sn(e={}){let[t,n]=T(e.name??``),[r,i]=T(e.slug??null),a=r??on(t);return{name:t.trim(),slug:a,wrong:()=>rn({name:t.trim()?null:O.required,slug:an.test(a)?null:O.slugWrong}),dirty:t!==(e.name??``)||r!==(e.slug??null),text:t,setName:n,setSlug:e=>i(e.toLowerCase())}}function cn({fields:e,errors:t,help:n}){return C`<${a}>
<${D} name="name" label=${O.name} help=${n} error=${t.name}>
${t=>C`<${h} ...${t} maxlength="200" autocomplete="organization" value=${e.text} onChange=${e.setName} />`}
<//>
<${D} name="slug" label=${O.slug} help=${O.slugHelp} error=${t.slug}>
${t=>C`<${h} ...${t} maxlength="63" autocomplete="off" autocapitalize="none" value=${e.slug} onChange=${e.setSlug} />`}
<//>
<//>`}var ln=/* @__PURE__ */ e({default:()=>fn});const un=g.onboard,dn=/^[a-z0-9._-]{0,50}$/;function fn(){return C`<${Dt} tab="tenants" title=${un.title}><${pn} /><//>`}function pn(){let e=sn(),[t,r]=T(``),[i,a]=T(``),[o,s]=T(null),l=U(),u=nn(e.dirty||t!==``||i!==``),d={name:O.name,slug:O.slug,owner_email:un.owner,plan:un.plan},f=()=>{let r=rn({owner_email:t.trim()?null:g.required,plan:dn.test(i.trim())?null:un.planWrong}),a=e.wrong(),o=a&&r?{...a,errors:[...a.errors,...r.errors]}:a??r;s(o),o||l.run(async r=>{let a={name:e.name,slug:e.slug,owner_email:t.trim(),plan:i.trim()||void 0};try{let{data:e}=await x(`/admin/tenants`,a,{key:r});n(un.done(a.owner_email),{tone:`good`}),u(),ie(`/platform/tenants/${e.id}`,{replace:!0})}catch(e){throw e.code===`slug_taken`?Ee(e,`slug`,O.slugTaken):e}})},p=o??l.problem,m=P(p);return C`<${A}>
<${N} onSubmit=${f} error=${p} busy=${l.busy} fields=${d}>
<p class="muted">${un.text}</p>
<${cn} fields=${e} errors=${m} />
<${D} name="owner_email" label=${un.owner} error=${m.owner_email}>
${e=>C`<${h} ...${e} type="email" autocomplete="off" maxlength="254" value=${t} onChange=${r} />`}
<//>
<${D} name="plan" label=${un.plan} help=${un.planHelp} error=${m.plan} optional>
${e=>C`<${h} ...${e} autocomplete="off" maxlength="50" value=${i} onChange=${a} />`}
<//>
<div class="row">
<${c} type="submit" tone="primary" busy=${l.busy}>${un.submit}<//>
<${c} tone="quiet" href="/platform/tenants">${g.cancel}<//>
</div>
<//>
<//>`}const mn=g.tenant,hn=Object.keys(mn.quotas);function gn({row:e,path:t,onSaved:r,onReload:i}){let a=Object.fromEntries([`plan`,...hn].map(t=>[t,e[t]===null||e[t]===void 0?``:String(e[t])])),[o,s]=T(a),[l,u]=T(null),d=U(),f=Object.keys(o).filter(e=>o[e].trim()!==a[e]);nn(f.length>0);let p=()=>{let a=rn(Object.fromEntries(hn.map(e=>[e,/^\d*$/.test(o[e].trim())?null:mn.whole])));if(u(a),a||!f.length)return;let s=e=>o[e].trim()===``?null:e===`plan`?o[e].trim():Number(o[e]);d.run(async()=>{try{let i=Object.fromEntries(f.map(e=>[e,s(e)])),{data:a}=await Te(t,i,{ifMatch:`"${e.version}"`});n(g.saved,{tone:`good`}),r(a)}catch(e){if(e.status!==412)throw e;n(g.changedMeanwhile,{tone:`warn`}),i()}})},m=l??d.problem,_=P(m),ee=e=>t=>s(n=>({...n,[e]:t}));return C`<${A} title=${mn.limits}>
<${N} onSubmit=${p} error=${m} busy=${d.busy} fields=${{plan:g.tenants.plan,...mn.quotas}}>
<p class="muted small">${mn.limitsHelp}</p>
<div class="limit-fields">
<${D} name="plan" label=${g.tenants.plan} error=${_.plan} required=${!1}>
${e=>C`<${h} ...${e} maxlength="50" autocomplete="off" value=${o.plan} onChange=${ee(`plan`)} />`}
<//>
${hn.map(t=>C`<${D} key=${t} name=${t} label=${mn.quotas[t]} error=${_[t]} required=${!1}
help=${t===`member_quota`?mn.used(pe(e.members)):void 0}>
${e=>C`<${h} ...${e} inputmode="numeric" maxlength="18" autocomplete="off" value=${o[t]} onChange=${ee(t)} />`}
<//>`)}
</div>
<div class="row"><${c} type="submit" tone="primary" busy=${d.busy} disabled=${!f.length}>${g.save}<//></div>
<//>
<//>`}const _n=g.tenant;function vn({row:e,path:t,onSaved:r}){let[i,a]=T(``),[o,s]=T(null),l=U(),u=()=>l.run(async i=>{r((await x(`${t}/resume`,void 0,{key:i})).data),n(_n.resumed(e.name),{tone:`good`})}),d=()=>{let o=rn({reason:i.trim()?null:g.required});s(o),o||l.run(async o=>{r((await x(`${t}/suspend`,{reason:i.trim()},{key:o})).data),a(``),n(_n.isSuspended(e.name),{tone:`good`})})},f=o??l.problem;return e.suspended_at?C`<${A} title=${_n.suspension}>
<div class="stack stack-3">
${f&&C`<${S} tone="bad">${f.detail??f.message}<//>`}
<p>${_n.suspendedFor(e.suspended_for??``)}</p>
<div class="row"><${c} tone="primary" busy=${l.busy} onClick=${u}>${_n.resume}<//></div>
</div>
<//>`:C`<${A} title=${_n.suspension}>
<${N} onSubmit=${d} error=${f} busy=${l.busy} fields=${{reason:_n.reason}}>
<p class="muted">${_n.suspendText}</p>
<${D} name="reason" label=${_n.reason} help=${_n.reasonHelp} error=${P(f).reason}>
${e=>C`<${h} ...${e} maxlength="500" autocomplete="off" value=${i} onChange=${a} />`}
<//>
<div class="row"><${c} type="submit" busy=${l.busy}>${_n.suspend}<//></div>
<//>
<//>`}var yn=/* @__PURE__ */ e({TenantState:()=>bn,default:()=>Sn});const W=g.tenants;function bn({row:e}){return e.deleted_at?C`<${j} tone="bad">${W.closed}<//>`:e.suspended_at?C`<${j} tone="warn">${W.suspended}<//>`:e.members===0?C`<${j} tone="info">${W.waiting}<//>`:C`<${j} tone="good">${W.open}<//>`}const xn=[{key:`name`,label:W.name,width:`wide`,render:e=>e.name},{key:`slug`,label:W.slug,render:e=>C`<span class="mono small">${e.slug}</span>`},{key:`state`,label:W.state,render:e=>C`<${bn} row=${e} />`},{key:`plan`,label:W.plan,render:e=>e.plan??(e.kind===`personal`?C`<span class="muted">${W.personal}</span>`:``)},{key:`members`,label:W.members,align:`end`,render:e=>pe(e.members)},{key:`created_at`,label:W.created,render:e=>C`<${M} value=${e.created_at} />`}];function Sn(){let e=C`<${c} tone="primary" icon="plus" href="/platform/tenants/new">${W.onboard}<//>`;return C`<${Dt} tab="tenants" actions=${e}><${Cn} /><//>`}function Cn(){let e=Ue(`/admin/tenants`,At(`q`)),t={icon:`building`,title:W.empty,text:W.emptyText};return C`<div class="stack stack-4">
<div class="audit-filters" role="search"><${kt} name="q" label=${jt} help=${W.searchHelp} /></div>
<${Ot} pages=${e} empty=${t} caption=${g.tabs.tenants} columns=${xn} compact=${[`name`,`slug`,`state`]}
rowHref=${e=>`/platform/tenants/${e.id}`} />
</div>`}var wn=/* @__PURE__ */ e({default:()=>Tn});const G=g.tenant;function Tn({params:e}){let t=`/admin/tenants/${encodeURIComponent(e.id)}`,[n,r]=T(null),[i,s]=T(null),c=async()=>{try{r((await b(t)).data),s(null)}catch(e){s(e)}};return y(()=>void c(),[t]),C`<${Dt} tab="tenants" title=${n?.name??g.tabs.tenants}>
${i&&C`<${Me} problem=${i} onRetry=${c} />`}
${!n&&!i&&C`<${o} lines=${6} />`}
${n&&!i&&C`<${a}>
<${En} row=${n} />
${!n.deleted_at&&C`<${gn} key=${n.version} row=${n} path=${t} onSaved=${r} onReload=${c} />`}
${!n.deleted_at&&C`<${vn} row=${n} path=${t} onSaved=${r} />`}
<${Dn} row=${n} path=${t} onSaved=${r} onReload=${c} />
<//>`}
<//>`}function En({row:e}){let t=[[g.tenants.state,C`<${bn} row=${e} />`],[g.tenants.slug,C`<code class="mono">${e.slug}</code>`],[G.kind,e.kind],[g.tenants.members,pe(e.members)],...e.kind===`personal`?[]:[[G.invitation,e.members===0?G.invited:G.accepted]],[G.factor,e.require_second_factor?G.yes:G.no],[g.tenants.created,C`<${M} value=${e.created_at} />`],[G.id,C`<span class="row"><code class="mono small">${e.id}</code><${ge} value=${e.id} /></span>`]];return C`<dl class="facts">${t.map(([e,t])=>C`<div key=${e}><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>`}function Dn({row:e,path:t,onSaved:r,onReload:i}){let a=U();return C`<${A} title=${G.close}>
<div class="stack stack-3">
${a.problem&&C`<${S} tone="bad">${a.problem.detail??a.problem.message}<//>`}
${e.deleted_at?C`<p class="muted">${G.removal} <${M} value=${e.deleted_at} /></p>
<div class="row"><${c} icon="rotate-ccw" busy=${a.busy} onClick=${()=>a.run(async i=>{r((await x(`${t}/restore`,void 0,{key:i})).data),n(G.restored(e.name),{tone:`good`})})}>${G.restore}<//></div>`:C`<p class="muted">${G.closeText}</p>
<div class="row"><${c} tone="danger" busy=${a.busy} onClick=${async()=>{await d({title:G.closeTitle(e.name),body:G.closeBody(e.members),confirm:G.close,tone:`danger`,typed:e.slug})&&await a.run(async()=>{await Se(t),n(G.isClosed(e.name),{tone:`good`}),await i()})}}>${G.close}<//></div>`}
</div>
<//>`}const K=g.impersonate;async function On(e){let{data:t}=await b(`/admin/tenants`,{query:{q:e.trim(),limit:20}});return t.items.filter(({deleted_at:e})=>!e).map(({slug:e,name:t})=>({value:e,label:t,hint:e}))}function kn({user:e,name:t,onClose:n}){let r=De(),[i,a]=T(null),[o,s]=T(``),[l,u]=T(!1),[d,f]=T(null),p=U(),m=()=>{let t=rn({tenant:i?null:g.required,reason:o.trim().length>=10?null:K.reasonShort});f(t),t||p.run(async t=>{try{let{data:r}=await x(`/admin/impersonations`,{user_id:e.id,tenant:i,reason:o.trim(),write:l},{key:t});n(),await ve(),ie(`/t/${r.tenant.slug}/`)}catch(e){throw e.status===404?Ee(e,`tenant`,K.notMember):e}})},h=d??p.problem,_=P(h),ee=C`<${c} onClick=${n}>${g.cancel}<//>
<${c} type="submit" form=${r} tone="primary" busy=${p.busy}>${K.submit}<//>`;return C`<${ne} open title=${K.title(t)} onClose=${n} actions=${ee}>
<${N} id=${r} onSubmit=${m} error=${h} busy=${p.busy} fields=${{tenant:K.tenant,reason:K.reason,write:K.write}}>
<p class="muted">${K.text}</p>
<${D} name="tenant" label=${K.tenant} help=${K.tenantHelp} error=${_.tenant}>
${e=>C`<${Be} ...${e} load=${On} labelOf=${e=>e} value=${i} onChange=${a} />`}
<//>
<${D} name="reason" label=${K.reason} help=${K.reasonHelp} error=${_.reason}>
${e=>C`<${Re} ...${e} rows=${3} maxlength="500" value=${o} onChange=${s} />`}
<//>
<div class="stack stack-2">
<${je} name="write" label=${K.write} value=${l} onChange=${u} />
<p class="small muted">${K.writeHelp}</p>
</div>
<//>
<//>`}var An=/* @__PURE__ */ e({default:()=>Mn});const q=g.users,jn=e=>e.name||e.email||e.phone||q.unnamed;function Mn(){return C`<${Dt} tab="users"><${Pn} /><//>`}function Nn({row:e}){return C`<span class="row">
${e.disabled_at?C`<${j} tone="bad">${q.disabled}<//>`:C`<${j} tone="good">${q.active}<//>`}
${e.platform_admin&&C`<${j} tone="info">${q.admin}<//>`}
${e.email&&!e.email_verified&&C`<${j} tone="warn">${q.unverified}<//>`}
</span>`}function Pn(){let e=Ue(`/admin/users`,At(`q`)),t=E(),[r,i]=T(null),o=(t,n)=>e.setRows(e=>e.map(e=>e.id===t.id?{...e,disabled_at:n}:e)),s=e=>t.run(async()=>{await x(`/admin/users/${e.id}/enable`),o(e,null),n(q.isEnabled(jn(e)),{tone:`good`})}),l=async e=>{await d({title:q.disableTitle(jn(e)),body:q.disableBody,confirm:q.disable,tone:`danger`})&&await t.run(async()=>{await x(`/admin/users/${e.id}/disable`),o(e,(/* @__PURE__ */ new Date()).toISOString()),n(q.isDisabled(jn(e)),{tone:`good`})})},u=[{key:`name`,label:q.name,width:`wide`,render:jn},{key:`email`,label:q.email,width:`wide`,render:e=>e.email??e.phone??``},{key:`state`,label:q.state,render:e=>C`<${Nn} row=${e} />`},{key:`created_at`,label:q.created,render:e=>C`<${M} value=${e.created_at} />`},{key:`acts`,label:g.actions,align:`end`,render:e=>e.id!==w.value?.user.id&&C`<div class="row row-end">
${!e.disabled_at&&C`<${c} size="small" tone="quiet" aria-label=${`${q.impersonate} ${jn(e)}`} onClick=${()=>i(e)}>${q.impersonate}<//>`}
${e.disabled_at?C`<${c} size="small" tone="quiet" aria-label=${`${q.enable}: ${jn(e)}`} onClick=${()=>s(e)}>${q.enable}<//>`:C`<${c} size="small" tone="quiet" aria-label=${`${q.disable}: ${jn(e)}`} onClick=${()=>l(e)}>${q.disable}<//>`}
</div>`}],f={icon:`users`,title:q.empty,text:q.emptyText};return C`<${a}>
<div class="audit-filters" role="search"><${kt} name="q" label=${jt} help=${q.searchHelp} /></div>
${t.problem&&C`<${S} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
<${Ot} pages=${e} empty=${f} caption=${g.tabs.users} columns=${u} compact=${[`name`,`email`,`state`,`acts`]} />
${r&&C`<${kn} user=${r} name=${jn(r)} onClose=${()=>i(null)} />`}
<//>`}const Fn=O.activity,In=e=>ye(e.replaceAll(`_`,`-`));function Ln(e){let t=e.replaceAll(`_`,` `);return In(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)}function Rn(e){return e.actor_id?e.actor_id===w.value?.user.id?w.value.user.name||w.value.user.email||O.someone:xe(e.actor_id)??O.someone:e.job?`${O.system} (${e.job.replaceAll(`_`,` `)})`:O.system}function zn({table:e,operation:t,fields:n}){let r=n?.deleted_at;return t===`update`&&Array.isArray(r)?r[1]?Fn.gone[e]??(In(e)?Fn.binned:Fn.removed):Fn.unbinned:Fn.did[t]??t}function Bn({table:e,operation:t,fields:n}){if(Fn.things[e])return Fn.things[e];let r=In(e),i=(r?.labels[0]??e.replaceAll(`_`,` `).replace(/s$/,``)).toLowerCase(),a=t!==`update`&&r?.title?n?.[r.title]:null;return typeof a==`string`&&a?`the ${i} “${a.slice(0,60)}”`:Fn.a(i)}const Vn=e=>Fn.sentence(Rn(e),zn(e),Bn(e));function Hn({table:e,row_id:t,operation:n}){let r=In(e);return!r||r.parent||n===`delete`?null:v(r.plural,t)}function Un({operation:e,fields:t}){return Object.entries(t??{}).map(([t,n])=>e===`update`&&Array.isArray(n)&&n.length===2?{name:t,before:n[0],after:n[1]}:e===`delete`?{name:t,before:n,after:void 0}:{name:t,before:void 0,after:n})}const Wn=O.audit,Gn=e=>e==null?`–`:typeof e==`string`?e:JSON.stringify(e);function Kn({line:e,onClose:t}){let n=Hn(e),r=Un(e),i=[[Wn.when,ee(e.changed_at)],[Wn.rowId,e.row_id,!0],[Wn.request,e.request_id,!0],[Wn.key,e.api_key_id,!0],[Wn.job,e.job],[Wn.as,e.impersonator_id,!0]].filter(([,e])=>e),a=C`<div class="row row-end">
${n&&C`<${c} href=${n}>${Wn.open}<//>`}
<${c} tone="primary" onClick=${t}>${O.close}<//>
</div>`;return C`<${ne} open title=${Vn(e)} size="large" onClose=${t} actions=${a}>
<div class="stack stack-4">
${r.length===0?C`<p class="muted">${Wn.hidden}</p>`:C`<div class="audit-scroll" tabindex="0" role="group" aria-label=${Wn.details}>
<table class="audit-changes">
<thead><tr><th scope="col">${Wn.field}</th><th scope="col">${Wn.before}</th><th scope="col">${Wn.after}</th></tr></thead>
<tbody>${r.map(({name:e,before:t,after:n})=>C`<tr key=${e}>
<th scope="row" class="mono small">${e}</th>
<td class="audit-before">${Gn(t)}</td><td class="audit-after">${Gn(n)}</td>
</tr>`)}</tbody>
</table>
</div>`}
<dl class="facts">${i.map(([e,t,n])=>C`<div key=${e}>
<dt>${e}</dt>
<dd class="row">${n?C`<code class="mono small">${t}</code><${ge} value=${t} />`:t}</dd>
</div>`)}</dl>
</div>
<//>`}const qn=[`viewer`,`member`,`admin`,`owner`],Jn=(e=`admin`)=>s(e)&&!w.value?.impersonation,Yn=e=>s(e)&&(e===`viewer`||!w.value?.impersonation?.read_only),Xn=e=>qn.indexOf(e)<=qn.indexOf(l());function Zn(e=`owner`){return qn.filter(t=>Xn(t)&&qn.indexOf(t)<=qn.indexOf(e)).map(e=>({value:e,label:O.roles[e]}))}const Qn=()=>!!(w.value?.user.email_verified||w.value?.user.phone);function $n(){return C`<${p} icon="lock" title=${O.adminsOnly.title}>${O.adminsOnly.text}<//>`}const er=[[`general`,`viewer`],[`members`,`viewer`],[`invitations`,`admin`],[`api-keys`,`admin`],[`values`,`viewer`],[`audit`,`admin`],[`danger`,`viewer`]];function tr({tab:e,actions:n,children:r}){let i=er.find(([t])=>t===e)[1],a=er.filter(([,e])=>Yn(e)).map(([n])=>{let r=v(`settings`,n);return{href:r,label:O.settings.tabs[n],current:n===e||t.value.path===r}}),o=Yn(i);return C`<${f} title=${O.settings.tabs[e]} crumbs=${[{label:O.settings.title,href:v(`settings`,`general`)}]}
actions=${o?n:null}>
<div class="settings-tabs"><${ke} items=${a} label=${O.settings.title} /></div>
<div class="stack stack-5 settings-body">${o?r:C`<${$n} />`}</div>
<//>`}var nr=/* @__PURE__ */ e({default:()=>ar});const J=O.audit,rr=[`tenants`,`memberships`,`invitations`,`api_keys`,`settings`,`impersonations`],ir=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;function ar(){return C`<${tr} tab="audit"><${or} /><//>`}function or(){let[e,n]=T(null),r=t.value.query,i={table:r.get(`table`),row_id:r.get(`row_id`),actor_id:r.get(`actor_id`)},s=Ue(`/api/audit-log`,Object.fromEntries(Object.entries(i).filter(([,e])=>e))),l=s.rows?.map((e,t)=>({...e,id:`${e.changed_at} ${e.row_id} ${t}`})),u=[{key:`who`,label:J.who,render:e=>Rn(e)},{key:`what`,label:J.what,width:`wide`,render:e=>`${zn(e)} ${Bn(e)}`},{key:`fields`,label:J.field,render:e=>C`<span class="muted">${J.fields(Object.keys(e.fields??{}).length)}</span>`},{key:`changed_at`,label:J.when,render:e=>C`<${M} value=${e.changed_at} />`},{key:`acts`,label:J.details,align:`end`,render:e=>C`<${c} size="small" tone="quiet"
aria-label=${J.detailsOf(Vn(e))} onClick=${()=>n(e)}>${J.details}<//>`}];return C`<${a}>
<${sr} filters=${i} />
${s.problem&&C`<${Me} problem=${s.problem} onRetry=${s.reload} />`}
${!l&&!s.problem&&C`<${o} lines=${6} />`}
${l?.length===0&&C`<${p} icon="history" title=${J.empty}>${J.emptyText}<//>`}
${l?.length>0&&C`<${Ne} caption=${J.title} columns=${u} rows=${l} compact=${[`who`,`what`,`changed_at`,`acts`]} />`}
<${ze} cursor=${s.cursor} busy=${s.busy} onMore=${s.more} />
${e&&C`<${Kn} line=${e} onClose=${()=>n(null)} />`}
<//>`}function sr({filters:e}){let t=[.../* @__PURE__ */ new Set([...rr,...me().map(({plural:e})=>e.replaceAll(`-`,`_`))])];e.table&&!t.includes(e.table)&&t.push(e.table);let n=t.map(e=>({value:e,label:Ln(e)})).sort((e,t)=>e.label.localeCompare(t.label)),r=e=>(e===``||ir.test(e.trim()))&&ce({row_id:e.trim()||null},{replace:!0}),i=async e=>{let{data:t}=await b(`/api/members`,{query:{limit:100}});return t.items.map(({user_id:e,name:t,email:n})=>({value:e,label:t||n||e,hint:n})).filter(({label:t,hint:n})=>`${t} ${n??``}`.toLowerCase().includes(e.trim().toLowerCase()))},a=Object.values(e).some(Boolean);return C`<div class="audit-filters" role="search" aria-label=${J.filter}>
<${D} name="table" label=${J.table} required=${!1}>
${t=>C`<${Fe} ...${t} empty=${J.all} options=${n} value=${e.table??``}
onChange=${e=>ce({table:e||null})} />`}
<//>
<${D} name="actor_id" label=${J.actor} required=${!1}>
${t=>C`<${Be} ...${t} load=${i} labelOf=${xe} value=${e.actor_id}
onChange=${e=>ce({actor_id:e||null})} />`}
<//>
<${D} name="row_id" label=${J.row} required=${!1}>
${t=>C`<${h} ...${t} class="mono" autocomplete="off" maxlength="36" value=${e.row_id??``} onChange=${r} />`}
<//>
${a&&C`<${c} tone="quiet" icon="x" onClick=${()=>ce({table:null,row_id:null,actor_id:null})}>${J.clear}<//>`}
</div>`}async function cr(e,t){let{path:n}=e.operations.export,{data:r}=await be(`GET`,n,{query:{format:t},raw:!0}),i=r instanceof Blob?r:await(r.blob?r.blob():new Response(r).blob()),a=URL.createObjectURL(i),o=document.createElement(`a`);o.href=a,o.download=`${re.value?.slug??`rows`}-${e.plural}.${t}`,o.click(),setTimeout(()=>URL.revokeObjectURL(a),1e4)}var lr=/* @__PURE__ */ e({default:()=>ur});const Y=O.danger;function ur(){return C`<${tr} tab="danger"><${dr} /><${fr} /><//>`}function dr(){let e=E(),t=me().filter(({operations:e,parent:t})=>e.export&&!t),r=(t,n)=>e.run(()=>cr(t,n)),i=()=>e.run(async()=>{for(let e of t)await cr(e,`ndjson`);n(Y.done(t.length),{tone:`good`})}),a=({transfer:e})=>[`csv`,`ndjson`].filter(t=>!e?.length||e.includes(t));return C`<${A} title=${Y.export}>
<div class="stack stack-4">
<p class="muted">${Y.exportText}</p>
${e.problem&&C`<${S} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
<ul class="export-list">
${t.map(t=>C`<li key=${t.plural} class="row">
<span class="grow">${t.labels[1]}</span>
${a(t).map(n=>C`<${c} key=${n} size="small" tone="quiet" disabled=${e.busy}
aria-label=${Y.get(t.labels[1],Y[n])} onClick=${()=>r(t,n)}>${Y[n]}<//>`)}
</li>`)}
</ul>
<div class="row"><${c} icon="download" busy=${e.busy} onClick=${i}>${Y.all}<//></div>
</div>
<//>`}function fr(){let e=E(),{name:t,slug:r}=re.value??{};return C`<${A} title=${Y.close}>
<div class="stack stack-4">
<p class="muted">${Y.closeText}</p>
${e.problem&&C`<${S} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
${Jn(`owner`)?C`<${a}>
${re.value?.kind===`personal`&&C`<p>${Y.personal}</p>`}
<div class="row"><${c} tone="danger" busy=${e.busy} onClick=${async()=>{await d({title:Y.closeTitle(t),body:Y.closeBody,confirm:Y.closeButton,tone:`danger`,typed:r})&&await e.run(async()=>{await Se(`/api/tenant`),await _e(),n(Y.closed(t),{tone:`good`}),ie(`/`,{replace:!0})})}}>${Y.closeButton}<//></div>
<//>`:C`<p>${w.value?.impersonation?O.adminsOnly.title:Y.ownersOnly}</p>`}
</div>
<//>`}var pr=/* @__PURE__ */ e({default:()=>mr});function mr(){let[e,t]=T(null),[n,r]=T(null),i=async()=>{try{let{data:e}=await b(`/api/tenant`);t(e),r(null)}catch(e){r(e)}};return y(()=>void i(),[]),C`<${tr} tab="general">
${n&&!e&&C`<${Me} problem=${n} onRetry=${i} />`}
${!n&&!e&&C`<${o} lines=${5} />`}
${e&&C`<${hr} key=${e.version} row=${e} onReload=${i} onSaved=${t} />`}
<//>`}function hr({row:e,onReload:t,onSaved:r}){let[i,o]=T(e.name),[s,l]=T(e.slug),[u,d]=T(e.require_second_factor),[f,p]=T(null),m=U(),g=Jn(`admin`),ee={};i.trim()!==e.name&&(ee.name=i.trim()),s!==e.slug&&(ee.slug=s),u!==e.require_second_factor&&(ee.require_second_factor=u);let te=Object.keys(ee).length>0,ne=nn(te),v=()=>{let a=rn({name:i.trim()?null:O.required,slug:an.test(s)?null:O.slugWrong});p(a),!a&&te&&m.run(async()=>{try{let{data:t}=await Te(`/api/tenant`,ee,{ifMatch:`"${e.version}"`});ne(),await _e(),r(t),n(O.saved,{tone:`good`}),t.slug!==e.slug&&ie(`/t/${t.slug}/settings/general`,{replace:!0})}catch(e){if(e.status===412)return n(O.changedMeanwhile,{tone:`warn`}),t();throw e.code===`slug_taken`?Ee(e,`slug`,O.slugTaken):e}})},re=_(v);re.current=v,y(()=>g?de(`mod+s`,()=>re.current()):void 0,[g]);let ae=f??m.problem,oe=P(ae),se=(w.value?.factors??[]).length>0,b={name:O.name,slug:O.slug,require_second_factor:O.general.factor};return C`<${a}>
<${A}>
<${N} onSubmit=${v} error=${ae} busy=${m.busy} fields=${b}>
<${D} name="name" label=${b.name} error=${oe.name}>
${e=>C`<${h} ...${e} maxlength="200" autocomplete="organization" value=${i}
onChange=${o} disabled=${!g} />`}
<//>
<${D} name="slug" label=${b.slug} error=${oe.slug}
help=${s===e.slug?O.slugHelp:`${O.slugHelp} ${O.general.slugChange}`}>
${e=>C`<${h} ...${e} maxlength="63" autocomplete="off" value=${s}
onChange=${e=>l(e.toLowerCase())} disabled=${!g} />`}
<//>
<${D} name="require_second_factor" label=${O.general.factor} error=${oe.require_second_factor} help=${O.general.factorHelp}>
${e=>C`<${Le} ...${e} value=${u} onChange=${d}
disabled=${!Jn(`owner`)||!se&&!u} />`}
<//>
${Jn(`owner`)&&!se&&C`<p class="small muted">
${O.general.factorFirst} <a href="/account/security">${O.general.factorLink}</a>
</p>`}
${g?C`<div class="row"><${c} type="submit" tone="primary" busy=${m.busy} disabled=${!te}>${O.save}<//></div>`:C`<p class="small muted">${O.general.readOnly}</p>`}
<//>
<//>
<dl class="facts">
<div><dt>${O.general.id}</dt><dd class="row"><code class="mono">${e.id}</code><${ge} value=${e.id} /></dd></div>
<div><dt>${O.general.created}</dt><dd><${M} value=${e.created_at} /></dd></div>
</dl>
<//>`}const gr=O.invitations;function _r({onSent:e,more:t}){let[r,i]=T(``),[a,o]=T(`member`),[s,l]=T(null),u=U();nn(r.trim()!==``);let d=()=>{let t=rn({email:r.trim()?null:O.required});l(t),t||u.run(async t=>{try{let{data:o}=await x(`/api/invitations`,{email:r.trim(),role:a},{key:t});i(``),n(gr.sent(o.email),{tone:`good`}),e(o)}catch(e){throw e.code===`already_member`?Ee(e,`email`,gr.member):e}})},f=s??u.problem,p=P(f);return C`<${N} onSubmit=${d} error=${f} busy=${u.busy} fields=${{email:gr.email,role:O.role}}>
<div class="grid invite-fields">
<${D} name="email" label=${gr.email} error=${p.email}>
${e=>C`<${h} ...${e} type="email" autocomplete="off" maxlength="254" value=${r} onChange=${i} />`}
<//>
<${D} name="role" label=${O.role} error=${p.role} help=${O.roleHelp[a]}>
${e=>C`<${Fe} ...${e} options=${Zn()} value=${a} onChange=${o} />`}
<//>
</div>
<div class="row">
<${c} type="submit" tone="primary" busy=${u.busy} disabled=${u.until!==null}>${gr.send}<//>
${t}
</div>
<//>`}function vr(){let e=E(),t=w.value?.user.email;return C`<${S} tone="warn">
<div class="stack stack-2">
<strong>${O.verify.title}</strong>
<span>${O.verify.text(t)}</span>
${e.problem&&C`<span role="alert">${e.problem.detail??e.problem.message}</span>`}
<div class="row">
${t&&C`<${c} size="small" onClick=${()=>e.run(async()=>{await x(`/auth/email/resend`),n(O.verify.sent,{tone:`good`})})} busy=${e.busy} disabled=${e.until!==null}>${O.verify.again}<//>`}
<${c} size="small" tone="quiet" href="/account/profile">${O.verify.account}<//>
${fe.value?.development_mailbox&&C`<a href="/dev/mail" target="_blank" rel="noopener noreferrer">${O.verify.mailbox}</a>`}
</div>
</div>
<//>`}var yr=/* @__PURE__ */ e({default:()=>br});const X=O.invitations;function br(){return C`<${tr} tab="invitations"><${xr} /><//>`}function xr(){let e=Ue(`/api/invitations`),t=E(),r=Jn(),i=t=>e.setRows(e=>[t,...e.filter(({id:e,email:n})=>e!==t.id&&n!==t.email)]),s=e=>t.run(async()=>{let{data:t}=await x(`/api/invitations/${e.id}/resend`);i(t),n(X.resent(e.email),{tone:`good`})}),l=r=>t.run(async()=>{await Se(`/api/invitations/${r.id}`),e.setRows(e=>e.filter(({id:e})=>e!==r.id));let a=async()=>i((await x(`/api/invitations`,{email:r.email,role:r.role})).data);n(X.withdrawn(r.email),{action:{label:O.undo,run:()=>t.run(a)}})}),u=[{key:`email`,label:X.email,width:`wide`,render:e=>e.email},{key:`role`,label:O.role,render:e=>O.roles[e.role]},{key:`invited_by`,label:X.by,render:e=>C`<${Ae} id=${e.invited_by} />`},{key:`expires_at`,label:X.until,render:e=>new Date(e.expires_at)</* @__PURE__ */ new Date?C`<${j} tone="warn">${X.expired}<//>`:C`<${M} value=${e.expires_at} />`},...r?[{key:`acts`,label:X.acts,align:`end`,render:e=>C`<div class="row row-end">
${Qn()&&C`<${c} size="small" tone="quiet" busy=${t.busy} onClick=${()=>s(e)}
aria-label=${`${X.resend}: ${e.email}`}>${X.resend}<//>`}
<${c} size="small" tone="quiet" onClick=${()=>l(e)} aria-label=${`${X.withdraw}: ${e.email}`}>${X.withdraw}<//>
</div>`}]:[]];return C`<${a}>
${r&&(Qn()?C`<${A} title=${X.form}><${_r} onSent=${i} /><//>`:C`<${vr} />`)}
<section class="stack stack-3" aria-labelledby="pending-invitations">
<h2 id="pending-invitations">${X.pending}</h2>
${t.problem&&C`<${S} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${e.problem&&C`<${Me} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&C`<${o} lines=${3} />`}
${e.rows?.length===0&&C`<${p} icon="mail" title=${X.empty}>${X.emptyText}<//>`}
${e.rows?.length>0&&C`<${Ne} caption=${X.pending} columns=${u} rows=${e.rows} compact=${[`email`,`role`,`acts`]} />`}
<${ze} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
</section>
<//>`}const Sr=O.keys;function Cr({things:e,value:t,onChange:n,error:r}){let i=De(),a=e=>{let[r,i]=e.split(`:`);if(t.includes(e))return n(t.filter(t=>t!==e));n([...r===`*`?t.filter(e=>!e.endsWith(`:${i}`)):t,e])},o=(e,n,o,s)=>{let c=e!==`*`&&t.includes(`*:${n}`),l=`${e}:${n}`;return C`<td><label class="scope-box">
<input type="checkbox" name=${s?`scopes`:void 0} aria-label=${o} checked=${c||t.includes(l)} disabled=${c}
aria-invalid=${s&&r?`true`:void 0} aria-describedby=${s&&r?`${i}-error`:void 0} onChange=${()=>a(l)} />
</label></td>`},s=({name:e,label:t,read:n=!0,write:r=!0})=>C`<tr key=${e} class=${e===`*`?`scope-all`:``}>
<th scope="row">${t}</th>
${n?o(e,`read`,Sr.mayRead(t),e===`*`):C`<td></td>`}
${r?o(e,`write`,Sr.mayWrite(t)):C`<td></td>`}
</tr>`;return C`<fieldset class="scope-set" aria-describedby=${`${i}-help`}>
<legend>${Sr.scopes}</legend>
<p id=${`${i}-help`} class="small muted">${Sr.scopesHelp}</p>
${r&&C`<p id=${`${i}-error`} class="field-error">${r}</p>`}
<div class="scope-scroll" tabindex="0" role="group" aria-label=${Sr.scopes}>
<table class="scope-grid">
<thead><tr><th scope="col">${Sr.thing}</th><th scope="col">${Sr.read}</th><th scope="col">${Sr.write}</th></tr></thead>
<tbody>${s({name:`*`,label:Sr.everything})}${e.map(e=>s({read:!1,write:!1,...e}))}</tbody>
</table>
</div>
</fieldset>`}const wr=O.keys,Tr=[`7`,`30`,`90`,`365`,`own`];function Er({onMade:e,onCancel:t}){let[n,r]=T(``),[i,a]=T([]),[o,s]=T(`member`),[l,u]=T(`90`),[d,f]=T(null),[p,m]=T(null),g=Dr(),_=U();nn(n.trim()!==``||i.length>0);let ee=()=>{let t=rn({name:n.trim()?null:O.required,scopes:i.length?null:wr.none,expires_at:l===`own`&&!d?O.required:null});if(m(t),t)return;let r=l===`own`?d:(/* @__PURE__ */ new Date(Date.now()+Number(l)*864e5-6e4)).toISOString();_.run(async t=>{let a={name:n.trim(),scopes:i,role:o,expires_at:r};e((await x(`/api/api-keys`,a,{key:t})).data)})},te=p??_.problem,ne=P(te),v={name:wr.name,scopes:wr.scopes,role:wr.role,expires_at:wr.endsAt};return C`<${N} onSubmit=${ee} error=${te} busy=${_.busy} fields=${v}>
<${D} name="name" label=${wr.name} help=${wr.nameHelp} error=${ne.name}>
${e=>C`<${h} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<${Cr} things=${g} value=${i} onChange=${a} error=${ne.scopes} />
<div class="grid invite-fields">
<${D} name="role" label=${wr.role} error=${ne.role} help=${O.roleHelp[o]}>
${e=>C`<${Fe} ...${e} options=${Zn(`admin`)} value=${o} onChange=${s} />`}
<//>
<${D} name="ends" label=${wr.expires}>
${e=>C`<${Fe} ...${e} options=${Tr.map(e=>({value:e,label:wr.ends[e]}))} value=${l} onChange=${u} />`}
<//>
</div>
${(l===`own`||ne.expires_at)&&C`<${D} name="expires_at" label=${wr.endsAt} error=${ne.expires_at}>
${e=>C`<${Pe} ...${e} value=${d} onChange=${f} />`}
<//>`}
<div class="row">
<${c} type="submit" tone="primary" busy=${_.busy}>${wr.create}<//>
<${c} tone="quiet" onClick=${t}>${O.cancel}<//>
</div>
<//>`}function Dr(){let[e,t]=T([]);return y(()=>{let e=!0;return Promise.resolve(le()).then(n=>e&&t(Or(n))),()=>e=!1},[]),e}function Or(e){let t=/* @__PURE__ */ new Map,n=e=>{let[n,r]=e.split(`:`);t.set(n,{...t.get(n),name:n,[r]:!0})};for(let t of Object.values(e?.paths??{}))for(let e of Object.values(t))(e?.security??[]).forEach(e=>(e.apiKey??[]).forEach(n));t.size||me().forEach(({plural:e})=>[`${e}:read`,`${e}:write`].forEach(n));let r=e=>{let t=e.replaceAll(`-`,` `);return wr.things[e]??ye(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)};return[...t.values()].map(e=>({...e,label:r(e.name)})).sort((e,t)=>e.label.localeCompare(t.label))}var kr=/* @__PURE__ */ e({default:()=>Ar});const Z=O.keys;function Ar(){let[e,t]=T(!1),n=Jn()&&Qn()&&!e&&C`<${c} tone="primary" icon="plus" onClick=${()=>t(!0)}>${Z.create}<//>`;return C`<${tr} tab="api-keys" actions=${n}>
<${jr} making=${e} onMade=${()=>t(!1)} />
<//>`}function jr({making:e,onMade:t}){let r=Ue(`/api/api-keys`),i=E(),[s,l]=T(null),u=({key:e,...n})=>{t(),l(e),r.setRows(e=>[n,...e.filter(({id:e})=>e!==n.id)])},f=async e=>{await d({title:Z.revokeTitle(e.name),body:Z.revokeBody,confirm:Z.revoke,tone:`danger`})&&await i.run(async()=>{await Se(`/api/api-keys/${e.id}`),r.setRows(t=>t.filter(({id:t})=>t!==e.id)),n(Z.revoked(e.name),{tone:`good`})})},m=[{key:`name`,label:Z.name,width:`wide`,render:e=>e.name},{key:`prefix`,label:Z.prefix,render:e=>C`<code class="mono">${e.prefix}</code>`},{key:`scopes`,label:Z.scopes,width:`wide`,render:e=>C`<span class="mono small scope-list">${e.scopes.join(`, `)}</span>`},{key:`role`,label:O.role,render:e=>O.roles[e.role]??``},{key:`made_by`,label:Z.made,render:e=>C`<${Ae} id=${e.made_by} />`},{key:`last_used_at`,label:Z.used,render:e=>e.last_used_at?C`<${M} value=${e.last_used_at} />`:Z.never},{key:`expires_at`,label:Z.expires,render:e=>C`<${M} value=${e.expires_at} />`},...Jn()?[{key:`acts`,label:Z.acts,align:`end`,render:e=>C`<${c} size="small" tone="quiet"
onClick=${()=>f(e)} aria-label=${`${Z.revoke}: ${e.name}`}>${Z.revoke}<//>`}]:[]];return C`<${a}>
<p class="muted">${Z.intro}</p>
${Jn()&&!Qn()&&C`<${vr} />`}
${e&&C`<${A} title=${Z.make}><${Er} onMade=${u} onCancel=${t} /><//>`}
${i.problem&&C`<${S} tone="bad" onClose=${i.clear}>${i.problem.detail??i.problem.message}<//>`}
${r.problem&&C`<${Me} problem=${r.problem} onRetry=${r.reload} />`}
${!r.rows&&!r.problem&&C`<${o} lines=${3} />`}
${r.rows?.length===0&&!e&&C`<${p} icon="key" title=${Z.empty}>${Z.emptyText}<//>`}
${r.rows?.length>0&&C`<${Ne} caption=${O.settings.tabs[`api-keys`]} columns=${m} rows=${r.rows}
compact=${[`name`,`prefix`,`expires_at`,`acts`]} />`}
<${ze} cursor=${r.cursor} busy=${r.busy} onMore=${r.more} />
<${Mr} secret=${s} onClose=${()=>l(null)} />
<//>`}function Mr({secret:e,onClose:t}){if(!e)return null;let n=C`<${c} tone="primary" onClick=${t}>${Z.secretDone}<//>`;return C`<${ne} open title=${Z.secretTitle} actions=${n}>
<div class="stack stack-3">
<p>${Z.secretText}</p>
<div class="secret-box">
<code class="mono" aria-label=${Z.secretLabel}>${e}</code>
<${ge} value=${e} label=${Z.copy} />
</div>
</div>
<//>`}var Nr=/* @__PURE__ */ e({default:()=>Pr});const Q=O.members;function Pr(){let e=Ue(`/api/members`),t=Lr(e),n=w.value?.user.id,r=e.rows?.map(e=>({...e,id:e.user_id})),i=(r??[]).filter(({role:e})=>e===`owner`),s=!e.cursor&&i.length===1&&i[0].id===n,l=[{key:`name`,label:Q.name,width:`wide`,render:e=>C`<${a}>${e.name||Q.unnamed}
${e.id===n&&C` <span class="muted">(${Q.you})</span>`}<//>`},...Jn()?[{key:`email`,label:Q.email,width:`wide`,render:e=>e.email??``}]:[],{key:`role`,label:O.role,width:`narrow`,render:e=>C`<${Fr} row=${e} locked=${s&&e.id===n}
onChange=${n=>t.change(e,n)} />`},{key:`created_at`,label:Q.since,render:e=>C`<${M} value=${e.created_at} />`},{key:`acts`,label:Q.acts,align:`end`,render:e=>C`<${Ir} row=${e} own=${n} lastOwner=${s} acts=${t} />`}],u=Jn()&&C`<${c} tone="primary" icon="mail" href=${v(`settings`,`invitations`)}>${Q.invite}<//>`;return C`<${tr} tab="members" actions=${u}>
${t.problem&&C`<${S} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${s&&C`<${S} tone="info">${Q.lastOwner}<//>`}
${e.problem&&C`<${Me} problem=${e.problem} onRetry=${e.reload} />`}
${!r&&!e.problem&&C`<${o} lines=${4} />`}
${r&&C`<${Ne} caption=${Q.title} columns=${l} rows=${r} compact=${[`name`,`role`,`acts`]} />`}
<${ze} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function Fr({row:e,locked:t,onChange:n}){return t||!Jn()||!Xn(e.role)?C`<span>${O.roles[e.role]}</span>`:C`<${Fe} aria-label=${Q.roleOf(e.name||Q.unnamed)} options=${Zn()} value=${e.role} onChange=${n} />`}function Ir({row:e,own:t,lastOwner:n,acts:r}){return e.id===t?n||w.value?.impersonation?null:C`<${c} size="small" tone="quiet" onClick=${()=>r.leave(e)}>${Q.leave}<//>`:!Jn()||!Xn(e.role)?null:C`<${c} size="small" tone="quiet" onClick=${()=>r.remove(e)}
aria-label=${`${Q.remove}: ${e.name||Q.unnamed}`}>${Q.remove}<//>`}function Lr(e){let t=E(),r=e=>e.user_id===w.value?.user.id,i=(i,a)=>t.run(async()=>{try{let{data:t}=await Te(`/api/members/${i.user_id}`,{role:a},{ifMatch:`"${i.version}"`});return e.setRows(e=>e.map(e=>e.user_id===t.user_id?{...e,...t}:e)),r(i)&&await _e(),t}catch(t){if(t.status===412)return n(O.changedMeanwhile,{tone:`warn`}),e.reload();throw Rr(t)}});return{change:async(t,a)=>{if(a===t.role)return;if(r(t)&&!await d({title:Q.own,body:Q.ownBody(O.roles[a]),confirm:Q.ownConfirm}))return e.setRows(e=>[...e]);let o=await i(t,a);if(!o)return e.setRows(e=>[...e]);let s=r(t)?void 0:{label:O.undo,run:()=>i(o,t.role)};n(Q.changed(t.name||Q.unnamed,O.roles[a]),{tone:`good`,action:s})},remove:async r=>{await d({title:Q.removeTitle(r.name||r.email||Q.unnamed),body:Q.removeBody,confirm:Q.remove,tone:`danger`})&&await t.run(async()=>{await Se(`/api/members/${r.user_id}`),e.setRows(e=>e.filter(e=>e.user_id!==r.user_id)),n(Q.removed(r.name||r.email||Q.unnamed),{tone:`good`})})},leave:async e=>{await d({title:Q.leaveTitle(re.value.name),body:Q.leaveBody,confirm:Q.leave,tone:`danger`})&&await t.run(async()=>{await Se(`/api/members/${e.user_id}`).catch(e=>{throw Rr(e)}),await _e(),ie(`/`,{replace:!0})})},problem:t.problem,clear:t.clear}}function Rr(e){return e.code===`last_owner`&&(e.detail=Q.lastOwner),e}var zr=/* @__PURE__ */ e({default:()=>Br});function Br(){let e=sn(),[t,n]=T(null),r=U(),i=nn(e.dirty),a=()=>{let t=e.wrong();n(t),t||r.run(async t=>{try{let{data:n}=await x(`/api/tenants`,{name:e.name,slug:e.slug},{key:t,tenant:null});i(),await _e(),ie(`/t/${n.slug}/`)}catch(e){throw e.code===`slug_taken`?Ee(e,`slug`,O.slugTaken):e}})},o=t??r.problem;return C`<${f} title=${O.create.title} subtitle=${O.create.text} narrow>
<${A}>
<${N} onSubmit=${a} error=${o} busy=${r.busy} fields=${{name:O.name,slug:O.slug}}>
<${cn} fields=${e} errors=${P(o)} help=${O.create.nameHelp} />
<div class="row"><${c} type="submit" tone="primary" busy=${r.busy}>${O.create.submit}<//></div>
<//>
<//>
<//>`}const Vr=O.overview,Hr=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),Ur=[{name:`leads`,rate:({win_rate:e})=>e,say:Vr.won},{name:`calls`,rate:({answer_rate:e})=>e,say:Vr.answered},{name:`messages`,rate:({delivery_rate:e})=>e,say:Vr.delivered}];function Wr(){return C`<section aria-labelledby="figures" class="stack stack-3">
<div class="row">
<h2 id="figures" class="grow">${Vr.figures}</h2>
<a class="small" href=${v(`analytics`)}>${Vr.details}</a>
</div>
<div class="figures">${Ur.map(e=>C`<${Gr} key=${e.name} kind=${e} />`)}</div>
</section>`}function Gr({kind:e}){let[t,n]=T(null),[r,i]=T(!1);y(()=>{let t=!0,r=Intl.DateTimeFormat().resolvedOptions().timeZone;return b(`/api/analytics/${e.name}`,{query:{timezone:r,bucket:`day`}}).then(({data:e})=>t&&n(e),()=>t&&i(!0)),()=>t=!1},[]);let a=Vr[e.name];if(r)return C`<div class="figure"><h3>${a}</h3><p class="muted small">${Vr.failed}</p></div>`;if(!t)return C`<div class="figure"><h3>${a}</h3><${o} lines=${2} /></div>`;let{total:s}=t,c=e.rate(s),l=s.total===0?Vr.none:c==null?``:e.say(Hr.format(c));return C`<div class="figure">
<h3>${a}</h3>
<p class="figure-number">${pe(s.total)}</p>
<p class="muted small figure-note">${l}</p>
<${Kr} label=${Vr.perDay(a,pe(s.total))} values=${t.buckets.map(({total:e})=>e)} />
</div>`}function Kr({label:e,values:t}){let n=Math.max(1,...t);return C`<svg class="figure-bars" viewBox=${`0 0 ${t.length*4} 24`} preserveAspectRatio="none" role="img" aria-label=${e}>
${t.map((e,t)=>{let r=e===0?1:Math.max(2,24*e/n);return C`<rect key=${t} class=${e===0?`bar-none`:`bar`} x=${t*4} y=${24-r} width="3" height=${r} />`})}
</svg>`}const qr=O.steps;function Jr(){let e=Xr(),t=[...w.value?.impersonation?[]:Yr(),...e??[]];return C`<${A} title=${O.overview.next}>
${t.length>0&&C`<ul class="next-steps">
${t.map(({title:e,text:t,act:n,href:r,icon:i})=>C`<li key=${r+e}>
<${te} name=${i} />
<div class="grow"><strong>${e}</strong><p class="muted small">${t}</p></div>
<${c} size="small" href=${r} aria-label=${`${n}: ${e}`}>${n}<//>
</li>`)}
</ul>`}
${!e&&C`<${o} lines=${2} />`}
${e&&t.length===0&&C`<p class="muted">${qr.done}</p>`}
<//>`}function Yr(){let e=[];return Qn()||e.push({...qr.verify,icon:`mail`,href:`/account/profile`}),(w.value?.factors??[]).length===0&&e.push({...qr.factor,icon:`shield`,href:`/account/security`}),e}function Xr(){let[e,t]=T(null);return y(()=>{let e=!0;return Promise.all([Qr(),$r(),...ei()]).then(n=>e&&t(n.filter(Boolean)),()=>e&&t([])),()=>e=!1},[]),e}async function Zr(e,t){try{return(await b(e,{query:t,quiet:!0})).data.items}catch{return null}}async function Qr(){if(!Jn())return null;let[e,t]=await Promise.all([Zr(`/api/members`,{limit:2}),Zr(`/api/invitations`,{limit:1})]);return e?.length!==1||t?.length!==0?null:{...qr.invite,icon:`users`,href:v(`settings`,`invitations`)}}async function $r(){return!u()||!s(`member`)?null:(await Zr(`/api/leads`,{limit:1}))?.length===0?{...qr.first,icon:`plus`,href:v(`leads`,`new`)}:null}function ei(){let e=[];for(let t of me()){if(t.parent||!t.operations.list)continue;let n=t.fields.find(({name:e,filter:t})=>t&&(e===`status`||e===`state`)),r=(n?.options??[]).map(e=>e?.value??e),i=[[`failed`,qr.failed],[`in_doubt`,qr.doubt]];for(let[a,o]of i)r.includes(a)&&e.push(ti(t,n.name,a,o(t.labels[1])))}return e}async function ti(e,t,n,r){return(await Zr(e.path,{[t]:n,limit:1}))?.length?{...r,icon:`circle-alert`,href:`${v(e.plural)}?${t}=${n}`}:null}var ni=/* @__PURE__ */ e({default:()=>ii});const ri=O.overview;function ii(){return C`<${f} title=${ri.title} subtitle=${re.value?.name}>
<div class="stack stack-5">
<${Wr} />
<div class="overview-columns">
<${Jr} />
${Yn(`admin`)&&C`<${ai} />`}
</div>
</div>
<//>`}function ai(){let e=Ue(`/api/audit-log`,{limit:8}),t=C`<a class="small" href=${v(`settings`,`audit`)}>${ri.allActivity}</a>`;return C`<${A} title=${ri.activity} actions=${t}>
${e.problem&&C`<${Me} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&C`<${o} lines=${5} />`}
${e.rows?.length===0&&C`<p class="muted">${ri.nothingYet}</p>`}
${e.rows?.length>0&&C`<ul class="activity">
${e.rows.map((e,t)=>{let n=Hn(e);return C`<li key=${`${e.changed_at}${e.row_id}${t}`}>
<span class="grow">${n?C`<a href=${n}>${Vn(e)}</a>`:Vn(e)}</span>
<span class="muted small nowrap"><${M} value=${e.changed_at} /></span>
</li>`})}
</ul>`}
<//>`}const oi=O.values,si=/^[a-z0-9._-]{1,100}$/;function ci({row:e,onSaved:t,onCancel:n}){let[r,i]=T(e.key??``),[a,o]=T(e.value??null),[s,l]=T(!0),[u,d]=T(null),f=U();nn(r!==(e.key??``)||JSON.stringify(a)!==JSON.stringify(e.value??null));let p=()=>{let n=rn({key:si.test(r)?null:oi.keyWrong,value:s?null:oi.valueWrong});d(n),n||f.run(async()=>{let n=`/api/settings/${encodeURIComponent(r)}`;if(!e.key&&await li(n))throw rn({key:oi.exists});try{t((await ue(n,{value:a},e.version?{ifMatch:`"${e.version}"`}:{})).data)}catch(e){throw e.status===412&&(e.detail=O.changedMeanwhile),e}})},m=u??f.problem,g=P(m);return C`<${N} onSubmit=${p} error=${m} busy=${f.busy} fields=${{key:oi.key,value:oi.value}}>
${!e.key&&C`<${D} name="key" label=${oi.key} help=${oi.keyHelp} error=${g.key}>
${e=>C`<${h} ...${e} class="mono" maxlength="100" autocomplete="off" value=${r} onChange=${i} />`}
<//>`}
<${D} name="value" label=${e.key?`${oi.value}: ${e.key}`:oi.value} help=${oi.valueHelp} error=${g.value}>
${e=>C`<${Ie} ...${e} value=${a} onChange=${o} onValid=${l} />`}
<//>
<div class="row">
<${c} type="submit" tone="primary" busy=${f.busy}>${O.save}<//>
<${c} tone="quiet" onClick=${n}>${O.cancel}<//>
</div>
<//>`}async function li(e){try{return await b(e),!0}catch(e){if(e.status===404)return!1;throw e}}var ui=/* @__PURE__ */ e({default:()=>fi});const $=O.values,di=e=>`/api/settings/${encodeURIComponent(e)}`;function fi(){let[e,t]=T(null),n=u()&&!e&&C`<${c} tone="primary" icon="plus" onClick=${()=>t({})}>${$.add}<//>`;return C`<${tr} tab="values" actions=${n}><${pi} editing=${e} onEdit=${t} /><//>`}function pi({editing:e,onEdit:t}){let r=Ue(`/api/settings`),i=E(),s=r.rows?.map(e=>({...e,id:e.key})),l=e=>r.setRows(t=>[...t.filter(({key:t})=>t!==e.key),e].sort((e,t)=>e.key<t.key?-1:1)),d=e=>{l(e),t(null),n($.saved(e.key),{tone:`good`})},f=e=>i.run(async()=>t((await b(di(e.key))).data)),m=e=>i.run(async()=>{await Se(di(e.key),{ifMatch:`"${e.version}"`}).catch(e=>{throw e.status===412?(r.reload(),Object.assign(e,{detail:O.changedMeanwhile})):e}),r.setRows(t=>t.filter(({key:t})=>t!==e.key));let t=async()=>l((await ue(di(e.key),{value:e.value})).data);n($.removed(e.key),{action:{label:O.undo,run:()=>i.run(t)}})}),h=[{key:`key`,label:$.key,width:`wide`,render:e=>C`<code class="mono">${e.key}</code>`},{key:`value`,label:$.value,width:`wide`,render:e=>C`<code class="mono small value-cell">${JSON.stringify(e.value)}</code>`},{key:`updated_at`,label:$.changed,render:e=>C`<${M} value=${e.updated_at} />`},...u()?[{key:`acts`,label:$.acts,align:`end`,render:e=>C`<div class="row row-end">
<${c} size="small" tone="quiet" onClick=${()=>f(e)} aria-label=${`${$.change}: ${e.key}`}>${$.change}<//>
<${c} size="small" tone="quiet" onClick=${()=>m(e)} aria-label=${`${$.remove}: ${e.key}`}>${$.remove}<//>
</div>`}]:[]];return C`<${a}>
<p class="muted">${$.intro}</p>
${e&&C`<${A} title=${e.key?$.edit:$.add}>
<${ci} key=${e.key??``} row=${e} onSaved=${d} onCancel=${()=>t(null)} />
<//>`}
${i.problem&&C`<${S} tone="bad" onClose=${i.clear}>${i.problem.detail??i.problem.message}<//>`}
${r.problem&&C`<${Me} problem=${r.problem} onRetry=${r.reload} />`}
${!s&&!r.problem&&C`<${o} lines=${3} />`}
${s?.length===0&&!e&&C`<${p} icon="settings" title=${$.empty}>${$.emptyText}<//>`}
${s?.length>0&&C`<${Ne} caption=${$.title} columns=${h} rows=${s} compact=${[`key`,`value`,`acts`]} />`}
<${ze} cursor=${r.cursor} busy=${r.busy} onMore=${r.more} />
<//>`}const mi=O.welcome,hi=({busy:e,label:t=mi.next,skip:n})=>C`<div class="row">
<${c} type="submit" tone="primary" busy=${e}>${t}<//>${n}
</div>`;function gi({skip:e,onDone:t}){let[n,r]=T(w.value?.user.name??``),[i,a]=T(null),o=U(),s=()=>{let e=rn({name:n.trim()?null:O.required});a(e),e||o.run(async()=>{n.trim()!==w.value?.user.name&&(await Te(`/auth/me`,{name:n.trim()}),await _e()),t()})},c=i??o.problem;return C`<${N} onSubmit=${s} error=${c} busy=${o.busy} fields=${{name:mi.you.label}}>
<${D} name="name" label=${mi.you.label} error=${P(c).name}>
${e=>C`<${h} ...${e} autocomplete="name" maxlength="200" value=${n} onChange=${r} />`}
<//>
<${hi} busy=${o.busy} skip=${e} />
<//>`}function _i({own:e,skip:t,onDone:n}){let r=sn(e),[i,a]=T(null),o=U(),s=()=>{let t=r.wrong();a(t),t||o.run(async()=>{try{r.dirty&&await Te(`/api/tenant`,{name:r.name,slug:r.slug},xi(e)),await _e(),n()}catch(e){throw e.code===`slug_taken`?Ee(e,`slug`,O.slugTaken):e}})},c=i??o.problem;return C`<${N} onSubmit=${s} error=${c} busy=${o.busy} fields=${{name:O.name,slug:O.slug}}>
<${cn} fields=${r} errors=${P(c)} />
<${hi} busy=${o.busy} skip=${t} />
<//>`}function vi({own:e,skip:t,onDone:n}){let[r,i]=T(``),[a,o]=T(`member`),[s,c]=T(null),l=U();if(!Qn())return C`<div class="stack stack-3"><${vr} /><div class="row">${t}</div></div>`;let u=()=>{let t=rn({email:r.trim()?null:O.required});c(t),t||l.run(async t=>{await x(`/api/invitations`,{email:r.trim(),role:a},{...xi(e),key:t}),n()})},d=s??l.problem,f=P(d),p=Object.keys(O.roles).map(e=>({value:e,label:O.roles[e]}));return C`<${N} onSubmit=${u} error=${d} busy=${l.busy} fields=${{email:O.invitations.email,role:O.role}}>
<${D} name="email" label=${O.invitations.email} error=${f.email}>
${e=>C`<${h} ...${e} type="email" autocomplete="off" maxlength="254" value=${r} onChange=${i} />`}
<//>
<${D} name="role" label=${O.role} help=${O.roleHelp[a]} error=${f.role}>
${e=>C`<${Fe} ...${e} options=${p} value=${a} onChange=${o} />`}
<//>
<${hi} busy=${l.busy} label=${O.invitations.send} skip=${t} />
<//>`}function yi({own:e,skip:t,onDone:n,onLeave:r}){let[i,a]=T(!1),o=U();return C`<div class="stack stack-3">
${o.problem&&C`<${S} tone="bad">${o.problem.detail??o.problem.message}<//>`}
${i&&C`<p role="status">${mi.data.added}</p>`}
<div class="row">
${i?C`<${c} tone="primary" onClick=${n}>${mi.goOn}<//>`:C`<${c} tone="primary" busy=${o.busy} onClick=${()=>o.run(async t=>{for(let[n,r]of mi.data.leads.entries())await x(`/api/leads`,r,{...xi(e),key:`${t}-${n}`});a(!0)})}>${mi.data.sample}<//>`}
<${c} onClick=${()=>r(`/t/${e.slug}/leads/import`)}>${mi.data.import}<//>
${!i&&t}
</div>
</div>`}function bi({onDone:e,onLeave:t}){let n=(w.value?.factors??[]).length>0;return C`<div class="stack stack-3">
${n&&C`<p>${mi.factor.have}</p>`}
<div class="row">
${!n&&C`<${c} tone="primary" onClick=${()=>t(`/account/security`)}>${mi.factor.act}<//>`}
<${c} tone=${n?`primary`:`quiet`} onClick=${e}>${mi.finish}<//>
</div>
</div>`}const xi=e=>({tenant:e?.id});var Si=/* @__PURE__ */ e({default:()=>Ti});const Ci=O.welcome,wi=[[`you`,gi],[`space`,_i],[`invite`,vi],[`data`,yi],[`factor`,bi]];function Ti(){let[e,t]=T(0),[n,r]=wi[e],i=w.value?.memberships.find(({home:e})=>e)??w.value?.memberships[0],a=async e=>{await Ei(),ie(e??(i?`/t/${i.slug}/`:`/`),{replace:!0})},o=()=>e+1<wi.length?t(e+1):a(),s=C`<${c} tone="quiet" onClick=${o}>${Ci.skip}<//>`;return C`<${f} title=${Ci.title} subtitle=${Ci.step(e+1,wi.length)} narrow
actions=${C`<${c} tone="quiet" onClick=${()=>a()}>${Ci.skipAll}<//>`}>
<div class="stack stack-4">
<progress class="welcome-progress" max=${wi.length} value=${e+1} aria-label=${Ci.step(e+1,wi.length)}></progress>
<${A} title=${Ci[n].title}>
<div class="stack stack-4">
<p class="muted">${Ci[n].text}</p>
<${r} key=${n} own=${i} skip=${s} onDone=${o} onLeave=${a} />
</div>
<//>
</div>
<//>`}async function Ei(){try{let{data:e}=await b(`/auth/preferences`,{quiet:!0});await ue(`/auth/preferences`,{...e,welcomed:!0},{quiet:!0})}catch{}}export{Ue as C,Ke as S,zt as _,Nr as a,bt as b,pr as c,An as d,wn as f,Wt as g,Yt as h,zr as i,lr as l,ln as m,ui as n,kr as o,yn as p,ni as r,yr as s,Si as t,nr as u,Mt as v,nt as x,Tt as y};