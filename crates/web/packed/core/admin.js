import{t as e}from"./rolldown-runtime.js";import{$ as t,A as n,At as r,B as i,C as a,D as o,E as s,Et as c,G as l,I as u,It as d,J as f,L as p,N as m,Ot as h,Pt as g,Q as ee,S as _,U as te,V as v,W as y,X as ne,Y as re,Z as ie,_ as ae,_t as oe,at as se,b as ce,bt as le,c as ue,ct as b,d as de,dt as fe,et as pe,g as x,gt as S,ht as me,it as he,jt as C,kt as ge,lt as _e,mt as w,n as ve,nt as ye,ot as be,pt as xe,q as Se,rt as Ce,st as we,t as Te,tt as Ee,ut as De,v as Oe,vt as ke,w as Ae,wt as je,x as T,xt as E,yt as Me,z as Ne}from"./main.js";import{F as Pe,I as D,L as Fe,N as Ie,R as Le,a as O,i as Re,z as k}from"./rows.js";import{B as ze,C as Be,G as Ve,H as A,K as j,S as He,U as Ue,V as We,W as M,w as Ge,x as Ke,z as qe}from"./lists.js";import{g as Je,p as Ye,v as N,y as P}from"./sign-in.js";import{t as Xe}from"./chart.js";const Ze=()=>!b.value?.impersonation,Qe=[`sessions`,`history`];function $e({tab:e,actions:t,children:n}){let r=Object.entries(k.tabs).map(([t,n])=>({label:n,href:`/account/${t}`,current:t===e}));return E`<${m} title=${k.tabs[e]} crumbs=${[{label:k.title,href:`/account/profile`}]}
actions=${Ze()?t:null}>
<div class="account-tabs"><${Fe} items=${r} label=${k.title} /></div>
<div class=${`stack stack-5 ${Qe.includes(e)?``:`account-narrow`}`}>
${!Ze()&&E`<${x} tone="info">${k.acting}<//>`}
${n}
</div>
<//>`}var et=/* @__PURE__ */ e({default:()=>it});const tt=k.history,nt=e=>tt.kinds[e]??e.replace(/^auth[nz]_/,``).replaceAll(`_`,` `),rt=[{key:`kind`,label:tt.what,width:`wide`,render:e=>nt(e.kind)},{key:`succeeded`,label:tt.result,render:e=>E`<${j} tone=${e.succeeded?`good`:`bad`}>${e.succeeded?tt.done:tt.refused}<//>`},{key:`address`,label:tt.from,render:e=>e.address?E`<span class="mono small">${e.address}</span>`:E`<span class="muted">${tt.server}</span>`},{key:`at`,label:tt.when,render:e=>E`<${A} value=${e.at} />`}];function it(){let e=Le(`/auth/history`);return E`<${$e} tab="history">
<p class="muted">${tt.intro}</p>
${e.problem&&E`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&E`<${p} lines=${6} />`}
${e.rows?.length===0&&E`<${u} icon="history" title=${tt.empty} />`}
${e.rows?.length>0&&E`<${Ue} caption=${tt.title} columns=${rt} rows=${e.rows} compact=${[`kind`,`succeeded`,`address`,`at`]} />`}
<${Ve} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function at({attempt:e}){if(e.until)return E`<${x} tone="warn"><${ae} until=${e.until} onEnd=${e.clear}>${e=>k.totp.wait(e)}<//><//>`;if(!e.problem)return null;let{detail:t,message:n}=e.problem;return E`<${x} tone="bad" onClose=${e.clear}>${t??n}<//>`}const F=k.profile,ot=()=>_e.value?.development_mailbox&&E`<a href="/dev/mail" target="_blank" rel="noopener">${F.mailbox}</a>`;function st(){let{user:e}=b.value,[t,n]=C(!1),[r,i]=C(null);return E`<${D} title=${F.email}>
<div class="row">
<strong class="account-address">${e.email??F.none}</strong>
${e.email&&E`<${j} tone=${e.email_verified?`good`:`warn`}>${e.email_verified?F.verified:F.unverified}<//>`}
</div>
${e.email&&!e.email_verified&&E`<${ct} />`}
${e.phone&&E`<p class="small"><span class="muted">${F.phone}: </span>${e.phone}</p>`}
${r&&E`<${x} tone="info" onClose=${()=>i(null)}>${F.sent(r)} ${ot()}<//>`}
${Ze()&&(t?E`<${lt} onSent=${e=>{n(!1),i(e)}} onCancel=${()=>n(!1)} />`:E`<div class="row"><${y} icon="mail" onClick=${()=>n(!0)}>${e.email?F.change:F.add}<//></div>`)}
<//>`}function ct(){let e=T();return E`<${g}>
<p class="muted">${F.unverifiedText} ${ot()}</p>
<${at} attempt=${e} />
${Ze()&&E`<div class="row">
<${y} size="small" busy=${e.busy} disabled=${e.until!==null} onClick=${()=>e.run(async()=>{await S(`/auth/email/resend`,void 0,{tenant:null}),a(F.resent,{tone:`good`})})}>${F.resend}<//>
</div>`}
<//>`}function lt({onSent:e,onCancel:t}){let[n,r]=C(``),[a,o]=C(null),s=T(),c=()=>{let t=n.trim()?null:{status:422,code:`invalid`,errors:[{field:`email`,code:`required`,message:k.required}]};o(t),t||s.run(async()=>{await S(`/auth/email/change`,{email:n.trim()},{tenant:null}),e(n.trim())})},l=a??(s.until?null:ce(s.problem));return E`<${N} onSubmit=${c} error=${l} busy=${s.busy} fields=${{email:F.newEmail}}>
${s.until&&E`<${at} attempt=${s} />`}
<${v} name="email" label=${F.newEmail} help=${F.newEmailHelp} error=${P(l).email}>
${e=>E`<${i} ...${e} type="email" autocomplete="email" maxlength="254" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${s.busy} disabled=${s.until!==null}>${F.send}<//>
<${y} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}var ut=/* @__PURE__ */ e({default:()=>ft});const dt=k.profile;function ft(){let{user:e}=b.value??{};return E`<${$e} tab="profile">
${e?E`<${pt} key=${e.id} /><${st} />`:E`<${p} lines=${6} />`}
<//>`}function pt(){let{user:e,memberships:t}=b.value,n=t.find(e=>e.home)?.slug??``,[r,o]=C(e.name),[s,l]=C(n),[u,d]=C(null),f=T(),p={};r.trim()!==e.name&&(p.name=r.trim()),s&&s!==n&&(p.home_tenant=s);let m=Object.keys(p).length>0;c(()=>m?Ce(()=>Ne({...dt.guard,tone:`danger`})):void 0,[m]);let h=()=>{let e=r.trim()?null:{status:422,code:`invalid`,errors:[{field:`name`,code:`required`,message:k.required}]};d(e),!e&&m&&f.run(async()=>{await me(`/auth/me`,p,{tenant:null}),await we(),a(k.saved,{tone:`good`})})};c(()=>Ze()?le(`mod+s`,h):void 0);let g=u??f.problem,ee=P(g),_=!Ze();return E`<${D} title=${dt.about}>
<${N} onSubmit=${h} error=${g} busy=${f.busy} fields=${{name:dt.name,home_tenant:dt.home}}>
<${v} name="name" label=${dt.name} error=${ee.name}>
${e=>E`<${i} ...${e} autocomplete="name" maxlength="200" value=${r} onChange=${o}
disabled=${_} />`}
<//>
${t.length>0&&E`<${v} name="home_tenant" label=${dt.home} help=${dt.homeHelp} error=${ee.home_tenant}>
${e=>E`<${We} ...${e} value=${s} onChange=${l} disabled=${_}
options=${t.map(e=>({value:e.slug,label:e.name}))} />`}
<//>`}
${!_&&E`<div class="row">
<${y} type="submit" tone="primary" busy=${f.busy} disabled=${!m}>${k.save}<//>
</div>`}
<//>
<//>`}const I=k.passkeys,mt=()=>/^[\d.]+$|^\[/.test(location.hostname);function ht({onChanged:e}){let[t,n]=C(null),[r,i]=C(!1),o=T(),s=()=>o.run(async()=>n((await w(`/auth/passkeys`,{tenant:null})).data.items));c(()=>void s(),[]);let l=async t=>{i(!1),n(e=>[...e??[],{...t,last_used_at:null}]),a(I.added(t.name),{tone:`good`}),await e(t.recovery_codes)},u=async t=>{await Ne({title:I.removeTitle(t.name),body:I.removeBody,confirm:k.remove,tone:`danger`})&&await o.run(async()=>{await xe(`/auth/passkeys/${t.id}`,{tenant:null}),n(e=>e.filter(({id:e})=>e!==t.id)),a(I.removed(t.name),{tone:`good`}),await e()})},f=[{key:`name`,label:I.name,width:`wide`,render:e=>e.name},{key:`created_at`,label:I.made,render:e=>E`<${A} value=${e.created_at} />`},{key:`last_used_at`,label:I.used,render:e=>e.last_used_at?E`<${A} value=${e.last_used_at} />`:I.never},{key:`actions`,label:I.actions,hidden:!0,align:`end`,render:e=>E`<${y} size="small" tone="quiet"
aria-label=${`${k.remove}: ${e.name}`} onClick=${()=>u(e)}>${k.remove}<//>`}],m=_e.value?.passkeys!==!1&&!mt()&&`PublicKeyCredential`in window,h=`${location.protocol}//localhost${location.port?`:${location.port}`:``}${d(`/account/security`)}`;return E`<${D} title=${I.title}>
<p class="muted">${I.intro}</p>
<${at} attempt=${o} />
${!t&&!o.problem&&E`<${p} lines=${2} />`}
${!t&&o.problem&&E`<div class="row"><${y} size="small" onClick=${s}>${k.retry}<//></div>`}
${t?.length===0&&!r&&E`<p class="small muted">${I.empty}</p>`}
${t?.length>0&&E`<${Ue} caption=${I.title} columns=${f} rows=${t} compact=${[`name`,`last_used_at`,`actions`]} />`}
${mt()&&E`<${x} tone="info">${I.address} <a href=${h}>${I.open}</a><//>`}
${m&&(r?E`<${gt} onAdded=${l} onCancel=${()=>i(!1)} />`:E`<div class="row"><${y} icon="fingerprint" onClick=${()=>i(!0)}>${I.add}<//></div>`)}
<//>`}function gt({onAdded:e,onCancel:t}){let[n,r]=C(``),a=T(),o=()=>a.run(async()=>e(await Je(n))),s=a.problem&&(a.problem.status===void 0?{detail:a.problem.message||I.failed}:a.problem);return E`<${N} onSubmit=${o} error=${s} busy=${a.busy}>
<${v} name="name" label=${I.name} help=${I.nameHelp} optional>
${e=>E`<${i} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${a.busy}>${I.create}<//>
<${y} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}const L=k.password,_t={current_password:L.current,new_password:L.new};function vt(){let[e,t]=C(``),[n,r]=C(``),[i,o]=C(!1),[s,c]=C(null),l=T(),u=()=>{let s=[];e||s.push({field:`current_password`,code:`required`,message:k.required}),[...n].length<8&&s.push({field:`new_password`,code:`short`,message:n?L.short:k.required}),c(s.length?{status:422,code:`invalid`,errors:s}:null),s.length||l.run(async()=>{try{await S(`/auth/password/change`,{current_password:e,new_password:n,revoke_api_keys:i},{tenant:null})}catch(e){throw e.errors?.some(({code:e})=>e===`password_wrong`)?Oe(e,`current_password`,L.wrong):ce(e)}t(``),r(``),o(!1),a(L.changed,{tone:`good`})})},d=s??(l.until?null:l.problem),f=P(d);return E`<${D} title=${L.title}>
${l.until&&E`<${at} attempt=${l} />`}
<${N} onSubmit=${u} error=${d} busy=${l.busy} fields=${_t}>
<input class="visually-hidden" type="text" autocomplete="username" value=${b.value.user.email??``} readonly tabindex="-1" aria-hidden="true" />
<${v} name="current_password" label=${L.current} error=${f.current_password}>
${n=>E`<${Te} ...${n} autocomplete="current-password" value=${e} onChange=${t} />`}
<//>
<${v} name="new_password" label=${L.new} help=${L.newHelp} error=${f.new_password}>
${e=>E`<${Te} ...${e} autocomplete="new-password" maxlength="128" value=${n} onChange=${r} />`}
<//>
<div>
<${Pe} label=${L.keys} value=${i} onChange=${o} />
<p class="small muted">${L.keysHelp} ${L.others}</p>
</div>
<div class="row">
<${y} type="submit" tone="primary" busy=${l.busy} disabled=${l.until!==null}>${L.submit}<//>
</div>
<//>
${b.value.user.email&&E`<${yt} email=${b.value.user.email} />`}
<//>`}function yt({email:e}){let t=T();return E`<div class="stack stack-2">
<div class="row small"><span class="muted">${L.forgot}</span>
<${y} size="small" tone="quiet" busy=${t.busy} disabled=${t.until!==null} onClick=${()=>t.run(async()=>{await S(`/auth/password/forgot`,{email:e},{tenant:null}),a(L.linkSent(e),{tone:`good`})})}>${L.sendLink}<//>
</div>
<${at} attempt=${t} />
</div>`}const bt=k.recovery;function xt({onCodes:e}){let t=T(),n=b.value.factors.length>0;return E`<${D} title=${bt.title}>
<p class="muted">${n?bt.intro:bt.needFactor}</p>
<${at} attempt=${t} />
${n&&E`<div class="row"><${y} icon="refresh-cw" busy=${t.busy} onClick=${async()=>{await Ne({title:bt.renewTitle,body:bt.renewBody,confirm:bt.renew})&&await t.run(async()=>e((await S(`/auth/mfa/recovery-codes`,void 0,{tenant:null})).data.recovery_codes))}}>${bt.renew}<//></div>`}
<//>`}function St({codes:e,onClose:t}){if(!e)return null;let n=e.join(`
`);return E`<${te} open title=${bt.dialog}
actions=${E`<${y} tone="primary" onClick=${t}>${bt.kept}<//>`}>
<div class="stack stack-4">
<p>${bt.once}</p>
<ol class="recovery-codes mono">${e.map(e=>E`<li key=${e}>${e}</li>`)}</ol>
<div class="row">
<${ve} value=${n} label=${bt.copy} />
<${y} size="small" icon="download" onClick=${()=>ze(bt.file,new Blob([`${n}\n`],{type:`text/plain`}))}>${bt.download}<//>
</div>
</div>
<//>`}const R=k.totp,Ct=(e,t)=>e.code===`proof_refused`?Oe(e,t,R.codeWrong):e;function wt({onChanged:e}){let t=b.value.factors.includes(`totp`),[n,r]=C(null),[i,o]=C(!1),s=T(),c=()=>s.run(async()=>r((await S(`/auth/mfa/totp/enroll`,void 0,{tenant:null})).data)),l=async(t,n)=>{await e(n),r(null),o(!1),a(t,{tone:`good`})},u=E`<${j} tone=${t?`good`:`muted`}>${t?R.on:R.off}<//>`,d=!n&&!i;return E`<${D} title=${R.title} actions=${u}>
<p class="muted">${R.intro}</p>
<${at} attempt=${s} />
${n&&E`<${Et} enrolled=${n} onDone=${e=>l(R.enabled,e)} onCancel=${()=>r(null)} />`}
${i&&E`<${Dt} onDone=${()=>l(R.disabled)} onCancel=${()=>o(!1)} />`}
${d&&E`<div class="row">${t?E`<${y} onClick=${()=>o(!0)}>${R.disable}<//>`:E`<${y} tone="primary" icon="smartphone" busy=${s.busy} onClick=${c}>${R.setUp}<//>`}</div>`}
<//>`}function Tt(e){let[t,n]=C(null);return c(()=>{let t=URL.createObjectURL(new Blob([e],{type:`image/svg+xml`}));return n(t),()=>URL.revokeObjectURL(t)},[e]),t}function Et({enrolled:e,onDone:t,onCancel:n}){let[r,i]=C(``),a=T(),o=Tt(e.qr_svg),s=e=>a.run(async()=>{try{let{data:n}=await S(`/auth/mfa/totp/confirm`,{code:e},{tenant:null});t(n.recovery_codes)}catch(e){throw i(``),Ct(e,`code`)}}),c=a.until?null:a.problem;return E`<div class="stack stack-4">
<p>${R.scan}</p>
<div class="totp">
<div class="totp-qr">${o&&E`<img src=${o} alt=${R.qr} width="200" height="200" />`}</div>
<div class="stack stack-2">
<p class="small muted">${R.type}</p>
<div class="secret-box"><code class="mono" aria-label=${R.secret}>${e.secret.replace(/(.{4})(?=.)/g,`$1 `)}</code>
<${ve} value=${e.secret} label=${R.copySecret} /></div>
<p class="small"><a href=${e.otpauth_url}>${R.open}</a></p>
</div>
</div>
${a.until&&E`<${at} attempt=${a} />`}
<${N} onSubmit=${()=>s(r)} error=${c} busy=${a.busy} fields=${{code:R.code}}>
<${v} name="code" label=${R.code} error=${P(c).code}>
${e=>E`<${Ye} ...${e} value=${r} onChange=${i} onComplete=${s} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${a.busy} disabled=${r.length<6||a.until!==null}>${R.confirm}<//>
<${y} tone="quiet" onClick=${n}>${k.cancel}<//>
</div>
<//>
</div>`}function Dt({onDone:e,onCancel:t}){let[n,r]=C(``),a=T(),o=n.trim(),s=/^[\d -]{6,9}$/.test(o)?{code:o}:{recovery_code:o},c=()=>a.run(async()=>{try{await S(`/auth/mfa/totp/disable`,s,{tenant:null}),e()}catch(e){let t=e.errors?.map(e=>({...e,field:`proof`}));throw t?.length?Object.assign(e,{errors:t}):Ct(e,`proof`)}}),l=a.until?null:a.problem;return E`<${N} onSubmit=${c} error=${l} busy=${a.busy} fields=${{proof:R.proof}}>
${a.until&&E`<${at} attempt=${a} />`}
<${v} name="proof" label=${R.proof} help=${R.disableText} error=${P(l).proof}>
${e=>E`<${i} ...${e} autocomplete="one-time-code" maxlength="40" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${y} type="submit" tone="danger" busy=${a.busy} disabled=${!o||a.until!==null}>${R.disable}<//>
<${y} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}var Ot=/* @__PURE__ */ e({default:()=>kt});function kt(){let[e,t]=C(null),n=e=>(e?.length&&t(e),we());return E`<${$e} tab="security">
${!b.value&&E`<${p} lines=${8} />`}
${b.value&&Ze()&&E`
<${vt} />
<${wt} onChanged=${n} />
<${ht} onChanged=${n} />
<${xt} onCodes=${n} />`}
<${St} codes=${e} onClose=${()=>t(null)} />
<//>`}const At=[[`Edge`,/Edg(?:A|iOS)?\//],[`Opera`,/OPR\//],[`Firefox`,/(?:Firefox|FxiOS)\//],[`Chrome`,/(?:Chrome|Chromium|CriOS)\//],[`Safari`,/Safari\//],[`curl`,/^curl\//]],jt=[[`Android`,/Android/],[`iPhone`,/iPhone/],[`iPad`,/iPad/],[`Windows`,/Windows/],[`macOS`,/Mac OS X|Macintosh/],[`ChromeOS`,/CrOS/],[`Linux`,/Linux/]];function Mt(e){if(!e)return null;let t=t=>t.find(([,t])=>t.test(e))?.[0],[n,r]=[t(At),t(jt)];return n&&r?`${n} on ${r}`:n??r??e.split(/[ /]/)[0].slice(0,40)}var Nt=/* @__PURE__ */ e({default:()=>Pt});const z=k.sessions;function Pt(){let[e,t]=C(null),[n,r]=C(null),i=T(),o=async()=>{try{t((await w(`/auth/sessions`,{tenant:null})).data.items),r(null)}catch(e){r(e)}};c(()=>void o(),[]);let s=e=>i.run(async()=>{await xe(`/auth/sessions/${e.id}`,{tenant:null}),t(t=>t.filter(({id:t})=>t!==e.id)),a(z.ended,{tone:`good`})}),l=async()=>{await Ne({title:z.allTitle,body:z.allBody,confirm:z.all,tone:`danger`})&&await i.run(async()=>{await S(`/auth/logout-all`,void 0,{tenant:null}),await De()})},u=[{key:`device`,label:z.device,width:`wide`,render:e=>E`<span class="row">
<span title=${e.user_agent??void 0}>${e.device_name||Mt(e.user_agent)||z.unknown}</span>
${e.current&&E`<${j} tone="good">${z.current}<//>`}
</span>`},{key:`address`,label:z.from,render:e=>E`<span class="mono small">${e.address??``}</span>`},{key:`created_at`,label:z.signedIn,render:e=>E`<${A} value=${e.created_at} />`},{key:`last_seen_at`,label:z.seen,render:e=>E`<${A} value=${e.last_seen_at} />`},{key:`expires_at`,label:z.ends,render:e=>E`<${A} value=${e.expires_at} />`},...Ze()?[{key:`actions`,label:z.actions,hidden:!0,align:`end`,render:e=>!e.current&&E`<${y} size="small" tone="quiet"
aria-label=${`${z.end}: ${e.device_name||Mt(e.user_agent)||z.unknown}`} onClick=${()=>s(e)}>${z.end}<//>`}]:[]],d=E`<${y} icon="log-out" busy=${i.busy} onClick=${l}>${z.all}<//>`;return E`<${$e} tab="sessions" actions=${d}>
<p class="muted">${z.intro}</p>
<${at} attempt=${i} />
${n&&!e&&E`<${M} problem=${n} onRetry=${o} />`}
${!n&&!e&&E`<${p} lines=${4} />`}
${e&&E`<${Ue} caption=${z.title} columns=${u} rows=${e} compact=${[`device`,`address`,`last_seen_at`,`actions`]} />`}
<//>`}function Ft({tab:e,title:t,actions:n,children:r}){let i=Object.entries(_.tabs).map(([t,n])=>({label:n,href:`/platform/${t}`,current:t===e})),a=be(),o=(b.value?.factors??[]).length>0,s=t?[{label:_.tabs[e],href:`/platform/${e}`}]:[{label:_.title,href:`/platform/tenants`}];return E`<${m} title=${t??_.tabs[e]} crumbs=${a?s:[]} actions=${a&&o?n:null}>
${!a&&E`<${u} icon="lock" title=${_.closed.title}>${_.closed.text}<//>`}
${a&&!o&&E`<${u} icon="shield" title=${_.factor.title}
action=${E`<${y} tone="primary" href="/account/security">${_.factor.act}<//>`}>${_.factor.text}<//>`}
${a&&o&&E`<div class="settings-tabs"><${Fe} items=${i} label=${_.title} /></div>
<div class="stack stack-5 settings-body">${r}</div>`}
<//>`}function It({pages:e,empty:t,caption:n,columns:r,compact:i,rowHref:a}){return E`<${g}>
${e.problem&&E`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&E`<${p} lines=${6} />`}
${e.rows?.length===0&&E`<${u} icon=${t.icon} title=${t.title}>${t.text}<//>`}
${e.rows?.length>0&&E`<${Ue} caption=${n} columns=${r} rows=${e.rows} compact=${i} rowHref=${a} />`}
<${Ve} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function Lt({name:e,label:t,help:n,type:r=`search`,maxlength:a=200,valid:o=()=>!0}){let s=he.value.query.get(e)??``,[l,u]=C(s);return c(()=>u(s),[s]),c(()=>{if(l.trim()===s||l&&!o(l.trim()))return;let t=setTimeout(()=>se({[e]:l.trim()||null},{replace:!0}),300);return()=>clearTimeout(t)},[l]),E`<${v} name=${e} label=${t} help=${n} required=${!1}>
${e=>E`<${i} ...${e} type=${r} maxlength=${a} autocomplete="off" value=${l} onChange=${u} />`}
<//>`}function Rt(...e){let{query:t}=he.value;return Object.fromEntries(e.map(e=>[e,t.get(e)]).filter(([,e])=>e))}const zt=_.search,Bt=/* @__PURE__ */ new Map;function Vt(e){let t=Bt.get(e);return t||(Bt.set(e,t=je(null)),w(`/admin/tenants/${encodeURIComponent(e)}`,{quiet:!0}).then(({data:e})=>t.value=e.name,()=>{})),t.value}function Ht({id:e}){if(!e)return null;let t=Vt(e);return E`<a class=${t?``:`mono small id-cell`} href=${`/platform/tenants/${e}`} title=${e}>${t??e}</a>`}var Ut=/* @__PURE__ */ e({default:()=>Jt});const Wt=_.denied,Gt=e=>e?E`<code class="mono small id-cell" title=${e}>${e}</code>`:``,Kt=e=>E`<${Ht} id=${e} />`,qt=[{key:`route`,label:Wt.route,width:`wide`,render:e=>E`<code class="mono small">${e.route}</code>
${e.alert&&E` <${j} tone="bad">${Wt.alert}<//>`}`},{key:`actor_id`,label:Wt.actor,render:e=>Gt(e.actor_id)},{key:`actor_tenant_id`,label:Wt.from,render:e=>Kt(e.actor_tenant_id)},{key:`owner_tenant_id`,label:Wt.owner,render:e=>Kt(e.owner_tenant_id)},{key:`row_id`,label:Wt.row,render:e=>E`${e.table_name.replaceAll(`_`,` `)} ${Gt(e.row_id)}`},{key:`address`,label:Wt.address,render:e=>e.address??``},{key:`request_id`,label:Wt.request,render:e=>Gt(e.request_id)},{key:`at`,label:Wt.at,render:e=>E`<${A} value=${e.at} />`}];function Jt(){return E`<${Ft} tab="denied"><${Yt} /><//>`}function Yt(){let e=Le(`/admin/denied-accesses`),t={icon:`ban`,title:Wt.empty,text:Wt.emptyText};return E`<${g}>
<p class="muted">${Wt.text}</p>
<${It} pages=${e} empty=${t} caption=${_.tabs.denied} columns=${qt} compact=${[`route`,`actor_id`,`owner_tenant_id`,`at`]} />
<//>`}const Xt=_.health;function Zt({health:e}){return E`<div class="figures">${Object.entries(e.jobs).map(([e,t])=>E`<a key=${e} class="figure" href=${`/platform/jobs?state=${e}`}>
<span>${_.jobs.states[e]??e}</span><span class="figure-number">${n(t)}</span>
</a>`)}</div>
<p class="muted">${Xt.oldest}: ${e.oldest_due_at?E`<${A} value=${e.oldest_due_at} />`:Xt.none}</p>`}const Qt=_.health,$t=[`failed`,`in_doubt`];function en(e){let t=/* @__PURE__ */ new Map;for(let n of e){let e=[n.tenant_id,n.kind,n.state].join(` `),{count:r}=t.get(e)??{count:0};t.set(e,{newest:n,...t.get(e),key:e,count:r+1})}return[...t.values()].sort((e,t)=>t.count-e.count)}const tn=({tenant_id:e,kind:t,state:n})=>`/platform/jobs?${new URLSearchParams({state:n,kind:t,...e&&{tenant:e}})}`,nn=[{key:`tenant`,label:Qt.tenant,width:`wide`,render:({newest:e})=>e.tenant_id?E`<${Ht} id=${e.tenant_id} />`:Qt.installation},{key:`kind`,label:Qt.kind,render:({newest:e})=>E`<code class="mono small">${e.kind}</code>`},{key:`count`,label:Qt.dead,render:({newest:e,count:t})=>E`<a href=${tn(e)}>${n(t)} ${_.jobs.states[e.state].toLowerCase()}</a>`},{key:`error`,label:_.jobs.error,width:`wide`,render:({newest:e})=>e.last_error??``},{key:`at`,label:Qt.newest,render:({newest:e})=>E`<${A} value=${e.finished_at??e.due_at} />`}];function rn({turn:e}){let[t,n]=C(null),[r,i]=C(null),a=async()=>{i(null);try{let e=await Promise.all($t.map(e=>w(`/admin/jobs`,{query:{state:e,limit:100}})));n({groups:en(e.flatMap(({data:e})=>e.items)),more:e.some(({data:e})=>e.next_cursor)})}catch(e){i(e)}};return c(()=>void a(),[e]),E`<section class="stack stack-3" aria-labelledby="trouble">
<h2 id="trouble">${Qt.trouble}</h2>
<p class="muted">${Qt.troubleText}</p>
${r&&E`<${M} problem=${r} onRetry=${a} />`}
${!t&&!r&&E`<${p} lines=${3} />`}
${t?.groups.length===0&&E`<p>${Qt.noTrouble}</p>`}
${t?.groups.length>0&&E`<${Ue} caption=${Qt.trouble} columns=${nn} rows=${t.groups} rowKey=${e=>e.key} compact=${[`tenant`,`kind`,`count`,`error`]} />`}
${t?.more&&E`<p class="small muted">${Qt.newestOnly(100)}</p>`}
</section>`}var an=/* @__PURE__ */ e({default:()=>ln});const B=_.health;function on({row:e}){return e.error?E`<${j} tone="bad">${B.failed}<//> <span class="small">${e.error}</span>`:e.late?E`<${j} tone="warn">${B.late}<//>`:e.finished_at?E`<${j} tone="good">${B.good}<//>`:E`<${j} tone="info">${B.running}<//>`}const sn=[{key:`task`,label:B.task,width:`wide`,render:e=>E`<code class="mono small">${e.task}</code>`},{key:`state`,label:B.state,render:e=>E`<${on} row=${e} />`},{key:`interval_ms`,label:B.every,render:e=>o(e.interval_ms/1e3)},{key:`started_at`,label:B.last,render:e=>E`<${A} value=${e.started_at} />`},{key:`succeeded_at`,label:B.succeeded,render:e=>E`<${A} value=${e.succeeded_at} />`},{key:`duration_ms`,label:B.took,align:`end`,render:e=>e.duration_ms===null||e.duration_ms===void 0?``:B.ms(n(e.duration_ms))},{key:`rows`,label:B.rows,align:`end`,render:e=>e.rows===null||e.rows===void 0?``:n(e.rows)},{key:`node`,label:B.node,render:e=>E`<span class="small muted">${e.node}</span>`}],cn=(e,t)=>Number(!!(t.error||t.late))-Number(!!(e.error||e.late));function ln(){return E`<${Ft} tab="health"><${un} /><//>`}function un(){let[e,t]=C(null),n=T(),[r,i]=C(0),a=()=>n.run(async()=>{i(e=>e+1),t((await w(`/admin/health`)).data)});return c(()=>void a(),[]),e?E`<${g}>
${n.problem&&E`<${M} problem=${n.problem} onRetry=${a} />`}
<section class="stack stack-3" aria-labelledby="jobs-by-state">
<div class="row"><h2 id="jobs-by-state" class="grow">${B.jobs}</h2><${y} size="small" icon="rotate-ccw" busy=${n.busy} onClick=${a}>${B.refresh}<//></div>
<${Zt} health=${e} />
</section>
<${rn} turn=${r} />
<section class="stack stack-3" aria-labelledby="periodic-tasks">
<h2 id="periodic-tasks">${B.tasks}</h2>
<${Ue} caption=${B.tasks} columns=${sn} rows=${[...e.periodic_tasks].sort(cn)} rowKey=${e=>e.task} compact=${[`task`,`state`,`started_at`]} />
</section>
<//>`:n.problem?E`<${M} problem=${n.problem} onRetry=${a} />`:E`<${p} lines=${6} />`}var dn=/* @__PURE__ */ e({default:()=>hn});const fn=_.impersonations,pn=({name:e,email:t,id:n})=>e||t||n,mn=[{key:`user`,label:fn.user,width:`wide`,render:e=>pn(e.user)},{key:`tenant`,label:fn.tenant,render:e=>E`<a href=${`/platform/tenants/${e.tenant.id}`}>${e.tenant.name}</a>`},{key:`admin`,label:fn.admin,render:e=>pn(e.admin)},{key:`reason`,label:fn.reason,width:`wide`,render:e=>e.reason},{key:`mode`,label:fn.mode,render:e=>e.read_only?fn.reading:fn.writing},{key:`state`,label:fn.state,render:e=>E`<${j} tone=${e.live?`warn`:`muted`}>${e.live?fn.live:fn.over}<//>`},{key:`created_at`,label:fn.started,render:e=>E`<${A} value=${e.created_at} />`}];function hn(){return E`<${Ft} tab="impersonations"><${gn} /><//>`}function gn(){let e=Le(`/admin/impersonations`),t={icon:`eye`,title:fn.empty,text:fn.emptyText};return E`<${It} pages=${e} empty=${t} caption=${_.tabs.impersonations} columns=${mn}
compact=${[`user`,`tenant`,`admin`,`reason`,`state`]} />`}const V=_.jobs,_n=[`failed`,`in_doubt`];function vn({row:e,state:t,onClose:n}){let r=e=>e&&E`<${A} value=${e} />`,i=[[V.state,t],[V.tries,V.of(e.attempts,e.max_tries)],[V.tenant,e.tenant_id&&E`<${Ht} id=${e.tenant_id} />`],[V.error,e.last_error],[V.delivery,V.deliveries[e.delivery]??e.delivery],[V.created,r(e.created_at)],[V.due,r(e.due_at)],[V.lease,r(e.lease_until)],[V.finished,r(e.finished_at)],[V.id,E`<span class="row"><code class="mono small">${e.id}</code><${ve} value=${e.id} /></span>`]],a=`bulkhead jobs retry ${e.id}`;return E`<${te} open title=${e.kind} onClose=${n} actions=${E`<${y} onClick=${n}>${V.close}<//>`}>
<div class="stack stack-4">
<dl class="fields">${i.filter(([,e])=>e).map(([e,t])=>E`<div key=${e} class="fields-row"><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>
${_n.includes(e.state)&&E`<p>${e.state===`failed`?V.retryFailed:V.retryDoubt}</p>
<div class="secret-box"><code class="mono small">${a}</code><${ve} value=${a} /></div>`}
</div>
<//>`}var yn=/* @__PURE__ */ e({default:()=>Tn});const H=_.jobs,bn={waiting:`muted`,running:`info`,done:`good`,failed:`bad`,in_doubt:`warn`,cancelled:`muted`},xn=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,Sn=e=>e?E`<${A} value=${e} />`:``;function Cn({row:e}){return E`<${j} tone=${bn[e.state]}>${H.states[e.state]??e.state}<//>`}const wn=[{key:`state`,label:H.state,render:e=>E`<${Cn} row=${e} />`},{key:`attempts`,label:H.tries,render:e=>E`<span class="nowrap">${H.of(e.attempts,e.max_tries)}</span>`},{key:`tenant_id`,label:H.tenant,render:e=>E`<${Ht} id=${e.tenant_id} />`},{key:`last_error`,label:H.error,width:`wide`,render:e=>e.last_error??``},{key:`due_at`,label:H.due,render:e=>Sn(e.due_at)},{key:`finished_at`,label:H.finished,render:e=>Sn(e.finished_at)}];function Tn(){return E`<${Ft} tab="jobs"><${En} /><//>`}function En(){let e=Rt(`state`,`kind`,`tenant`),t=Le(`/admin/jobs`,e),[n,r]=C(null),[i,a]=C(null);c(()=>{let e=!0;return w(`/admin/health`,{quiet:!0}).then(({data:t})=>e&&a(t),()=>{}),()=>e=!1},[]);let o={key:`kind`,label:H.kind,width:`wide`,render:e=>E`<button class="text-button mono small" type="button"
aria-label=${H.open(e.kind)} onClick=${()=>r(e)}>${e.kind}</button>`},s=Object.entries(H.states).map(([e,t])=>({value:e,label:t})),l={icon:`clock`,title:H.empty,text:H.emptyText};return E`<${g}>
${i&&E`<div class="stack stack-3"><${Zt} health=${i} /></div>`}
<div class="audit-filters" role="search">
<${v} name="state" label=${H.state} required=${!1}>
${e=>E`<${We} ...${e} empty=${_.all} options=${s} value=${he.value.query.get(`state`)??``}
onChange=${e=>se({state:e||null})} />`}
<//>
<${Lt} name="kind" label=${H.kind} help=${H.kindHelp} maxlength=${63} valid=${e=>/^[a-z0-9_]*$/.test(e)} />
<${Lt} name="tenant" label=${H.tenantId} maxlength=${36} valid=${e=>xn.test(e)} />
${Object.keys(e).length>0&&E`<${y} tone="quiet" icon="x" onClick=${()=>se({state:null,kind:null,tenant:null})}>${_.clear}<//>`}
</div>
<${It} pages=${t} empty=${l} caption=${_.tabs.jobs} columns=${[o,...wn]} compact=${[`kind`,`state`,`tenant_id`,`last_error`,`due_at`]} />
${n&&E`<${vn} row=${n} state=${E`<${Cn} row=${n} />`} onClose=${()=>r(null)} />`}
<//>`}function U(){let e=T(),t=ge(null),n=r(n=>e.run(async()=>{t.current??=Me();try{let e=await n(t.current);return t.current=null,e}catch(e){throw e.status>=400&&e.status<500&&(t.current=null),e}}),[e.run]);return{...e,run:n}}function Dn(e){let t=ge({dirty:e,released:!1});return t.current.dirty=e,c(()=>{if(!e)return;let{current:n}=t;return Ce(()=>!n.dirty||n.released||Ne({...O.discard,tone:`danger`}),()=>n.dirty&&!n.released)},[e]),()=>t.current.released=!0}function On(e){let t=Object.keys(e).filter(t=>e[t]).map(t=>({field:t,code:`wrong`,message:e[t]}));return t.length?Object.assign(Error(t[0].message),{status:422,code:`invalid`,detail:t[0].message,errors:t}):null}const kn=/^(?=.{2,63}$)[a-z0-9]+(-[a-z0-9]+)*$/;function An(e){return e.normalize(`NFKD`).replace(/\p{M}/gu,``).toLowerCase().replace(/[^a-z0-9]+/g,`-`).replace(/^-|-$/g,``).slice(0,63).replace(/-$/,``)}function jn(e={}){let[t,n]=C(e.name??``),[r,i]=C(e.slug??null),a=r??An(t);return{name:t.trim(),slug:a,wrong:()=>On({name:t.trim()?null:O.required,slug:kn.test(a)?null:O.slugWrong}),dirty:t!==(e.name??``)||r!==(e.slug??null),text:t,setName:n,setSlug:e=>i(e.toLowerCase())}}function Mn({fields:e,errors:t,help:n}){return E`<${g}>
<${v} name="name" label=${O.name} help=${n} error=${t.name}>
${t=>E`<${i} ...${t} maxlength="200" autocomplete="organization" value=${e.text} onChange=${e.setName} />`}
<//>
<${v} name="slug" label=${O.slug} help=${O.slugHelp} error=${t.slug}>
${t=>E`<${i} ...${t} maxlength="63" autocomplete="off" autocapitalize="none" value=${e.slug} onChange=${e.setSlug} />`}
<//>
<//>`}var Nn=/* @__PURE__ */ e({default:()=>In});const Pn=_.onboard,Fn=/^[a-z0-9._-]{0,50}$/;function In(){return E`<${Ft} tab="tenants" title=${Pn.title}><${Ln} /><//>`}function Ln(){let e=jn(),[t,n]=C(``),[r,o]=C(``),[s,c]=C(null),l=U(),u=Dn(e.dirty||t!==``||r!==``),d={name:O.name,slug:O.slug,owner_email:Pn.owner,plan:Pn.plan},f=()=>{let n=On({owner_email:t.trim()?null:_.required,plan:Fn.test(r.trim())?null:Pn.planWrong}),i=e.wrong(),o=i&&n?{...i,errors:[...i.errors,...n.errors]}:i??n;c(o),o||l.run(async n=>{let i={name:e.name,slug:e.slug,owner_email:t.trim(),plan:r.trim()||void 0};try{let{data:e}=await S(`/admin/tenants`,i,{key:n});a(Pn.done(i.owner_email),{tone:`good`}),u(),ye(`/platform/tenants/${e.id}`,{replace:!0})}catch(e){throw e.code===`slug_taken`?Oe(e,`slug`,O.slugTaken):e}})},p=s??l.problem,m=P(p);return E`<${D}>
<${N} onSubmit=${f} error=${p} busy=${l.busy} fields=${d}>
<p class="muted">${Pn.text}</p>
<${Mn} fields=${e} errors=${m} />
<${v} name="owner_email" label=${Pn.owner} error=${m.owner_email}>
${e=>E`<${i} ...${e} type="email" autocomplete="off" maxlength="254" value=${t} onChange=${n} />`}
<//>
<${v} name="plan" label=${Pn.plan} help=${Pn.planHelp} error=${m.plan} optional>
${e=>E`<${i} ...${e} autocomplete="off" maxlength="50" value=${r} onChange=${o} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${l.busy}>${Pn.submit}<//>
<${y} tone="quiet" href="/platform/tenants">${_.cancel}<//>
</div>
<//>
<//>`}const Rn=_.tenant,zn=Object.keys(Rn.quotas);function Bn({row:e,path:t,onSaved:r,onReload:o}){let s=Object.fromEntries([`plan`,...zn].map(t=>[t,e[t]===null||e[t]===void 0?``:String(e[t])])),[c,l]=C(s),[u,d]=C(null),f=U(),p=Object.keys(c).filter(e=>c[e].trim()!==s[e]);Dn(p.length>0);let m=()=>{let n=On(Object.fromEntries(zn.map(e=>[e,/^\d*$/.test(c[e].trim())?null:Rn.whole])));if(d(n),n||!p.length)return;let i=e=>c[e].trim()===``?null:e===`plan`?c[e].trim():Number(c[e]);f.run(async()=>{try{let n=Object.fromEntries(p.map(e=>[e,i(e)])),{data:o}=await me(t,n,{ifMatch:`"${e.version}"`});a(_.saved,{tone:`good`}),r(o)}catch(e){if(e.status!==412)throw e;a(_.changedMeanwhile,{tone:`warn`}),o()}})},h=u??f.problem,g=P(h),ee=e=>t=>l(n=>({...n,[e]:t}));return E`<${D} title=${Rn.limits}>
<${N} onSubmit=${m} error=${h} busy=${f.busy} fields=${{plan:_.tenants.plan,...Rn.quotas}}>
<p class="muted small">${Rn.limitsHelp}</p>
<div class="limit-fields">
<${v} name="plan" label=${_.tenants.plan} error=${g.plan} required=${!1}>
${e=>E`<${i} ...${e} maxlength="50" autocomplete="off" value=${c.plan} onChange=${ee(`plan`)} />`}
<//>
${zn.map(t=>E`<${v} key=${t} name=${t} label=${Rn.quotas[t]} error=${g[t]} required=${!1}
help=${t===`member_quota`?Rn.used(n(e.members)):void 0}>
${e=>E`<${i} ...${e} inputmode="numeric" maxlength="18" autocomplete="off" value=${c[t]} onChange=${ee(t)} />`}
<//>`)}
</div>
<div class="row"><${y} type="submit" tone="primary" busy=${f.busy} disabled=${!p.length}>${_.save}<//></div>
<//>
<//>`}const Vn=_.tenant;function Hn({row:e,path:t,onSaved:n}){let[r,o]=C(``),[s,c]=C(null),l=U(),u=()=>l.run(async r=>{n((await S(`${t}/resume`,void 0,{key:r})).data),a(Vn.resumed(e.name),{tone:`good`})}),d=()=>{let i=On({reason:r.trim()?null:_.required});c(i),i||l.run(async i=>{n((await S(`${t}/suspend`,{reason:r.trim()},{key:i})).data),o(``),a(Vn.isSuspended(e.name),{tone:`good`})})},f=s??l.problem;return e.suspended_at?E`<${D} title=${Vn.suspension}>
<div class="stack stack-3">
${f&&E`<${x} tone="bad">${f.detail??f.message}<//>`}
<p>${Vn.suspendedFor(e.suspended_for??``)}</p>
<div class="row"><${y} tone="primary" busy=${l.busy} onClick=${u}>${Vn.resume}<//></div>
</div>
<//>`:E`<${D} title=${Vn.suspension}>
<${N} onSubmit=${d} error=${f} busy=${l.busy} fields=${{reason:Vn.reason}}>
<p class="muted">${Vn.suspendText}</p>
<${v} name="reason" label=${Vn.reason} help=${Vn.reasonHelp} error=${P(f).reason}>
${e=>E`<${i} ...${e} maxlength="500" autocomplete="off" value=${r} onChange=${o} />`}
<//>
<div class="row"><${y} type="submit" busy=${l.busy}>${Vn.suspend}<//></div>
<//>
<//>`}var Un=/* @__PURE__ */ e({TenantState:()=>Wn,default:()=>Kn});const W=_.tenants;function Wn({row:e}){return e.deleted_at?E`<${j} tone="bad">${W.closed}<//>`:e.suspended_at?E`<${j} tone="warn">${W.suspended}<//>`:e.members===0?E`<${j} tone="info">${W.waiting}<//>`:E`<${j} tone="good">${W.open}<//>`}const Gn=[{key:`name`,label:W.name,width:`wide`,render:e=>e.name},{key:`slug`,label:W.slug,render:e=>E`<span class="mono small">${e.slug}</span>`},{key:`state`,label:W.state,render:e=>E`<${Wn} row=${e} />`},{key:`plan`,label:W.plan,render:e=>e.plan??(e.kind===`personal`?E`<span class="muted">${W.personal}</span>`:``)},{key:`members`,label:W.members,align:`end`,render:e=>n(e.members)},{key:`created_at`,label:W.created,render:e=>E`<${A} value=${e.created_at} />`}];function Kn(){let e=E`<${y} tone="primary" icon="plus" href="/platform/tenants/new">${W.onboard}<//>`;return E`<${Ft} tab="tenants" actions=${e}><${qn} /><//>`}function qn(){let e=Le(`/admin/tenants`,Rt(`q`)),t={icon:`building`,title:W.empty,text:W.emptyText};return E`<div class="stack stack-4">
<div class="audit-filters" role="search"><${Lt} name="q" label=${zt} help=${W.searchHelp} /></div>
<${It} pages=${e} empty=${t} caption=${_.tabs.tenants} columns=${Gn} compact=${[`name`,`slug`,`state`]}
rowHref=${e=>`/platform/tenants/${e.id}`} />
</div>`}const Jn=_.usage,Yn=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),Xn=[`row_quota`,`request_quota`,`invitation_quota`,`storage_quota`];function Zn({members:e,member_quota:t}){let r=n(e);return t==null?Jn.open(r):e>=t?Jn.full(r,n(t)):Jn.of(r,n(t),Yn.format(e/t),n(t-e))}function Qn({row:e}){let t=Xn.map(t=>[t,e[t]??null]),r=(e,t)=>t===null?e===`storage_quota`?Jn.free:Jn.usual:e===`storage_quota`?Ae(t):n(t);return E`<${D} title=${e.plan?Jn.titleOf(e.plan):Jn.title}>
<${Re} label=${_.tenants.members} text=${Zn(e)} value=${e.members} most=${e.member_quota??null} />
<dl class="facts">${t.map(([e,t])=>E`<div key=${e}><dt>${Jn.most[e]}</dt><dd>${r(e,t)}</dd></div>`)}</dl>
<p class="muted small">${Jn.untold}</p>
<//>`}var $n=/* @__PURE__ */ e({default:()=>er});const G=_.tenant;function er({params:e}){let t=`/admin/tenants/${encodeURIComponent(e.id)}`,[n,r]=C(null),[i,a]=C(null),o=async()=>{try{r((await w(t)).data),a(null)}catch(e){a(e)}};return c(()=>void o(),[t]),E`<${Ft} tab="tenants" title=${n?.name??_.tabs.tenants}>
${i&&E`<${M} problem=${i} onRetry=${o} />`}
${!n&&!i&&E`<${p} lines=${6} />`}
${n&&!i&&E`<${g}>
<${tr} row=${n} />
<${Qn} row=${n} />
${!n.deleted_at&&E`<${Bn} key=${n.version} row=${n} path=${t} onSaved=${r} onReload=${o} />`}
${!n.deleted_at&&E`<${Hn} row=${n} path=${t} onSaved=${r} />`}
<${nr} row=${n} path=${t} onSaved=${r} onReload=${o} />
<//>`}
<//>`}function tr({row:e}){let t=[[_.tenants.state,E`<${Wn} row=${e} />`],[_.tenants.slug,E`<code class="mono">${e.slug}</code>`],[G.kind,e.kind],[_.tenants.members,n(e.members)],...e.kind===`personal`?[]:[[G.invitation,e.members===0?G.invited:G.accepted]],[G.factor,e.require_second_factor?G.yes:G.no],[_.tenants.created,E`<${A} value=${e.created_at} />`],[G.id,E`<span class="row"><code class="mono small">${e.id}</code><${ve} value=${e.id} /></span>`]];return E`<dl class="facts">${t.map(([e,t])=>E`<div key=${e}><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>`}function nr({row:e,path:t,onSaved:n,onReload:r}){let i=U();return E`<${D} title=${G.close}>
<div class="stack stack-3">
${i.problem&&E`<${x} tone="bad">${i.problem.detail??i.problem.message}<//>`}
${e.deleted_at?E`<p class="muted">${G.removal} <${A} value=${e.deleted_at} /></p>
<div class="row"><${y} icon="rotate-ccw" busy=${i.busy} onClick=${()=>i.run(async r=>{n((await S(`${t}/restore`,void 0,{key:r})).data),a(G.restored(e.name),{tone:`good`})})}>${G.restore}<//></div>`:E`<p class="muted">${G.closeText}</p>
<div class="row"><${y} tone="danger" busy=${i.busy} onClick=${async()=>{await Ne({title:G.closeTitle(e.name),body:G.closeBody(e.members),confirm:G.close,tone:`danger`,typed:e.slug})&&await i.run(async()=>{await xe(t),a(G.isClosed(e.name),{tone:`good`}),await r()})}}>${G.close}<//></div>`}
</div>
<//>`}const K=_.impersonate;async function rr(e){let{data:t}=await w(`/admin/tenants`,{query:{q:e.trim(),limit:20}});return t.items.filter(({deleted_at:e})=>!e).map(({slug:e,name:t})=>({value:e,label:t,hint:e}))}function ir({user:e,name:t,onClose:n}){let r=h(),[i,a]=C(null),[o,s]=C(``),[c,l]=C(!1),[u,d]=C(null),f=U(),p=()=>{let t=On({tenant:i?null:_.required,reason:o.trim().length>=10?null:K.reasonShort});d(t),t||f.run(async t=>{try{let{data:r}=await S(`/admin/impersonations`,{user_id:e.id,tenant:i,reason:o.trim(),write:c},{key:t});n(),await fe(),ye(`/t/${r.tenant.slug}/`)}catch(e){throw e.status===404?Oe(e,`tenant`,K.notMember):e}})},m=u??f.problem,g=P(m),ee=E`<${y} onClick=${n}>${_.cancel}<//>
<${y} type="submit" form=${r} tone="primary" busy=${f.busy}>${K.submit}<//>`;return E`<${te} open title=${K.title(t)} onClose=${n} actions=${ee}>
<${N} id=${r} onSubmit=${p} error=${m} busy=${f.busy} fields=${{tenant:K.tenant,reason:K.reason,write:K.write}}>
<p class="muted">${K.text}</p>
<${v} name="tenant" label=${K.tenant} help=${K.tenantHelp} error=${g.tenant}>
${e=>E`<${qe} ...${e} load=${rr} labelOf=${e=>e} value=${i} onChange=${a} />`}
<//>
<${v} name="reason" label=${K.reason} help=${K.reasonHelp} error=${g.reason}>
${e=>E`<${Be} ...${e} rows=${3} maxlength="500" value=${o} onChange=${s} />`}
<//>
<div class="stack stack-2">
<${Pe} name="write" label=${K.write} value=${c} onChange=${l} />
<p class="small muted">${K.writeHelp}</p>
</div>
<//>
<//>`}var ar=/* @__PURE__ */ e({default:()=>sr});const q=_.users,or=e=>e.name||e.email||e.phone||q.unnamed;function sr(){return E`<${Ft} tab="users"><${lr} /><//>`}function cr({row:e}){return E`<span class="row">
${e.disabled_at?E`<${j} tone="bad">${q.disabled}<//>`:E`<${j} tone="good">${q.active}<//>`}
${e.platform_admin&&E`<${j} tone="info">${q.admin}<//>`}
${e.email&&!e.email_verified&&E`<${j} tone="warn">${q.unverified}<//>`}
</span>`}function lr(){let e=Le(`/admin/users`,Rt(`q`)),t=T(),[n,r]=C(null),i=(t,n)=>e.setRows(e=>e.map(e=>e.id===t.id?{...e,disabled_at:n}:e)),o=e=>t.run(async()=>{await S(`/admin/users/${e.id}/enable`),i(e,null),a(q.isEnabled(or(e)),{tone:`good`})}),s=async e=>{await Ne({title:q.disableTitle(or(e)),body:q.disableBody,confirm:q.disable,tone:`danger`})&&await t.run(async()=>{await S(`/admin/users/${e.id}/disable`),i(e,(/* @__PURE__ */ new Date()).toISOString()),a(q.isDisabled(or(e)),{tone:`good`})})},c=[{key:`name`,label:q.name,width:`wide`,render:or},{key:`email`,label:q.email,width:`wide`,render:e=>e.email??e.phone??``},{key:`state`,label:q.state,render:e=>E`<${cr} row=${e} />`},{key:`created_at`,label:q.created,render:e=>E`<${A} value=${e.created_at} />`},{key:`acts`,label:_.actions,align:`end`,render:e=>e.id!==b.value?.user.id&&E`<div class="row row-end">
${!e.disabled_at&&E`<${y} size="small" tone="quiet" aria-label=${`${q.impersonate} ${or(e)}`} onClick=${()=>r(e)}>${q.impersonate}<//>`}
${e.disabled_at?E`<${y} size="small" tone="quiet" aria-label=${`${q.enable}: ${or(e)}`} onClick=${()=>o(e)}>${q.enable}<//>`:E`<${y} size="small" tone="quiet" aria-label=${`${q.disable}: ${or(e)}`} onClick=${()=>s(e)}>${q.disable}<//>`}
</div>`}],l={icon:`users`,title:q.empty,text:q.emptyText};return E`<${g}>
<div class="audit-filters" role="search"><${Lt} name="q" label=${zt} help=${q.searchHelp} /></div>
${t.problem&&E`<${x} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
<${It} pages=${e} empty=${l} caption=${_.tabs.users} columns=${c} compact=${[`name`,`email`,`state`,`acts`]} />
${n&&E`<${ir} user=${n} name=${or(n)} onClose=${()=>r(null)} />`}
<//>`}const ur=O.activity,dr=e=>f(e.replaceAll(`_`,`-`));function fr(e){let t=e.replaceAll(`_`,` `);return dr(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)}function pr(e){return e.actor_id?e.actor_id===b.value?.user.id?b.value.user.name||b.value.user.email||O.someone:ee(e.actor_id)??O.someone:e.job?`${O.system} (${e.job.replaceAll(`_`,` `)})`:O.system}function mr({table:e,operation:t,fields:n}){let r=n?.deleted_at;return t===`update`&&Array.isArray(r)?r[1]?ur.gone[e]??(dr(e)?ur.binned:ur.removed):ur.unbinned:ur.did[t]??t}function hr({table:e,operation:t,fields:n}){if(ur.things[e])return ur.things[e];let r=dr(e),i=(r?.labels[0]??e.replaceAll(`_`,` `).replace(/s$/,``)).toLowerCase(),a=t!==`update`&&r?.title?n?.[r.title]:null;return typeof a==`string`&&a?`the ${i} “${a.slice(0,60)}”`:ur.a(i)}const gr=e=>ur.sentence(pr(e),mr(e),hr(e));function _r({table:e,row_id:t,operation:n}){let r=dr(e);return!r||r.parent||n===`delete`?null:Ee(r.plural,t)}function vr({operation:e,fields:t}){return Object.entries(t??{}).map(([t,n])=>e===`update`&&Array.isArray(n)&&n.length===2?{name:t,before:n[0],after:n[1]}:e===`delete`?{name:t,before:n,after:void 0}:{name:t,before:void 0,after:n})}const yr=O.audit,br=e=>e==null?`–`:typeof e==`string`?e:JSON.stringify(e);function xr({line:e,onClose:t}){let n=_r(e),r=vr(e),i=[[yr.when,s(e.changed_at)],[yr.rowId,e.row_id,!0],[yr.request,e.request_id,!0],[yr.key,e.api_key_id,!0],[yr.job,e.job],[yr.as,e.impersonator_id,!0]].filter(([,e])=>e),a=E`<div class="row row-end">
${n&&E`<${y} href=${n}>${yr.open}<//>`}
<${y} tone="primary" onClick=${t}>${O.close}<//>
</div>`;return E`<${te} open title=${gr(e)} size="large" onClose=${t} actions=${a}>
<div class="stack stack-4">
${r.length===0?E`<p class="muted">${yr.hidden}</p>`:E`<div class="audit-scroll" tabindex="0" role="group" aria-label=${yr.details}>
<table class="audit-changes">
<thead><tr><th scope="col">${yr.field}</th><th scope="col">${yr.before}</th><th scope="col">${yr.after}</th></tr></thead>
<tbody>${r.map(({name:e,before:t,after:n})=>E`<tr key=${e}>
<th scope="row" class="mono small">${e}</th>
<td class="audit-before">${br(t)}</td><td class="audit-after">${br(n)}</td>
</tr>`)}</tbody>
</table>
</div>`}
<dl class="facts">${i.map(([e,t,n])=>E`<div key=${e}>
<dt>${e}</dt>
<dd class="row">${n?E`<code class="mono small">${t}</code><${ve} value=${t} />`:t}</dd>
</div>`)}</dl>
</div>
<//>`}const Sr=[`viewer`,`member`,`admin`,`owner`],Cr=(e=`admin`)=>ne(e)&&!b.value?.impersonation,wr=e=>ne(e)&&(e===`viewer`||!b.value?.impersonation?.read_only),Tr=e=>Sr.indexOf(e)<=Sr.indexOf(t());function Er(e=`owner`){return Sr.filter(t=>Tr(t)&&Sr.indexOf(t)<=Sr.indexOf(e)).map(e=>({value:e,label:O.roles[e]}))}const Dr=()=>!!(b.value?.user.email_verified||b.value?.user.phone);function Or(){return E`<${u} icon="lock" title=${O.adminsOnly.title}>${O.adminsOnly.text}<//>`}const kr=[[`general`,`viewer`],[`members`,`viewer`],[`invitations`,`admin`],[`api-keys`,`admin`],[`webhooks`,`admin`],[`values`,`viewer`],[`audit`,`admin`],[`danger`,`viewer`]];function Ar({tab:e,actions:t,children:n}){let r=kr.find(([t])=>t===e)[1],i=kr.filter(([,e])=>wr(e)).map(([t])=>{let n=t===`webhooks`?Ee(t):Ee(`settings`,t);return{href:n,label:O.settings.tabs[t],current:t===e||he.value.path===n}}),a=wr(r);return E`<${m} title=${O.settings.tabs[e]} crumbs=${[{label:O.settings.title,href:Ee(`settings`,`general`)}]}
actions=${a?t:null}>
<div class="settings-tabs"><${Fe} items=${i} label=${O.settings.title} /></div>
<div class="stack stack-5 settings-body">${a?n:E`<${Or} />`}</div>
<//>`}var jr=/* @__PURE__ */ e({default:()=>Pr});const J=O.audit,Mr=[`tenants`,`memberships`,`invitations`,`api_keys`,`settings`,`impersonations`],Nr=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;function Pr(){return E`<${Ar} tab="audit"><${Fr} /><//>`}function Fr(){let[e,t]=C(null),n=he.value.query,r={table:n.get(`table`),row_id:n.get(`row_id`),actor_id:n.get(`actor_id`)},i=Object.fromEntries(Object.entries(r).filter(([,e])=>e)),a=Le(`/api/audit-log`,i),o=a.rows?.map((e,t)=>({...e,id:`${e.changed_at} ${e.row_id} ${t}`})),s=[{key:`who`,label:J.who,render:e=>pr(e)},{key:`what`,label:J.what,width:`wide`,render:e=>`${mr(e)} ${hr(e)}`},{key:`fields`,label:J.field,render:e=>E`<span class="muted">${J.fields(Object.keys(e.fields??{}).length)}</span>`},{key:`changed_at`,label:J.when,render:e=>E`<${A} value=${e.changed_at} />`},{key:`acts`,label:J.details,align:`end`,render:e=>E`<${y} size="small" tone="quiet"
aria-label=${J.detailsOf(gr(e))} onClick=${()=>t(e)}>${J.details}<//>`}];return E`<${g}>
<${Ir} filters=${r} />
${a.problem&&E`<${M} problem=${a.problem} onRetry=${a.reload} />`}
${!o&&!a.problem&&E`<${p} lines=${6} />`}
${o?.length===0&&E`<${u} icon="history" title=${J.empty}>${J.emptyText}<//>`}
${o?.length>0&&E`<${Ue} caption=${J.title} columns=${s} rows=${o} compact=${[`who`,`what`,`changed_at`,`acts`]} />`}
<${Ve} cursor=${a.cursor} busy=${a.busy} onMore=${a.more} />
${e&&E`<${xr} line=${e} onClose=${()=>t(null)} />`}
<//>`}function Ir({filters:e}){let t=[.../* @__PURE__ */ new Set([...Mr,...re().map(({plural:e})=>e.replaceAll(`-`,`_`))])];e.table&&!t.includes(e.table)&&t.push(e.table);let n=t.map(e=>({value:e,label:fr(e)})).sort((e,t)=>e.label.localeCompare(t.label)),r=e=>(e===``||Nr.test(e.trim()))&&se({row_id:e.trim()||null},{replace:!0}),a=async e=>{let{data:t}=await w(`/api/members`,{query:{limit:100}});return t.items.map(({user_id:e,name:t,email:n})=>({value:e,label:t||n||e,hint:n})).filter(({label:t,hint:n})=>`${t} ${n??``}`.toLowerCase().includes(e.trim().toLowerCase()))},o=Object.values(e).some(Boolean);return E`<div class="audit-filters" role="search" aria-label=${J.filter}>
<${v} name="table" label=${J.table} required=${!1}>
${t=>E`<${We} ...${t} empty=${J.all} options=${n} value=${e.table??``}
onChange=${e=>se({table:e||null})} />`}
<//>
<${v} name="actor_id" label=${J.actor} required=${!1}>
${t=>E`<${qe} ...${t} load=${a} labelOf=${ee} value=${e.actor_id}
onChange=${e=>se({actor_id:e||null})} />`}
<//>
<${v} name="row_id" label=${J.row} required=${!1}>
${t=>E`<${i} ...${t} class="mono" autocomplete="off" maxlength="36" value=${e.row_id??``} onChange=${r} />`}
<//>
${o&&E`<${y} tone="quiet" icon="x" onClick=${()=>se({table:null,row_id:null,actor_id:null})}>${J.clear}<//>`}
</div>`}async function Lr(e,t){let{path:n}=e.operations.export,{data:r}=await ke(`GET`,n,{query:{format:t},raw:!0}),i=r instanceof Blob?r:await(r.blob?r.blob():new Response(r).blob()),a=URL.createObjectURL(i),o=document.createElement(`a`);o.href=a,o.download=`${pe.value?.slug??`rows`}-${e.plural}.${t}`,o.click(),setTimeout(()=>URL.revokeObjectURL(a),1e4)}var Rr=/* @__PURE__ */ e({default:()=>zr});const Y=O.danger;function zr(){return E`<${Ar} tab="danger"><${Br} /><${Vr} /><//>`}function Br(){let e=T(),t=re().filter(({operations:e,parent:t})=>e.export&&!t),n=(t,n)=>e.run(()=>Lr(t,n)),r=()=>e.run(async()=>{for(let e of t)await Lr(e,`ndjson`);a(Y.done(t.length),{tone:`good`})}),i=({transfer:e})=>[`csv`,`ndjson`].filter(t=>!e?.length||e.includes(t));return E`<${D} title=${Y.export}>
<div class="stack stack-4">
<p class="muted">${Y.exportText}</p>
${e.problem&&E`<${x} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
<ul class="export-list">
${t.map(t=>E`<li key=${t.plural} class="row">
<span class="grow">${t.labels[1]}</span>
${i(t).map(r=>E`<${y} key=${r} size="small" tone="quiet" disabled=${e.busy}
aria-label=${Y.get(t.labels[1],Y[r])} onClick=${()=>n(t,r)}>${Y[r]}<//>`)}
</li>`)}
</ul>
<div class="row"><${y} icon="download" busy=${e.busy} onClick=${r}>${Y.all}<//></div>
</div>
<//>`}function Vr(){let e=T(),{name:t,slug:n}=pe.value??{};return E`<${D} title=${Y.close}>
<div class="stack stack-4">
<p class="muted">${Y.closeText}</p>
${e.problem&&E`<${x} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
${Cr(`owner`)?E`<${g}>
${pe.value?.kind===`personal`&&E`<p>${Y.personal}</p>`}
<div class="row"><${y} tone="danger" busy=${e.busy} onClick=${async()=>{await Ne({title:Y.closeTitle(t),body:Y.closeBody,confirm:Y.closeButton,tone:`danger`,typed:n})&&await e.run(async()=>{await xe(`/api/tenant`),await we(),a(Y.closed(t),{tone:`good`}),ye(`/`,{replace:!0})})}}>${Y.closeButton}<//></div>
<//>`:E`<p>${b.value?.impersonation?O.adminsOnly.title:Y.ownersOnly}</p>`}
</div>
<//>`}var Hr=/* @__PURE__ */ e({default:()=>Ur});function Ur(){let[e,t]=C(null),[n,r]=C(null),i=async()=>{try{let{data:e}=await w(`/api/tenant`);t(e),r(null)}catch(e){r(e)}};return c(()=>void i(),[]),E`<${Ar} tab="general">
${n&&!e&&E`<${M} problem=${n} onRetry=${i} />`}
${!n&&!e&&E`<${p} lines=${5} />`}
${e&&E`<${Wr} key=${e.version} row=${e} onReload=${i} onSaved=${t} />`}
<//>`}function Wr({row:e,onReload:t,onSaved:n}){let[r,o]=C(e.name),[s,l]=C(e.slug),[u,d]=C(e.require_second_factor),[f,p]=C(null),m=U(),h=Cr(`admin`),ee={};r.trim()!==e.name&&(ee.name=r.trim()),s!==e.slug&&(ee.slug=s),u!==e.require_second_factor&&(ee.require_second_factor=u);let _=Object.keys(ee).length>0,te=Dn(_),ne=()=>{let i=On({name:r.trim()?null:O.required,slug:kn.test(s)?null:O.slugWrong});p(i),!i&&_&&m.run(async()=>{try{let{data:t}=await me(`/api/tenant`,ee,{ifMatch:`"${e.version}"`});te(),await we(),n(t),a(O.saved,{tone:`good`}),t.slug!==e.slug&&ye(`/t/${t.slug}/settings/general`,{replace:!0})}catch(e){if(e.status===412)return a(O.changedMeanwhile,{tone:`warn`}),t();throw e.code===`slug_taken`?Oe(e,`slug`,O.slugTaken):e}})},re=ge(ne);re.current=ne,c(()=>h?le(`mod+s`,()=>re.current()):void 0,[h]);let ie=f??m.problem,ae=P(ie),oe=(b.value?.factors??[]).length>0,se={name:O.name,slug:O.slug,require_second_factor:O.general.factor};return E`<${g}>
<${D}>
<${N} onSubmit=${ne} error=${ie} busy=${m.busy} fields=${se}>
<${v} name="name" label=${se.name} error=${ae.name}>
${e=>E`<${i} ...${e} maxlength="200" autocomplete="organization" value=${r}
onChange=${o} disabled=${!h} />`}
<//>
<${v} name="slug" label=${se.slug} error=${ae.slug}
help=${s===e.slug?O.slugHelp:`${O.slugHelp} ${O.general.slugChange}`}>
${e=>E`<${i} ...${e} maxlength="63" autocomplete="off" value=${s}
onChange=${e=>l(e.toLowerCase())} disabled=${!h} />`}
<//>
<${v} name="require_second_factor" label=${O.general.factor} error=${ae.require_second_factor} help=${O.general.factorHelp}>
${e=>E`<${Ke} ...${e} value=${u} onChange=${d}
disabled=${!Cr(`owner`)||!oe&&!u} />`}
<//>
${Cr(`owner`)&&!oe&&E`<p class="small muted">
${O.general.factorFirst} <a href="/account/security">${O.general.factorLink}</a>
</p>`}
${h?E`<div class="row"><${y} type="submit" tone="primary" busy=${m.busy} disabled=${!_}>${O.save}<//></div>`:E`<p class="small muted">${O.general.readOnly}</p>`}
<//>
<//>
<dl class="facts">
<div><dt>${O.general.id}</dt><dd class="row"><code class="mono">${e.id}</code><${ve} value=${e.id} /></dd></div>
<div><dt>${O.general.created}</dt><dd><${A} value=${e.created_at} /></dd></div>
</dl>
<//>`}const Gr=O.invitations;function Kr({onSent:e,more:t}){let[n,r]=C(``),[o,s]=C(`member`),[c,l]=C(null),u=U();Dn(n.trim()!==``);let d=()=>{let t=On({email:n.trim()?null:O.required});l(t),t||u.run(async t=>{try{let{data:i}=await S(`/api/invitations`,{email:n.trim(),role:o},{key:t});r(``),a(Gr.sent(i.email),{tone:`good`}),e(i)}catch(e){throw e.code===`already_member`?Oe(e,`email`,Gr.member):e}})},f=c??u.problem,p=P(f);return E`<${N} onSubmit=${d} error=${f} busy=${u.busy} fields=${{email:Gr.email,role:O.role}}>
<div class="grid invite-fields">
<${v} name="email" label=${Gr.email} error=${p.email}>
${e=>E`<${i} ...${e} type="email" autocomplete="off" maxlength="254" value=${n} onChange=${r} />`}
<//>
<${v} name="role" label=${O.role} error=${p.role} help=${O.roleHelp[o]}>
${e=>E`<${We} ...${e} options=${Er()} value=${o} onChange=${s} />`}
<//>
</div>
<div class="row">
<${y} type="submit" tone="primary" busy=${u.busy} disabled=${u.until!==null}>${Gr.send}<//>
${t}
</div>
<//>`}function qr(){let e=T(),t=b.value?.user.email;return E`<${x} tone="warn">
<div class="stack stack-2 verify-first">
<strong>${O.verify.title}</strong>
<span>${O.verify.text(t)}</span>
${e.problem&&E`<span role="alert">${e.problem.detail??e.problem.message}</span>`}
<div class="row">
${t&&E`<${y} size="small" onClick=${()=>e.run(async()=>{await S(`/auth/email/resend`),a(O.verify.sent,{tone:`good`})})} busy=${e.busy} disabled=${e.until!==null}>${O.verify.again}<//>`}
<${y} size="small" tone="quiet" href="/account/profile">${O.verify.account}<//>
${_e.value?.development_mailbox&&E`<a href="/dev/mail" target="_blank" rel="noopener noreferrer">${O.verify.mailbox}</a>`}
</div>
</div>
<//>`}var Jr=/* @__PURE__ */ e({default:()=>Yr});const X=O.invitations;function Yr(){return E`<${Ar} tab="invitations"><${Xr} /><//>`}function Xr(){let e=Le(`/api/invitations`),t=T(),n=Cr(),r=t=>e.setRows(e=>[t,...e.filter(({id:e,email:n})=>e!==t.id&&n!==t.email)]),i=e=>t.run(async()=>{let{data:t}=await S(`/api/invitations/${e.id}/resend`);r(t),a(X.resent(e.email),{tone:`good`})}),o=n=>t.run(async()=>{await xe(`/api/invitations/${n.id}`),e.setRows(e=>e.filter(({id:e})=>e!==n.id));let i=async()=>r((await S(`/api/invitations`,{email:n.email,role:n.role})).data);a(X.withdrawn(n.email),{action:{label:O.undo,run:()=>t.run(i)}})}),s=[{key:`email`,label:X.email,width:`wide`,render:e=>e.email},{key:`role`,label:O.role,render:e=>O.roles[e.role]},{key:`invited_by`,label:X.by,render:e=>E`<${Ie} id=${e.invited_by} />`},{key:`expires_at`,label:X.until,render:e=>new Date(e.expires_at)</* @__PURE__ */ new Date?E`<${j} tone="warn">${X.expired}<//>`:E`<${A} value=${e.expires_at} />`},...n?[{key:`acts`,label:X.acts,align:`end`,render:e=>E`<div class="row row-end">
${Dr()&&E`<${y} size="small" tone="quiet" busy=${t.busy} onClick=${()=>i(e)}
aria-label=${`${X.resend}: ${e.email}`}>${X.resend}<//>`}
<${y} size="small" tone="quiet" onClick=${()=>o(e)} aria-label=${`${X.withdraw}: ${e.email}`}>${X.withdraw}<//>
</div>`}]:[]];return E`<${g}>
${n&&(Dr()?E`<${D} title=${X.form}><${Kr} onSent=${r} /><//>`:E`<${qr} />`)}
<section class="stack stack-3" aria-labelledby="pending-invitations">
<h2 id="pending-invitations">${X.pending}</h2>
${t.problem&&E`<${x} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${e.problem&&E`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&E`<${p} lines=${3} />`}
${e.rows?.length===0&&E`<${u} icon="mail" title=${X.empty}>${X.emptyText}<//>`}
${e.rows?.length>0&&E`<${Ue} caption=${X.pending} columns=${s} rows=${e.rows} compact=${[`email`,`role`,`acts`]} />`}
<${Ve} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
</section>
<//>`}const Zr=O.keys;function Qr({things:e,value:t,onChange:n,error:r}){let i=h(),a=e=>{let[r,i]=e.split(`:`);if(t.includes(e))return n(t.filter(t=>t!==e));n([...r===`*`?t.filter(e=>!e.endsWith(`:${i}`)):t,e])},o=(e,n,o,s)=>{let c=e!==`*`&&t.includes(`*:${n}`),l=`${e}:${n}`;return E`<td><label class="scope-box">
<input type="checkbox" name=${s?`scopes`:void 0} aria-label=${o} checked=${c||t.includes(l)} disabled=${c}
aria-invalid=${s&&r?`true`:void 0} aria-describedby=${s&&r?`${i}-error`:void 0} onChange=${()=>a(l)} />
</label></td>`},s=({name:e,label:t,read:n=!0,write:r=!0})=>E`<tr key=${e} class=${e===`*`?`scope-all`:``}>
<th scope="row">${t}</th>
${n?o(e,`read`,Zr.mayRead(t),e===`*`):E`<td></td>`}
${r?o(e,`write`,Zr.mayWrite(t)):E`<td></td>`}
</tr>`;return E`<fieldset class="scope-set" aria-describedby=${`${i}-help`}>
<legend>${Zr.scopes}</legend>
<p id=${`${i}-help`} class="small muted">${Zr.scopesHelp}</p>
${r&&E`<p id=${`${i}-error`} class="field-error">${r}</p>`}
<div class="scope-scroll" tabindex="0" role="group" aria-label=${Zr.scopes}>
<table class="scope-grid">
<thead><tr><th scope="col">${Zr.thing}</th><th scope="col">${Zr.read}</th><th scope="col">${Zr.write}</th></tr></thead>
<tbody>${s({name:`*`,label:Zr.everything})}${e.map(e=>s({read:!1,write:!1,...e}))}</tbody>
</table>
</div>
</fieldset>`}const $r=O.keys,ei=[`7`,`30`,`90`,`365`,`own`];function ti({onMade:e,onCancel:t}){let[n,r]=C(``),[a,o]=C([]),[s,c]=C(`member`),[l,u]=C(`90`),[d,f]=C(null),[p,m]=C(null),h=ni(),g=U();Dn(n.trim()!==``||a.length>0);let ee=()=>{let t=On({name:n.trim()?null:O.required,scopes:a.length?null:$r.none,expires_at:l===`own`&&!d?O.required:null});if(m(t),t)return;let r=l===`own`?d:(/* @__PURE__ */ new Date(Date.now()+Number(l)*864e5-6e4)).toISOString();g.run(async t=>{let i={name:n.trim(),scopes:a,role:s,expires_at:r};e((await S(`/api/api-keys`,i,{key:t})).data)})},_=p??g.problem,te=P(_),ne={name:$r.name,scopes:$r.scopes,role:$r.role,expires_at:$r.endsAt};return E`<${N} onSubmit=${ee} error=${_} busy=${g.busy} fields=${ne}>
<${v} name="name" label=${$r.name} help=${$r.nameHelp} error=${te.name}>
${e=>E`<${i} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<${Qr} things=${h} value=${a} onChange=${o} error=${te.scopes} />
<div class="grid invite-fields">
<${v} name="role" label=${$r.role} error=${te.role} help=${O.roleHelp[s]}>
${e=>E`<${We} ...${e} options=${Er(`admin`)} value=${s} onChange=${c} />`}
<//>
<${v} name="ends" label=${$r.expires}>
${e=>E`<${We} ...${e} options=${ei.map(e=>({value:e,label:$r.ends[e]}))} value=${l} onChange=${u} />`}
<//>
</div>
${(l===`own`||te.expires_at)&&E`<${v} name="expires_at" label=${$r.endsAt} error=${te.expires_at}>
${e=>E`<${Ge} ...${e} value=${d} onChange=${f} />`}
<//>`}
<div class="row">
<${y} type="submit" tone="primary" busy=${g.busy}>${$r.create}<//>
<${y} tone="quiet" onClick=${t}>${O.cancel}<//>
</div>
<//>`}function ni(){let[e,t]=C([]);return c(()=>{let e=!0;return Promise.resolve(Se()).then(n=>e&&t(ri(n))),()=>e=!1},[]),e}function ri(e){let t=/* @__PURE__ */ new Map,n=e=>{let[n,r]=e.split(`:`);t.set(n,{...t.get(n),name:n,[r]:!0})};for(let t of Object.values(e?.paths??{}))for(let e of Object.values(t))(e?.security??[]).forEach(e=>(e.apiKey??[]).forEach(n));t.size||re().forEach(({plural:e})=>[`${e}:read`,`${e}:write`].forEach(n));let r=e=>{let t=e.replaceAll(`-`,` `);return $r.things[e]??f(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)};return[...t.values()].map(e=>({...e,label:r(e.name)})).sort((e,t)=>e.label.localeCompare(t.label))}var ii=/* @__PURE__ */ e({default:()=>ai});const Z=O.keys;function ai(){let[e,t]=C(!1),n=Cr()&&Dr()&&!e&&E`<${y} tone="primary" icon="plus" onClick=${()=>t(!0)}>${Z.create}<//>`;return E`<${Ar} tab="api-keys" actions=${n}>
<${oi} making=${e} onMade=${()=>t(!1)} />
<//>`}function oi({making:e,onMade:t}){let n=Le(`/api/api-keys`),r=T(),[i,o]=C(null),s=({key:e,...r})=>{t(),o(e),n.setRows(e=>[r,...e.filter(({id:e})=>e!==r.id)])},c=async e=>{await Ne({title:Z.revokeTitle(e.name),body:Z.revokeBody,confirm:Z.revoke,tone:`danger`})&&await r.run(async()=>{await xe(`/api/api-keys/${e.id}`),n.setRows(t=>t.filter(({id:t})=>t!==e.id)),a(Z.revoked(e.name),{tone:`good`})})},l=[{key:`name`,label:Z.name,width:`wide`,render:e=>e.name},{key:`prefix`,label:Z.prefix,render:e=>E`<code class="mono">${e.prefix}</code>`},{key:`scopes`,label:Z.scopes,width:`wide`,render:e=>E`<span class="mono small scope-list">${e.scopes.join(`, `)}</span>`},{key:`role`,label:O.role,render:e=>O.roles[e.role]??``},{key:`made_by`,label:Z.made,render:e=>E`<${Ie} id=${e.made_by} />`},{key:`last_used_at`,label:Z.used,render:e=>e.last_used_at?E`<${A} value=${e.last_used_at} />`:Z.never},{key:`expires_at`,label:Z.expires,render:e=>E`<${A} value=${e.expires_at} />`},...Cr()?[{key:`acts`,label:Z.acts,align:`end`,render:e=>E`<${y} size="small" tone="quiet"
onClick=${()=>c(e)} aria-label=${`${Z.revoke}: ${e.name}`}>${Z.revoke}<//>`}]:[]];return E`<${g}>
<p class="muted">${Z.intro}</p>
${Cr()&&!Dr()&&E`<${qr} />`}
${e&&E`<${D} title=${Z.make}><${ti} onMade=${s} onCancel=${t} /><//>`}
${r.problem&&E`<${x} tone="bad" onClose=${r.clear}>${r.problem.detail??r.problem.message}<//>`}
${n.problem&&E`<${M} problem=${n.problem} onRetry=${n.reload} />`}
${!n.rows&&!n.problem&&E`<${p} lines=${3} />`}
${n.rows?.length===0&&!e&&E`<${u} icon="key" title=${Z.empty}>${Z.emptyText}<//>`}
${n.rows?.length>0&&E`<${Ue} caption=${O.settings.tabs[`api-keys`]} columns=${l} rows=${n.rows}
compact=${[`name`,`prefix`,`expires_at`,`acts`]} />`}
<${Ve} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<${si} secret=${i} onClose=${()=>o(null)} />
<//>`}function si({secret:e,onClose:t}){if(!e)return null;let n=E`<${y} tone="primary" onClick=${t}>${Z.secretDone}<//>`;return E`<${te} open title=${Z.secretTitle} actions=${n}>
<div class="stack stack-3">
<p>${Z.secretText}</p>
<div class="secret-box">
<code class="mono" aria-label=${Z.secretLabel}>${e}</code>
<${ve} value=${e} label=${Z.copy} />
</div>
</div>
<//>`}var ci=/* @__PURE__ */ e({default:()=>li});const Q=O.members;function li(){let e=Le(`/api/members`),t=pi(e),n=b.value?.user.id,r=e.rows?.map(e=>({...e,id:e.user_id})),i=(r??[]).filter(({role:e})=>e===`owner`),a=!e.cursor&&i.length===1&&i[0].id===n,o=[{key:`name`,label:Q.name,width:`wide`,render:e=>E`<${g}>${e.name||Q.unnamed}
${e.id===n&&E` <span class="muted">(${Q.you})</span>`}<//>`},...Cr()?[{key:`email`,label:Q.email,width:`wide`,render:e=>e.email??``}]:[],{key:`role`,label:O.role,width:`narrow`,render:e=>E`<${ui} row=${e} locked=${a&&e.id===n}
onChange=${n=>t.change(e,n)} />`},{key:`created_at`,label:Q.since,render:e=>E`<${A} value=${e.created_at} />`},...r?.some(e=>di(e,n,a))?[{key:`acts`,label:Q.acts,align:`end`,render:e=>E`<${fi} row=${e} act=${di(e,n,a)} acts=${t} />`}]:[]],s=Cr()&&E`<${y} tone="primary" icon="mail" href=${Ee(`settings`,`invitations`)}>${Q.invite}<//>`;return E`<${Ar} tab="members" actions=${s}>
${t.problem&&E`<${x} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${a&&E`<${x} tone="info">${Q.lastOwner}<//>`}
${e.problem&&E`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!r&&!e.problem&&E`<${p} lines=${4} />`}
${r&&E`<${Ue} caption=${Q.title} columns=${o} rows=${r} compact=${[`name`,`role`,`acts`]} />`}
<${Ve} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function ui({row:e,locked:t,onChange:n}){return t||!Cr()||!Tr(e.role)?E`<span>${O.roles[e.role]}</span>`:E`<${We} aria-label=${Q.roleOf(e.name||Q.unnamed)} options=${Er()} value=${e.role} onChange=${n} />`}function di(e,t,n){return e.id===t?n||b.value?.impersonation?null:`leave`:Cr()&&Tr(e.role)?`remove`:null}function fi({row:e,act:t,acts:n}){return t===`leave`?E`<${y} size="small" tone="quiet" onClick=${()=>n.leave(e)}>${Q.leave}<//>`:t&&E`<${y} size="small" tone="quiet" onClick=${()=>n.remove(e)}
aria-label=${`${Q.remove}: ${e.name||Q.unnamed}`}>${Q.remove}<//>`}function pi(e){let t=T(),n=e=>e.user_id===b.value?.user.id,r=(r,i)=>t.run(async()=>{try{let{data:t}=await me(`/api/members/${r.user_id}`,{role:i},{ifMatch:`"${r.version}"`});return e.setRows(e=>e.map(e=>e.user_id===t.user_id?{...e,...t}:e)),n(r)&&await we(),t}catch(t){if(t.status===412)return a(O.changedMeanwhile,{tone:`warn`}),e.reload();throw mi(t)}});return{change:async(t,i)=>{if(i===t.role)return;if(n(t)&&!await Ne({title:Q.own,body:Q.ownBody(O.roles[i]),confirm:Q.ownConfirm}))return e.setRows(e=>[...e]);let o=await r(t,i);if(!o)return e.setRows(e=>[...e]);let s=n(t)?void 0:{label:O.undo,run:()=>r(o,t.role)};a(Q.changed(t.name||Q.unnamed,O.roles[i]),{tone:`good`,action:s})},remove:async n=>{await Ne({title:Q.removeTitle(n.name||n.email||Q.unnamed),body:Q.removeBody,confirm:Q.remove,tone:`danger`})&&await t.run(async()=>{await xe(`/api/members/${n.user_id}`),e.setRows(e=>e.filter(e=>e.user_id!==n.user_id)),a(Q.removed(n.name||n.email||Q.unnamed),{tone:`good`})})},leave:async e=>{await Ne({title:Q.leaveTitle(pe.value.name),body:Q.leaveBody,confirm:Q.leave,tone:`danger`})&&await t.run(async()=>{await xe(`/api/members/${e.user_id}`).catch(e=>{throw mi(e)}),await we(),ye(`/`,{replace:!0})})},problem:t.problem,clear:t.clear}}function mi(e){return e.code===`last_owner`&&(e.detail=Q.lastOwner),e}var hi=/* @__PURE__ */ e({default:()=>gi});function gi(){let e=jn(),[t,n]=C(null),r=U(),i=Dn(e.dirty),a=()=>{let t=e.wrong();n(t),t||r.run(async t=>{try{let{data:n}=await S(`/api/tenants`,{name:e.name,slug:e.slug},{key:t,tenant:null});i(),await we(),ye(`/t/${n.slug}/`)}catch(e){throw e.code===`slug_taken`?Oe(e,`slug`,O.slugTaken):e}})},o=t??r.problem;return E`<${m} title=${O.create.title} subtitle=${O.create.text} narrow>
<${D}>
<${N} onSubmit=${a} error=${o} busy=${r.busy} fields=${{name:O.name,slug:O.slug}}>
<${Mn} fields=${e} errors=${P(o)} help=${O.create.nameHelp} />
<div class="row"><${y} type="submit" tone="primary" busy=${r.busy}>${O.create.submit}<//></div>
<//>
<//>
<//>`}const _i=O.overview,vi=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),yi=[{name:`leads`,rate:({win_rate:e})=>e,say:_i.won},{name:`calls`,rate:({answer_rate:e})=>e,say:_i.answered},{name:`messages`,rate:({delivery_rate:e})=>e,say:_i.delivered}];function bi({onDone:e}){let t=ge(yi.length),n=()=>--t.current===0&&e();return E`<section aria-labelledby="figures" class="stack stack-3">
<div class="figures-head"><h2 id="figures">${_i.figures}</h2><a class="small" href=${Ee(`analytics`)}>${_i.analytics}</a></div>
<div class="figures">${yi.map(e=>E`<${xi} key=${e.name} kind=${e} onDone=${n} />`)}</div>
</section>`}function xi({kind:e,onDone:t}){let[r,i]=C(null),[a,o]=C(!1);c(()=>{let n=!0,r=Intl.DateTimeFormat().resolvedOptions().timeZone;return w(`/api/analytics/${e.name}`,{query:{timezone:r,bucket:`day`}}).then(({data:e})=>n&&i(e),()=>n&&o(!0)).finally(()=>n&&t()),()=>n=!1},[]);let s=_i[e.name];if(a)return E`<div class="figure"><h3>${s}</h3><p class="muted small">${_i.failed}</p></div>`;if(!r)return E`<div class="figure"><h3>${s}</h3><${p} lines=${2} /></div>`;let{total:l}=r,u=e.rate(l),d=l.total===0?_i.none:u==null?``:e.say(vi.format(u));return E`<div class="figure">
<h3>${s}</h3>
<p class="figure-number">${n(l.total)}</p>
<p class="muted small figure-note">${d}</p>
<${Xe} label=${_i.perDay(s,n(l.total))} values=${r.buckets.map(({total:e})=>e)} />
</div>`}const Si=O.needs,Ci=({updated_at:e})=>Date.now()-Date.parse(e)<2592e6,wi=[{list:`campaigns`,filter:{status:`paused`},icon:`megaphone`,say:Si.paused,test:({error_code:e})=>!!e},{list:`campaigns`,filter:{status:`running`},icon:`megaphone`,say:Si.campaignDoubt,test:({counts:e})=>e?.in_doubt>0},{list:`campaigns`,filter:{status:`failed`},icon:`megaphone`,say:Si.campaigns},{list:`scheduled-calls`,filter:{status:`pending`,sort:`scheduled_at`},icon:`calendar-clock`,say:Si.due,test:({scheduled_at:e})=>Date.parse(e)<=Date.now()},{list:`scheduled-calls`,filter:{status:`running`},icon:`calendar-clock`,say:Si.callDoubt,test:({in_doubt:e})=>e},{list:`scheduled-calls`,filter:{status:`failed`,sort:`-updated_at`},icon:`calendar-clock`,say:Si.scheduled},{list:`calls`,filter:{status:`failed`,sort:`-updated_at`},icon:`phone-call`,say:Si.calls},{list:`messages`,filter:{status:`failed`,sort:`-updated_at`},icon:`message-square`,say:Si.messages},{list:`messages`,filter:{status:`undelivered`,sort:`-updated_at`},icon:`message-square`,say:Si.undelivered},{list:`phones`,filter:{},icon:`phone`,say:Si.phones,test:({blocked_reason:e})=>!!e},{list:`image-jobs`,filter:{status:`failed`,sort:`-updated_at`},icon:`image`,say:Si.images},{list:`webhooks`,filter:{status:`paused`},icon:`webhook`,say:Si.webhooksPaused,test:()=>!0,role:`admin`},{list:`webhooks`,filter:{status:`disabled`},icon:`webhook`,say:Si.webhooksOff,test:()=>!0,role:`admin`}];async function Ti({list:e,filter:t,icon:n,say:r,test:i=Ci}){let{data:a}=await w(de(f(e)),{query:{...t,limit:5},quiet:!0}),o=a.items.filter(i).length;if(o===0)return null;let s=o===5&&!!a.next_cursor,c=new URLSearchParams(t).toString();return{icon:n,text:r(s?`5+`:String(o),o===1),href:Ee(e)+(c?`?${c}`:``)}}async function Ei(){let e=wi.filter(({list:e,role:t=`viewer`})=>f(e)&&wr(t)),t=await ue(e,Ti,{most:6});return{items:t.map(({value:e})=>e).filter(Boolean),failed:t.filter(({ok:e})=>!e).length}}const Di=O.needs;function Oi({ready:e}){let[t,n]=C(null),[r,i]=C(0);c(()=>{if(!e)return;let t=!0;return Ei().then(e=>t&&n(e),()=>t&&n({items:[],failed:1})),()=>t=!1},[e,r]);let{items:a,failed:o}=t??{items:[],failed:0};return E`<${D} title=${Di.title}>
${!t&&E`<${p} lines=${3} />`}
${a.length>0&&E`<ul class="needs">${a.map(({icon:e,text:t,href:n})=>E`<li key=${t}>
<a href=${n}><${l} name=${e} /><span class="grow">${t}</span><${l} name="arrow-right" /></a></li>`)}</ul>`}
${t&&a.length===0&&o===0&&E`<p class="muted">${Di.nothing}</p>`}
${o>0&&E`<div class="row" role="status"><span class="muted">${Di.failed}</span>
<${y} size="small" icon="refresh-cw" onClick=${()=>i(r+1)}>${Di.retry}<//></div>`}
<//>`}const ki=O.steps;function Ai(){let e=Mi(),t=[...b.value?.impersonation?[]:ji(),...e??[]];return E`<${D} title=${O.overview.next}>
${t.length>0&&E`<ul class="next-steps">
${t.map(({title:e,text:t,act:n,href:r,icon:i})=>E`<li key=${r+e}>
<${l} name=${i} />
<div class="grow"><strong>${e}</strong><p class="muted small">${t}</p></div>
<${y} size="small" href=${r} aria-label=${`${n}: ${e}`}>${n}<//>
</li>`)}
</ul>`}
${!e&&E`<${p} lines=${2} />`}
${e&&t.length===0&&E`<p class="muted">${ki.done}</p>`}
<//>`}function ji(){let e=[];return Dr()||e.push({...ki.verify,icon:`mail`,href:`/account/profile`}),(b.value?.factors??[]).length===0&&e.push({...ki.factor,icon:`shield`,href:`/account/security`}),e}function Mi(){let[e,t]=C(null);return c(()=>{let e=!0;return Promise.all([Pi(),Fi()]).then(n=>e&&t(n.filter(Boolean)),()=>e&&t([])),()=>e=!1},[]),e}async function Ni(e,t){try{return(await w(e,{query:t,quiet:!0})).data.items}catch{return null}}async function Pi(){if(!Cr())return null;let[e,t]=await Promise.all([Ni(`/api/members`,{limit:2}),Ni(`/api/invitations`,{limit:1})]);return e?.length!==1||t?.length!==0?null:{...ki.invite,icon:`users`,href:Ee(`settings`,`invitations`)}}async function Fi(){return!ie()||!ne(`member`)?null:(await Ni(`/api/leads`,{limit:1}))?.length===0?{...ki.first,icon:`plus`,href:Ee(`leads`,`new`)}:null}var Ii=/* @__PURE__ */ e({default:()=>Ri});const Li=O.overview;function Ri(){let[e,t]=C(!1);return E`<${m} title=${Li.title} subtitle=${pe.value?.name}>
<div class="stack stack-5">
<${bi} onDone=${()=>t(!0)} />
<div class="overview-columns">
<div class="stack stack-5"><${Oi} ready=${e} /><${Ai} /></div>
${wr(`admin`)&&E`<${zi} />`}
</div>
</div>
<//>`}function zi(){let e=Le(`/api/audit-log`,{limit:8}),t=E`<a class="small" href=${Ee(`settings`,`audit`)}>${Li.allActivity}</a>`;return E`<${D} title=${Li.activity} actions=${t}>
${e.problem&&E`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&E`<${p} lines=${5} />`}
${e.rows?.length===0&&E`<p class="muted">${Li.nothingYet}</p>`}
${e.rows?.length>0&&E`<ul class="activity">
${e.rows.map((e,t)=>{let n=_r(e);return E`<li key=${`${e.changed_at}${e.row_id}${t}`}>
<span class="grow">${n?E`<a href=${n}>${gr(e)}</a>`:gr(e)}</span>
<span class="muted small nowrap"><${A} value=${e.changed_at} /></span>
</li>`})}
</ul>`}
<//>`}const Bi=O.values,Vi=/^[a-z0-9._-]{1,100}$/;function Hi({row:e,onSaved:t,onCancel:n}){let[r,a]=C(e.key??``),[o,s]=C(e.value??null),[c,l]=C(!0),[u,d]=C(null),f=U();Dn(r!==(e.key??``)||JSON.stringify(o)!==JSON.stringify(e.value??null));let p=()=>{let n=On({key:Vi.test(r)?null:Bi.keyWrong,value:c?null:Bi.valueWrong});d(n),n||f.run(async()=>{let n=`/api/settings/${encodeURIComponent(r)}`;if(!e.key&&await Ui(n))throw On({key:Bi.exists});try{t((await oe(n,{value:o},e.version?{ifMatch:`"${e.version}"`}:{})).data)}catch(e){throw e.status===412&&(e.detail=O.changedMeanwhile),e}})},m=u??f.problem,h=P(m);return E`<${N} onSubmit=${p} error=${m} busy=${f.busy} fields=${{key:Bi.key,value:Bi.value}}>
${!e.key&&E`<${v} name="key" label=${Bi.key} help=${Bi.keyHelp} error=${h.key}>
${e=>E`<${i} ...${e} class="mono" maxlength="100" autocomplete="off" value=${r} onChange=${a} />`}
<//>`}
<${v} name="value" label=${e.key?`${Bi.value}: ${e.key}`:Bi.value} help=${Bi.valueHelp} error=${h.value}>
${e=>E`<${He} ...${e} value=${o} onChange=${s} onValid=${l} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${f.busy}>${O.save}<//>
<${y} tone="quiet" onClick=${n}>${O.cancel}<//>
</div>
<//>`}async function Ui(e){try{return await w(e),!0}catch(e){if(e.status===404)return!1;throw e}}var Wi=/* @__PURE__ */ e({default:()=>Ki});const $=O.values,Gi=e=>`/api/settings/${encodeURIComponent(e)}`;function Ki(){let[e,t]=C(null),n=ie()&&!e&&E`<${y} tone="primary" icon="plus" onClick=${()=>t({})}>${$.add}<//>`;return E`<${Ar} tab="values" actions=${n}><${qi} editing=${e} onEdit=${t} /><//>`}function qi({editing:e,onEdit:t}){let n=Le(`/api/settings`),r=T(),i=n.rows?.map(e=>({...e,id:e.key})),o=e=>n.setRows(t=>[...t.filter(({key:t})=>t!==e.key),e].sort((e,t)=>e.key<t.key?-1:1)),s=e=>{o(e),t(null),a($.saved(e.key),{tone:`good`})},c=e=>r.run(async()=>t((await w(Gi(e.key))).data)),l=e=>r.run(async()=>{await xe(Gi(e.key),{ifMatch:`"${e.version}"`}).catch(e=>{throw e.status===412?(n.reload(),Object.assign(e,{detail:O.changedMeanwhile})):e}),n.setRows(t=>t.filter(({key:t})=>t!==e.key));let t=async()=>o((await oe(Gi(e.key),{value:e.value})).data);a($.removed(e.key),{action:{label:O.undo,run:()=>r.run(t)}})}),d=[{key:`key`,label:$.key,width:`wide`,render:e=>E`<code class="mono">${e.key}</code>`},{key:`value`,label:$.value,width:`wide`,render:e=>E`<code class="mono small value-cell">${JSON.stringify(e.value)}</code>`},{key:`updated_at`,label:$.changed,render:e=>E`<${A} value=${e.updated_at} />`},...ie()?[{key:`acts`,label:$.acts,align:`end`,render:e=>E`<div class="row row-end">
<${y} size="small" tone="quiet" onClick=${()=>c(e)} aria-label=${`${$.change}: ${e.key}`}>${$.change}<//>
<${y} size="small" tone="quiet" onClick=${()=>l(e)} aria-label=${`${$.remove}: ${e.key}`}>${$.remove}<//>
</div>`}]:[]];return E`<${g}>
<p class="muted">${$.intro}</p>
${e&&E`<${D} title=${e.key?$.edit:$.add}>
<${Hi} key=${e.key??``} row=${e} onSaved=${s} onCancel=${()=>t(null)} />
<//>`}
${r.problem&&E`<${x} tone="bad" onClose=${r.clear}>${r.problem.detail??r.problem.message}<//>`}
${n.problem&&E`<${M} problem=${n.problem} onRetry=${n.reload} />`}
${!i&&!n.problem&&E`<${p} lines=${3} />`}
${i?.length===0&&!e&&E`<${u} icon="settings" title=${$.empty}>${$.emptyText}<//>`}
${i?.length>0&&E`<${Ue} caption=${$.title} columns=${d} rows=${i} compact=${[`key`,`value`,`acts`]} />`}
<${Ve} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<//>`}const Ji=O.welcome,Yi=({busy:e,label:t=Ji.next,skip:n})=>E`<div class="row">
<${y} type="submit" tone="primary" busy=${e}>${t}<//>${n}
</div>`;function Xi({skip:e,onDone:t}){let[n,r]=C(b.value?.user.name??``),[a,o]=C(null),s=U(),c=()=>{let e=On({name:n.trim()?null:O.required});o(e),e||s.run(async()=>{n.trim()!==b.value?.user.name&&(await me(`/auth/me`,{name:n.trim()}),await we()),t()})},l=a??s.problem;return E`<${N} onSubmit=${c} error=${l} busy=${s.busy} fields=${{name:Ji.you.label}}>
<${v} name="name" label=${Ji.you.label} error=${P(l).name}>
${e=>E`<${i} ...${e} autocomplete="name" maxlength="200" value=${n} onChange=${r} />`}
<//>
<${Yi} busy=${s.busy} skip=${e} />
<//>`}function Zi({own:e,skip:t,onDone:n}){let r=jn(e),[i,a]=C(null),o=U(),s=()=>{let t=r.wrong();a(t),t||o.run(async()=>{try{r.dirty&&await me(`/api/tenant`,{name:r.name,slug:r.slug},ta(e)),await we(),n()}catch(e){throw e.code===`slug_taken`?Oe(e,`slug`,O.slugTaken):e}})},c=i??o.problem;return E`<${N} onSubmit=${s} error=${c} busy=${o.busy} fields=${{name:O.name,slug:O.slug}}>
<${Mn} fields=${r} errors=${P(c)} />
<${Yi} busy=${o.busy} skip=${t} />
<//>`}function Qi({own:e,skip:t,onDone:n}){let[r,a]=C(``),[o,s]=C(`member`),[c,l]=C(null),u=U();if(!Dr())return E`<div class="stack stack-3"><${qr} /><div class="row">${t}</div></div>`;let d=()=>{let t=On({email:r.trim()?null:O.required});l(t),t||u.run(async t=>{await S(`/api/invitations`,{email:r.trim(),role:o},{...ta(e),key:t}),n()})},f=c??u.problem,p=P(f),m=Object.keys(O.roles).map(e=>({value:e,label:O.roles[e]}));return E`<${N} onSubmit=${d} error=${f} busy=${u.busy} fields=${{email:O.invitations.email,role:O.role}}>
<${v} name="email" label=${O.invitations.email} error=${p.email}>
${e=>E`<${i} ...${e} type="email" autocomplete="off" maxlength="254" value=${r} onChange=${a} />`}
<//>
<${v} name="role" label=${O.role} help=${O.roleHelp[o]} error=${p.role}>
${e=>E`<${We} ...${e} options=${m} value=${o} onChange=${s} />`}
<//>
<${Yi} busy=${u.busy} label=${O.invitations.send} skip=${t} />
<//>`}function $i({own:e,skip:t,onDone:n,onLeave:r}){let[i,a]=C(!1),o=U();return E`<div class="stack stack-3">
${o.problem&&E`<${x} tone="bad">${o.problem.detail??o.problem.message}<//>`}
${i&&E`<p role="status">${Ji.data.added}</p>`}
<div class="row">
${i?E`<${y} tone="primary" onClick=${n}>${Ji.goOn}<//>`:E`<${y} tone="primary" busy=${o.busy} onClick=${()=>o.run(async t=>{for(let[n,r]of Ji.data.leads.entries())await S(`/api/leads`,r,{...ta(e),key:`${t}-${n}`});a(!0)})}>${Ji.data.sample}<//>`}
<${y} onClick=${()=>r(`/t/${e.slug}/leads/import`)}>${Ji.data.import}<//>
${!i&&t}
</div>
</div>`}function ea({onDone:e,onLeave:t}){let n=(b.value?.factors??[]).length>0;return E`<div class="stack stack-3">
${n&&E`<p>${Ji.factor.have}</p>`}
<div class="row">
${!n&&E`<${y} tone="primary" onClick=${()=>t(`/account/security`)}>${Ji.factor.act}<//>`}
<${y} tone=${n?`primary`:`quiet`} onClick=${e}>${Ji.finish}<//>
</div>
</div>`}const ta=e=>({tenant:e?.id});var na=/* @__PURE__ */ e({default:()=>aa});const ra=O.welcome,ia=[[`you`,Xi],[`space`,Zi],[`invite`,Qi],[`data`,$i],[`factor`,ea]];function aa(){let[e,t]=C(0),[n,r]=ia[e],i=b.value?.memberships.find(({home:e})=>e)??b.value?.memberships[0],a=async e=>{await oa(),ye(e??(i?`/t/${i.slug}/`:`/`),{replace:!0})},o=()=>e+1<ia.length?t(e+1):a(),s=E`<${y} tone="quiet" onClick=${o}>${ra.skip}<//>`;return E`<${m} title=${ra.title} subtitle=${ra.step(e+1,ia.length)} narrow
actions=${E`<${y} tone="quiet" onClick=${()=>a()}>${ra.skipAll}<//>`}>
<div class="stack stack-4">
<progress class="welcome-progress" max=${ia.length} value=${e+1} aria-label=${ra.step(e+1,ia.length)}></progress>
<${D} title=${ra[n].title}>
<div class="stack stack-4">
<p class="muted">${ra[n].text}</p>
<${r} key=${n} own=${i} skip=${s} onDone=${o} onLeave=${a} />
</div>
<//>
</div>
<//>`}async function oa(){try{let{data:e}=await w(`/auth/preferences`,{quiet:!0});await oe(`/auth/preferences`,{...e,welcomed:!0},{quiet:!0})}catch{}}export{et as S,an as _,ci as a,Ot as b,Hr as c,ar as d,$n as f,dn as g,yn as h,hi as i,Rr as l,Nn as m,Wi as n,ii as o,Un as p,Ii as r,Jr as s,na as t,jr as u,Ut as v,ut as x,Nt as y};