import{t as e}from"./rolldown-runtime.js";import{$ as t,A as n,At as r,B as i,C as a,Ct as o,D as s,Dt as c,E as l,Ft as u,G as d,I as f,J as p,L as m,N as h,Nt as g,Ot as ee,Q as te,S as _,Tt as v,U as ne,V as y,W as b,X as re,Y as ie,Z as ae,_ as oe,_t as se,at as ce,b as le,bt as x,c as ue,ct as S,d as de,dt as fe,et as pe,ft as me,g as C,gt as he,ht as w,it as ge,kt as _e,lt as ve,mt as ye,n as be,nt as xe,ot as Se,pt as T,q as Ce,rt as we,st as Te,t as Ee,tt as De,ut as Oe,v as ke,vt as Ae,w as je,x as E,yt as Me,z as Ne}from"./main.js";import{F as Pe,I as Fe,L as D,N as Ie,P as O,a as k,i as Le,j as Re}from"./rows.js";import{B as ze,C as Be,G as Ve,H as A,K as j,S as He,U as Ue,V as We,W as M,w as Ge,x as Ke,z as qe}from"./lists.js";import{g as Je,p as Ye,v as N,y as P}from"./sign-in.js";import{t as Xe}from"./chart.js";const Ze=()=>!S.value?.impersonation,Qe=[`sessions`,`history`];function $e({tab:e,actions:t,children:n}){let r=Object.entries(D.tabs).map(([t,n])=>({label:n,href:`/account/${t}`,current:t===e}));return x`<${h} title=${D.tabs[e]} crumbs=${[{label:D.title,href:`/account/profile`}]}
actions=${Ze()?t:null}>
<div class="account-tabs"><${Pe} items=${r} label=${D.title} /></div>
<div class=${`stack stack-5 ${Qe.includes(e)?``:`account-narrow`}`}>
${!Ze()&&x`<${C} tone="info">${D.acting}<//>`}
${n}
</div>
<//>`}var et=/* @__PURE__ */ e({default:()=>it});const tt=D.history,nt=e=>tt.kinds[e]??e.replace(/^auth[nz]_/,``).replaceAll(`_`,` `),rt=[{key:`kind`,label:tt.what,width:`wide`,render:e=>nt(e.kind)},{key:`succeeded`,label:tt.result,render:e=>x`<${j} tone=${e.succeeded?`good`:`bad`}>${e.succeeded?tt.done:tt.refused}<//>`},{key:`address`,label:tt.from,render:e=>e.address?x`<span class="mono small">${e.address}</span>`:x`<span class="muted">${tt.server}</span>`},{key:`at`,label:tt.when,render:e=>x`<${A} value=${e.at} />`}];function it(){let e=Fe(`/auth/history`);return x`<${$e} tab="history">
<p class="muted">${tt.intro}</p>
${e.problem&&x`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&x`<${m} lines=${6} />`}
${e.rows?.length===0&&x`<${f} icon="history" title=${tt.empty} />`}
${e.rows?.length>0&&x`<${Ue} caption=${tt.title} columns=${rt} rows=${e.rows} compact=${[`kind`,`succeeded`,`address`,`at`]} />`}
<${Ve} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function at({attempt:e}){if(e.until)return x`<${C} tone="warn"><${oe} until=${e.until} onEnd=${e.clear}>${e=>D.totp.wait(e)}<//><//>`;if(!e.problem)return null;let{detail:t,message:n}=e.problem;return x`<${C} tone="bad" onClose=${e.clear}>${t??n}<//>`}const F=D.profile,ot=()=>ve.value?.development_mailbox&&x`<a href="/dev/mail" target="_blank" rel="noopener">${F.mailbox}</a>`;function st(){let{user:e}=S.value,[t,n]=r(!1),[i,a]=r(null);return x`<${O} title=${F.email}>
<div class="row">
<strong class="account-address">${e.email??F.none}</strong>
${e.email&&x`<${j} tone=${e.email_verified?`good`:`warn`}>${e.email_verified?F.verified:F.unverified}<//>`}
</div>
${e.email&&!e.email_verified&&x`<${ct} />`}
${e.phone&&x`<p class="small"><span class="muted">${F.phone}: </span>${e.phone}</p>`}
${i&&x`<${C} tone="info" onClose=${()=>a(null)}>${F.sent(i)} ${ot()}<//>`}
${Ze()&&(t?x`<${lt} onSent=${e=>{n(!1),a(e)}} onCancel=${()=>n(!1)} />`:x`<div class="row"><${b} icon="mail" onClick=${()=>n(!0)}>${e.email?F.change:F.add}<//></div>`)}
<//>`}function ct(){let e=E();return x`<${g}>
<p class="muted">${F.unverifiedText} ${ot()}</p>
<${at} attempt=${e} />
${Ze()&&x`<div class="row">
<${b} size="small" busy=${e.busy} disabled=${e.until!==null} onClick=${()=>e.run(async()=>{await w(`/auth/email/resend`,void 0,{tenant:null}),a(F.resent,{tone:`good`})})}>${F.resend}<//>
</div>`}
<//>`}function lt({onSent:e,onCancel:t}){let[n,a]=r(``),[o,s]=r(null),c=E(),l=()=>{let t=n.trim()?null:{status:422,code:`invalid`,errors:[{field:`email`,code:`required`,message:D.required}]};s(t),t||c.run(async()=>{await w(`/auth/email/change`,{email:n.trim()},{tenant:null}),e(n.trim())})},u=o??(c.until?null:le(c.problem));return x`<${N} onSubmit=${l} error=${u} busy=${c.busy} fields=${{email:F.newEmail}}>
${c.until&&x`<${at} attempt=${c} />`}
<${y} name="email" label=${F.newEmail} help=${F.newEmailHelp} error=${P(u).email}>
${e=>x`<${i} ...${e} type="email" autocomplete="email" maxlength="254" value=${n} onChange=${a} />`}
<//>
<div class="row">
<${b} type="submit" tone="primary" busy=${c.busy} disabled=${c.until!==null}>${F.send}<//>
<${b} tone="quiet" onClick=${t}>${D.cancel}<//>
</div>
<//>`}var ut=/* @__PURE__ */ e({default:()=>ft});const dt=D.profile;function ft(){let{user:e}=S.value??{};return x`<${$e} tab="profile">
${e?x`<${pt} key=${e.id} /><${st} />`:x`<${m} lines=${6} />`}
<//>`}function pt(){let{user:e,memberships:t}=S.value,n=t.find(e=>e.home)?.slug??``,[o,s]=r(e.name),[c,l]=r(n),[u,d]=r(null),f=E(),p={};o.trim()!==e.name&&(p.name=o.trim()),c&&c!==n&&(p.home_tenant=c);let m=Object.keys(p).length>0;v(()=>m?we(()=>Ne({...dt.guard,tone:`danger`})):void 0,[m]);let h=()=>{let e=o.trim()?null:{status:422,code:`invalid`,errors:[{field:`name`,code:`required`,message:D.required}]};d(e),!e&&m&&f.run(async()=>{await ye(`/auth/me`,p,{tenant:null}),await Te(),a(D.saved,{tone:`good`})})};v(()=>Ze()?Me(`mod+s`,h):void 0);let g=u??f.problem,ee=P(g),te=!Ze();return x`<${O} title=${dt.about}>
<${N} onSubmit=${h} error=${g} busy=${f.busy} fields=${{name:dt.name,home_tenant:dt.home}}>
<${y} name="name" label=${dt.name} error=${ee.name}>
${e=>x`<${i} ...${e} autocomplete="name" maxlength="200" value=${o} onChange=${s}
disabled=${te} />`}
<//>
${t.length>0&&x`<${y} name="home_tenant" label=${dt.home} help=${dt.homeHelp} error=${ee.home_tenant}>
${e=>x`<${We} ...${e} value=${c} onChange=${l} disabled=${te}
options=${t.map(e=>({value:e.slug,label:e.name}))} />`}
<//>`}
${!te&&x`<div class="row">
<${b} type="submit" tone="primary" busy=${f.busy} disabled=${!m}>${D.save}<//>
</div>`}
<//>
<//>`}const I=D.passkeys,mt=()=>/^[\d.]+$|^\[/.test(location.hostname);function ht({onChanged:e}){let[t,n]=r(null),[i,o]=r(!1),s=E(),c=()=>s.run(async()=>n((await T(`/auth/passkeys`,{tenant:null})).data.items));v(()=>void c(),[]);let l=async t=>{o(!1),n(e=>[...e??[],{...t,last_used_at:null}]),a(I.added(t.name),{tone:`good`}),await e(t.recovery_codes)},d=async t=>{await Ne({title:I.removeTitle(t.name),body:I.removeBody,confirm:D.remove,tone:`danger`})&&await s.run(async()=>{await me(`/auth/passkeys/${t.id}`,{tenant:null}),n(e=>e.filter(({id:e})=>e!==t.id)),a(I.removed(t.name),{tone:`good`}),await e()})},f=[{key:`name`,label:I.name,width:`wide`,render:e=>e.name},{key:`created_at`,label:I.made,render:e=>x`<${A} value=${e.created_at} />`},{key:`last_used_at`,label:I.used,render:e=>e.last_used_at?x`<${A} value=${e.last_used_at} />`:I.never},{key:`actions`,label:I.actions,hidden:!0,align:`end`,render:e=>x`<${b} size="small" tone="quiet"
aria-label=${`${D.remove}: ${e.name}`} onClick=${()=>d(e)}>${D.remove}<//>`}],p=ve.value?.passkeys!==!1&&!mt()&&`PublicKeyCredential`in window,h=`${location.protocol}//localhost${location.port?`:${location.port}`:``}${u(`/account/security`)}`;return x`<${O} title=${I.title}>
<p class="muted">${I.intro}</p>
<${at} attempt=${s} />
${!t&&!s.problem&&x`<${m} lines=${2} />`}
${!t&&s.problem&&x`<div class="row"><${b} size="small" onClick=${c}>${D.retry}<//></div>`}
${t?.length===0&&!i&&x`<p class="small muted">${I.empty}</p>`}
${t?.length>0&&x`<${Ue} caption=${I.title} columns=${f} rows=${t} compact=${[`name`,`last_used_at`,`actions`]} />`}
${mt()&&x`<${C} tone="info">${I.address} <a href=${h}>${I.open}</a><//>`}
${p&&(i?x`<${gt} onAdded=${l} onCancel=${()=>o(!1)} />`:x`<div class="row"><${b} icon="fingerprint" onClick=${()=>o(!0)}>${I.add}<//></div>`)}
<//>`}function gt({onAdded:e,onCancel:t}){let[n,a]=r(``),o=E(),s=()=>o.run(async()=>e(await Je(n))),c=o.problem&&(o.problem.status===void 0?{detail:o.problem.message||I.failed}:o.problem);return x`<${N} onSubmit=${s} error=${c} busy=${o.busy}>
<${y} name="name" label=${I.name} help=${I.nameHelp} optional>
${e=>x`<${i} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${a} />`}
<//>
<div class="row">
<${b} type="submit" tone="primary" busy=${o.busy}>${I.create}<//>
<${b} tone="quiet" onClick=${t}>${D.cancel}<//>
</div>
<//>`}const L=D.password,_t={current_password:L.current,new_password:L.new};function vt(){let[e,t]=r(``),[n,i]=r(``),[o,s]=r(!1),[c,l]=r(null),u=E(),d=()=>{let r=[];e||r.push({field:`current_password`,code:`required`,message:D.required}),[...n].length<8&&r.push({field:`new_password`,code:`short`,message:n?L.short:D.required}),l(r.length?{status:422,code:`invalid`,errors:r}:null),r.length||u.run(async()=>{try{await w(`/auth/password/change`,{current_password:e,new_password:n,revoke_api_keys:o},{tenant:null})}catch(e){throw e.errors?.some(({code:e})=>e===`password_wrong`)?ke(e,`current_password`,L.wrong):le(e)}t(``),i(``),s(!1),a(L.changed,{tone:`good`})})},f=c??(u.until?null:u.problem),p=P(f);return x`<${O} title=${L.title}>
${u.until&&x`<${at} attempt=${u} />`}
<${N} onSubmit=${d} error=${f} busy=${u.busy} fields=${_t}>
<input class="visually-hidden" type="text" autocomplete="username" value=${S.value.user.email??``} readonly tabindex="-1" aria-hidden="true" />
<${y} name="current_password" label=${L.current} error=${p.current_password}>
${n=>x`<${Ee} ...${n} autocomplete="current-password" value=${e} onChange=${t} />`}
<//>
<${y} name="new_password" label=${L.new} help=${L.newHelp} error=${p.new_password}>
${e=>x`<${Ee} ...${e} autocomplete="new-password" maxlength="128" value=${n} onChange=${i} />`}
<//>
<div>
<${Ie} label=${L.keys} value=${o} onChange=${s} />
<p class="small muted">${L.keysHelp} ${L.others}</p>
</div>
<div class="row">
<${b} type="submit" tone="primary" busy=${u.busy} disabled=${u.until!==null}>${L.submit}<//>
</div>
<//>
${S.value.user.email&&x`<${yt} email=${S.value.user.email} />`}
<//>`}function yt({email:e}){let t=E();return x`<div class="stack stack-2">
<div class="row small"><span class="muted">${L.forgot}</span>
<${b} size="small" tone="quiet" busy=${t.busy} disabled=${t.until!==null} onClick=${()=>t.run(async()=>{await w(`/auth/password/forgot`,{email:e},{tenant:null}),a(L.linkSent(e),{tone:`good`})})}>${L.sendLink}<//>
</div>
<${at} attempt=${t} />
</div>`}const bt=D.recovery;function xt({onCodes:e}){let t=E(),n=S.value.factors.length>0;return x`<${O} title=${bt.title}>
<p class="muted">${n?bt.intro:bt.needFactor}</p>
<${at} attempt=${t} />
${n&&x`<div class="row"><${b} icon="refresh-cw" busy=${t.busy} onClick=${async()=>{await Ne({title:bt.renewTitle,body:bt.renewBody,confirm:bt.renew})&&await t.run(async()=>e((await w(`/auth/mfa/recovery-codes`,void 0,{tenant:null})).data.recovery_codes))}}>${bt.renew}<//></div>`}
<//>`}function St({codes:e,onClose:t}){if(!e)return null;let n=e.join(`
`);return x`<${ne} open title=${bt.dialog}
actions=${x`<${b} tone="primary" onClick=${t}>${bt.kept}<//>`}>
<div class="stack stack-4">
<p>${bt.once}</p>
<ol class="recovery-codes mono">${e.map(e=>x`<li key=${e}>${e}</li>`)}</ol>
<div class="row">
<${be} value=${n} label=${bt.copy} />
<${b} size="small" icon="download" onClick=${()=>ze(bt.file,new Blob([`${n}\n`],{type:`text/plain`}))}>${bt.download}<//>
</div>
</div>
<//>`}const R=D.totp,Ct=(e,t)=>e.code===`proof_refused`?ke(e,t,R.codeWrong):e;function wt({onChanged:e}){let t=S.value.factors.includes(`totp`),[n,i]=r(null),[o,s]=r(!1),c=E(),l=()=>c.run(async()=>i((await w(`/auth/mfa/totp/enroll`,void 0,{tenant:null})).data)),u=async(t,n)=>{await e(n),i(null),s(!1),a(t,{tone:`good`})},d=x`<${j} tone=${t?`good`:`muted`}>${t?R.on:R.off}<//>`,f=!n&&!o;return x`<${O} title=${R.title} actions=${d}>
<p class="muted">${R.intro}</p>
<${at} attempt=${c} />
${n&&x`<${Et} enrolled=${n} onDone=${e=>u(R.enabled,e)} onCancel=${()=>i(null)} />`}
${o&&x`<${Dt} onDone=${()=>u(R.disabled)} onCancel=${()=>s(!1)} />`}
${f&&x`<div class="row">${t?x`<${b} onClick=${()=>s(!0)}>${R.disable}<//>`:x`<${b} tone="primary" icon="smartphone" busy=${c.busy} onClick=${l}>${R.setUp}<//>`}</div>`}
<//>`}function Tt(e){let[t,n]=r(null);return v(()=>{let t=URL.createObjectURL(new Blob([e],{type:`image/svg+xml`}));return n(t),()=>URL.revokeObjectURL(t)},[e]),t}function Et({enrolled:e,onDone:t,onCancel:n}){let[i,a]=r(``),o=E(),s=Tt(e.qr_svg),c=e=>o.run(async()=>{try{let{data:n}=await w(`/auth/mfa/totp/confirm`,{code:e},{tenant:null});t(n.recovery_codes)}catch(e){throw a(``),Ct(e,`code`)}}),l=o.until?null:o.problem;return x`<div class="stack stack-4">
<p>${R.scan}</p>
<div class="totp">
<div class="totp-qr">${s&&x`<img src=${s} alt=${R.qr} width="200" height="200" />`}</div>
<div class="stack stack-2">
<p class="small muted">${R.type}</p>
<div class="secret-box"><code class="mono" aria-label=${R.secret}>${e.secret.replace(/(.{4})(?=.)/g,`$1 `)}</code>
<${be} value=${e.secret} label=${R.copySecret} /></div>
<p class="small"><a href=${e.otpauth_url}>${R.open}</a></p>
</div>
</div>
${o.until&&x`<${at} attempt=${o} />`}
<${N} onSubmit=${()=>c(i)} error=${l} busy=${o.busy} fields=${{code:R.code}}>
<${y} name="code" label=${R.code} error=${P(l).code}>
${e=>x`<${Ye} ...${e} value=${i} onChange=${a} onComplete=${c} />`}
<//>
<div class="row">
<${b} type="submit" tone="primary" busy=${o.busy} disabled=${i.length<6||o.until!==null}>${R.confirm}<//>
<${b} tone="quiet" onClick=${n}>${D.cancel}<//>
</div>
<//>
</div>`}function Dt({onDone:e,onCancel:t}){let[n,a]=r(``),o=E(),s=n.trim(),c=/^[\d -]{6,9}$/.test(s)?{code:s}:{recovery_code:s},l=()=>o.run(async()=>{try{await w(`/auth/mfa/totp/disable`,c,{tenant:null}),e()}catch(e){let t=e.errors?.map(e=>({...e,field:`proof`}));throw t?.length?Object.assign(e,{errors:t}):Ct(e,`proof`)}}),u=o.until?null:o.problem;return x`<${N} onSubmit=${l} error=${u} busy=${o.busy} fields=${{proof:R.proof}}>
${o.until&&x`<${at} attempt=${o} />`}
<${y} name="proof" label=${R.proof} help=${R.disableText} error=${P(u).proof}>
${e=>x`<${i} ...${e} autocomplete="one-time-code" maxlength="40" value=${n} onChange=${a} />`}
<//>
<div class="row">
<${b} type="submit" tone="danger" busy=${o.busy} disabled=${!s||o.until!==null}>${R.disable}<//>
<${b} tone="quiet" onClick=${t}>${D.cancel}<//>
</div>
<//>`}var Ot=/* @__PURE__ */ e({default:()=>kt});function kt(){let[e,t]=r(null),n=e=>(e?.length&&t(e),Te());return x`<${$e} tab="security">
${!S.value&&x`<${m} lines=${8} />`}
${S.value&&Ze()&&x`
<${vt} />
<${wt} onChanged=${n} />
<${ht} onChanged=${n} />
<${xt} onCodes=${n} />`}
<${St} codes=${e} onClose=${()=>t(null)} />
<//>`}const At=[[`Edge`,/Edg(?:A|iOS)?\//],[`Opera`,/OPR\//],[`Firefox`,/(?:Firefox|FxiOS)\//],[`Chrome`,/(?:Chrome|Chromium|CriOS)\//],[`Safari`,/Safari\//],[`curl`,/^curl\//]],jt=[[`Android`,/Android/],[`iPhone`,/iPhone/],[`iPad`,/iPad/],[`Windows`,/Windows/],[`macOS`,/Mac OS X|Macintosh/],[`ChromeOS`,/CrOS/],[`Linux`,/Linux/]];function Mt(e){if(!e)return null;let t=t=>t.find(([,t])=>t.test(e))?.[0],[n,r]=[t(At),t(jt)];return n&&r?`${n} on ${r}`:n??r??e.split(/[ /]/)[0].slice(0,40)}var Nt=/* @__PURE__ */ e({default:()=>Pt});const z=D.sessions;function Pt(){let[e,t]=r(null),[n,i]=r(null),o=E(),s=async()=>{try{t((await T(`/auth/sessions`,{tenant:null})).data.items),i(null)}catch(e){i(e)}};v(()=>void s(),[]);let c=e=>o.run(async()=>{await me(`/auth/sessions/${e.id}`,{tenant:null}),t(t=>t.filter(({id:t})=>t!==e.id)),a(z.ended,{tone:`good`})}),l=async()=>{await Ne({title:z.allTitle,body:z.allBody,confirm:z.all,tone:`danger`})&&await o.run(async()=>{await w(`/auth/logout-all`,void 0,{tenant:null}),await Oe()})},u=[{key:`device`,label:z.device,width:`wide`,render:e=>x`<span class="row">
<span title=${e.user_agent??void 0}>${e.device_name||Mt(e.user_agent)||z.unknown}</span>
${e.current&&x`<${j} tone="good">${z.current}<//>`}
</span>`},{key:`address`,label:z.from,render:e=>x`<span class="mono small">${e.address??``}</span>`},{key:`created_at`,label:z.signedIn,render:e=>x`<${A} value=${e.created_at} />`},{key:`last_seen_at`,label:z.seen,render:e=>x`<${A} value=${e.last_seen_at} />`},{key:`expires_at`,label:z.ends,render:e=>x`<${A} value=${e.expires_at} />`},...Ze()?[{key:`actions`,label:z.actions,hidden:!0,align:`end`,render:e=>!e.current&&x`<${b} size="small" tone="quiet"
aria-label=${`${z.end}: ${e.device_name||Mt(e.user_agent)||z.unknown}`} onClick=${()=>c(e)}>${z.end}<//>`}]:[]],d=x`<${b} icon="log-out" busy=${o.busy} onClick=${l}>${z.all}<//>`;return x`<${$e} tab="sessions" actions=${d}>
<p class="muted">${z.intro}</p>
<${at} attempt=${o} />
${n&&!e&&x`<${M} problem=${n} onRetry=${s} />`}
${!n&&!e&&x`<${m} lines=${4} />`}
${e&&x`<${Ue} caption=${z.title} columns=${u} rows=${e} compact=${[`device`,`address`,`last_seen_at`,`actions`]} />`}
<//>`}function Ft({tab:e,title:t,actions:n,children:r}){let i=Object.entries(_.tabs).map(([t,n])=>({label:n,href:`/platform/${t}`,current:t===e})),a=Se(),o=(S.value?.factors??[]).length>0,s=t?[{label:_.tabs[e],href:`/platform/${e}`}]:[{label:_.title,href:`/platform/tenants`}];return x`<${h} title=${t??_.tabs[e]} crumbs=${a?s:[]} actions=${a&&o?n:null}>
${!a&&x`<${f} icon="lock" title=${_.closed.title}>${_.closed.text}<//>`}
${a&&!o&&x`<${f} icon="shield" title=${_.factor.title}
action=${x`<${b} tone="primary" href="/account/security">${_.factor.act}<//>`}>${_.factor.text}<//>`}
${a&&o&&x`<div class="settings-tabs"><${Pe} items=${i} label=${_.title} /></div>
<div class="stack stack-5 settings-body">${r}</div>`}
<//>`}function It({pages:e,empty:t,caption:n,columns:r,compact:i,rowHref:a}){return x`<${g}>
${e.problem&&x`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&x`<${m} lines=${6} />`}
${e.rows?.length===0&&x`<${f} icon=${t.icon} title=${t.title}>${t.text}<//>`}
${e.rows?.length>0&&x`<${Ue} caption=${n} columns=${r} rows=${e.rows} compact=${i} rowHref=${a} />`}
<${Ve} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function Lt({name:e,label:t,help:n,type:a=`search`,maxlength:o=200,valid:s=()=>!0}){let c=ge.value.query.get(e)??``,[l,u]=r(c);return v(()=>u(c),[c]),v(()=>{if(l.trim()===c||l&&!s(l.trim()))return;let t=setTimeout(()=>ce({[e]:l.trim()||null},{replace:!0}),300);return()=>clearTimeout(t)},[l]),x`<${y} name=${e} label=${t} help=${n} required=${!1}>
${e=>x`<${i} ...${e} type=${a} maxlength=${o} autocomplete="off" value=${l} onChange=${u} />`}
<//>`}function Rt(...e){let{query:t}=ge.value;return Object.fromEntries(e.map(e=>[e,t.get(e)]).filter(([,e])=>e))}const zt=_.search,Bt=/* @__PURE__ */ new Map;function Vt(e){let t=Bt.get(e);return t||(Bt.set(e,t=o(null)),T(`/admin/tenants/${encodeURIComponent(e)}`,{quiet:!0}).then(({data:e})=>t.value=e.name,()=>{})),t.value}function Ht({id:e}){if(!e)return null;let t=Vt(e);return x`<a class=${t?``:`mono small id-cell`} href=${`/platform/tenants/${e}`} title=${e}>${t??e}</a>`}var Ut=/* @__PURE__ */ e({default:()=>Jt});const Wt=_.denied,Gt=e=>e?x`<code class="mono small id-cell" title=${e}>${e}</code>`:``,Kt=e=>x`<${Ht} id=${e} />`,qt=[{key:`route`,label:Wt.route,width:`wide`,render:e=>x`<code class="mono small">${e.route}</code>
${e.alert&&x` <${j} tone="bad">${Wt.alert}<//>`}`},{key:`actor_id`,label:Wt.actor,render:e=>Gt(e.actor_id)},{key:`actor_tenant_id`,label:Wt.from,render:e=>Kt(e.actor_tenant_id)},{key:`owner_tenant_id`,label:Wt.owner,render:e=>Kt(e.owner_tenant_id)},{key:`row_id`,label:Wt.row,render:e=>x`${e.table_name.replaceAll(`_`,` `)} ${Gt(e.row_id)}`},{key:`address`,label:Wt.address,render:e=>e.address??``},{key:`request_id`,label:Wt.request,render:e=>Gt(e.request_id)},{key:`at`,label:Wt.at,render:e=>x`<${A} value=${e.at} />`}];function Jt(){return x`<${Ft} tab="denied"><${Yt} /><//>`}function Yt(){let e=Fe(`/admin/denied-accesses`),t={icon:`ban`,title:Wt.empty,text:Wt.emptyText};return x`<${g}>
<p class="muted">${Wt.text}</p>
<${It} pages=${e} empty=${t} caption=${_.tabs.denied} columns=${qt} compact=${[`route`,`actor_id`,`owner_tenant_id`,`at`]} />
<//>`}const Xt=_.health;function Zt({health:e}){return x`<div class="figures">${Object.entries(e.jobs).map(([e,t])=>x`<a key=${e} class="figure" href=${`/platform/jobs?state=${e}`}>
<span>${_.jobs.states[e]??e}</span><span class="figure-number">${n(t)}</span>
</a>`)}</div>
<p class="muted">${Xt.oldest}: ${e.oldest_due_at?x`<${A} value=${e.oldest_due_at} />`:Xt.none}</p>`}const Qt=_.health,$t=[`failed`,`in_doubt`];function en(e){let t=/* @__PURE__ */ new Map;for(let n of e){let e=[n.tenant_id,n.kind,n.state].join(` `),{count:r}=t.get(e)??{count:0};t.set(e,{newest:n,...t.get(e),key:e,count:r+1})}return[...t.values()].sort((e,t)=>t.count-e.count)}const tn=({tenant_id:e,kind:t,state:n})=>`/platform/jobs?${new URLSearchParams({state:n,kind:t,...e&&{tenant:e}})}`,nn=[{key:`tenant`,label:Qt.tenant,width:`wide`,render:({newest:e})=>e.tenant_id?x`<${Ht} id=${e.tenant_id} />`:Qt.installation},{key:`kind`,label:Qt.kind,render:({newest:e})=>x`<code class="mono small">${e.kind}</code>`},{key:`count`,label:Qt.dead,render:({newest:e,count:t})=>x`<a href=${tn(e)}>${n(t)} ${_.jobs.states[e.state].toLowerCase()}</a>`},{key:`error`,label:_.jobs.error,width:`wide`,render:({newest:e})=>e.last_error??``},{key:`at`,label:Qt.newest,render:({newest:e})=>x`<${A} value=${e.finished_at??e.due_at} />`}];function rn({turn:e}){let[t,n]=r(null),[i,a]=r(null),o=async()=>{a(null);try{let e=await Promise.all($t.map(e=>T(`/admin/jobs`,{query:{state:e,limit:100}})));n({groups:en(e.flatMap(({data:e})=>e.items)),more:e.some(({data:e})=>e.next_cursor)})}catch(e){a(e)}};return v(()=>void o(),[e]),x`<section class="stack stack-3" aria-labelledby="trouble">
<h2 id="trouble">${Qt.trouble}</h2>
<p class="muted">${Qt.troubleText}</p>
${i&&x`<${M} problem=${i} onRetry=${o} />`}
${!t&&!i&&x`<${m} lines=${3} />`}
${t?.groups.length===0&&x`<p>${Qt.noTrouble}</p>`}
${t?.groups.length>0&&x`<${Ue} caption=${Qt.trouble} columns=${nn} rows=${t.groups} rowKey=${e=>e.key} compact=${[`tenant`,`kind`,`count`,`error`]} />`}
${t?.more&&x`<p class="small muted">${Qt.newestOnly(100)}</p>`}
</section>`}var an=/* @__PURE__ */ e({default:()=>ln});const B=_.health;function on({row:e}){return e.error?x`<${j} tone="bad">${B.failed}<//> <span class="small">${e.error}</span>`:e.late?x`<${j} tone="warn">${B.late}<//>`:e.finished_at?x`<${j} tone="good">${B.good}<//>`:x`<${j} tone="info">${B.running}<//>`}const sn=[{key:`task`,label:B.task,width:`wide`,render:e=>x`<code class="mono small">${e.task}</code>`},{key:`state`,label:B.state,render:e=>x`<${on} row=${e} />`},{key:`interval_ms`,label:B.every,render:e=>s(e.interval_ms/1e3)},{key:`started_at`,label:B.last,render:e=>x`<${A} value=${e.started_at} />`},{key:`succeeded_at`,label:B.succeeded,render:e=>x`<${A} value=${e.succeeded_at} />`},{key:`duration_ms`,label:B.took,align:`end`,render:e=>e.duration_ms===null||e.duration_ms===void 0?``:B.ms(n(e.duration_ms))},{key:`rows`,label:B.rows,align:`end`,render:e=>e.rows===null||e.rows===void 0?``:n(e.rows)},{key:`node`,label:B.node,render:e=>x`<span class="small muted">${e.node}</span>`}],cn=(e,t)=>Number(!!(t.error||t.late))-Number(!!(e.error||e.late));function ln(){return x`<${Ft} tab="health"><${un} /><//>`}function un(){let[e,t]=r(null),n=E(),[i,a]=r(0),o=()=>n.run(async()=>{a(e=>e+1),t((await T(`/admin/health`)).data)});return v(()=>void o(),[]),e?x`<${g}>
${n.problem&&x`<${M} problem=${n.problem} onRetry=${o} />`}
<section class="stack stack-3" aria-labelledby="jobs-by-state">
<div class="row"><h2 id="jobs-by-state" class="grow">${B.jobs}</h2><${b} size="small" icon="rotate-ccw" busy=${n.busy} onClick=${o}>${B.refresh}<//></div>
<${Zt} health=${e} />
</section>
<${rn} turn=${i} />
<section class="stack stack-3" aria-labelledby="periodic-tasks">
<h2 id="periodic-tasks">${B.tasks}</h2>
<${Ue} caption=${B.tasks} columns=${sn} rows=${[...e.periodic_tasks].sort(cn)} rowKey=${e=>e.task} compact=${[`task`,`state`,`started_at`]} />
</section>
<//>`:n.problem?x`<${M} problem=${n.problem} onRetry=${o} />`:x`<${m} lines=${6} />`}var dn=/* @__PURE__ */ e({default:()=>hn});const fn=_.impersonations,pn=({name:e,email:t,id:n})=>e||t||n,mn=[{key:`user`,label:fn.user,width:`wide`,render:e=>pn(e.user)},{key:`tenant`,label:fn.tenant,render:e=>x`<a href=${`/platform/tenants/${e.tenant.id}`}>${e.tenant.name}</a>`},{key:`admin`,label:fn.admin,render:e=>pn(e.admin)},{key:`reason`,label:fn.reason,width:`wide`,render:e=>e.reason},{key:`mode`,label:fn.mode,render:e=>e.read_only?fn.reading:fn.writing},{key:`state`,label:fn.state,render:e=>x`<${j} tone=${e.live?`warn`:`muted`}>${e.live?fn.live:fn.over}<//>`},{key:`created_at`,label:fn.started,render:e=>x`<${A} value=${e.created_at} />`}];function hn(){return x`<${Ft} tab="impersonations"><${gn} /><//>`}function gn(){let e=Fe(`/admin/impersonations`),t={icon:`eye`,title:fn.empty,text:fn.emptyText};return x`<${It} pages=${e} empty=${t} caption=${_.tabs.impersonations} columns=${mn}
compact=${[`user`,`tenant`,`admin`,`reason`,`state`]} />`}const V=_.jobs,_n=[`failed`,`in_doubt`];function vn({row:e,state:t,onClose:n}){let r=e=>e&&x`<${A} value=${e} />`,i=[[V.state,t],[V.tries,V.of(e.attempts,e.max_tries)],[V.tenant,e.tenant_id&&x`<${Ht} id=${e.tenant_id} />`],[V.error,e.last_error],[V.delivery,V.deliveries[e.delivery]??e.delivery],[V.created,r(e.created_at)],[V.due,r(e.due_at)],[V.lease,r(e.lease_until)],[V.finished,r(e.finished_at)],[V.id,x`<span class="row"><code class="mono small">${e.id}</code><${be} value=${e.id} /></span>`]],a=`bulkhead jobs retry ${e.id}`;return x`<${ne} open title=${e.kind} onClose=${n} actions=${x`<${b} onClick=${n}>${V.close}<//>`}>
<div class="stack stack-4">
<dl class="fields">${i.filter(([,e])=>e).map(([e,t])=>x`<div key=${e} class="fields-row"><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>
${_n.includes(e.state)&&x`<p>${e.state===`failed`?V.retryFailed:V.retryDoubt}</p>
<div class="secret-box"><code class="mono small">${a}</code><${be} value=${a} /></div>`}
</div>
<//>`}var yn=/* @__PURE__ */ e({default:()=>Tn});const H=_.jobs,bn={waiting:`muted`,running:`info`,done:`good`,failed:`bad`,in_doubt:`warn`,cancelled:`muted`},xn=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,Sn=e=>e?x`<${A} value=${e} />`:``;function Cn({row:e}){return x`<${j} tone=${bn[e.state]}>${H.states[e.state]??e.state}<//>`}const wn=[{key:`state`,label:H.state,render:e=>x`<${Cn} row=${e} />`},{key:`attempts`,label:H.tries,render:e=>x`<span class="nowrap">${H.of(e.attempts,e.max_tries)}</span>`},{key:`tenant_id`,label:H.tenant,render:e=>x`<${Ht} id=${e.tenant_id} />`},{key:`last_error`,label:H.error,width:`wide`,render:e=>e.last_error??``},{key:`due_at`,label:H.due,render:e=>Sn(e.due_at)},{key:`finished_at`,label:H.finished,render:e=>Sn(e.finished_at)}];function Tn(){return x`<${Ft} tab="jobs"><${En} /><//>`}function En(){let e=Rt(`state`,`kind`,`tenant`),t=Fe(`/admin/jobs`,e),[n,i]=r(null),[a,o]=r(null);v(()=>{let e=!0;return T(`/admin/health`,{quiet:!0}).then(({data:t})=>e&&o(t),()=>{}),()=>e=!1},[]);let s={key:`kind`,label:H.kind,width:`wide`,render:e=>x`<button class="text-button mono small" type="button"
aria-label=${H.open(e.kind)} onClick=${()=>i(e)}>${e.kind}</button>`},c=Object.entries(H.states).map(([e,t])=>({value:e,label:t})),l={icon:`clock`,title:H.empty,text:H.emptyText};return x`<${g}>
${a&&x`<div class="stack stack-3"><${Zt} health=${a} /></div>`}
<div class="audit-filters" role="search">
<${y} name="state" label=${H.state} required=${!1}>
${e=>x`<${We} ...${e} empty=${_.all} options=${c} value=${ge.value.query.get(`state`)??``}
onChange=${e=>ce({state:e||null})} />`}
<//>
<${Lt} name="kind" label=${H.kind} help=${H.kindHelp} maxlength=${63} valid=${e=>/^[a-z0-9_]*$/.test(e)} />
<${Lt} name="tenant" label=${H.tenantId} maxlength=${36} valid=${e=>xn.test(e)} />
${Object.keys(e).length>0&&x`<${b} tone="quiet" icon="x" onClick=${()=>ce({state:null,kind:null,tenant:null})}>${_.clear}<//>`}
</div>
<${It} pages=${t} empty=${l} caption=${_.tabs.jobs} columns=${[s,...wn]} compact=${[`kind`,`state`,`tenant_id`,`last_error`,`due_at`]} />
${n&&x`<${vn} row=${n} state=${x`<${Cn} row=${n} />`} onClose=${()=>i(null)} />`}
<//>`}function U(){let e=E(),t=ee(null),n=_e(n=>e.run(async()=>{t.current??=Ae();try{let e=await n(t.current);return t.current=null,e}catch(e){throw e.status>=400&&e.status<500&&(t.current=null),e}}),[e.run]);return{...e,run:n}}function Dn(e){let t=ee({dirty:e,released:!1});return t.current.dirty=e,v(()=>{if(!e)return;let{current:n}=t;return we(()=>!n.dirty||n.released||Ne({...k.discard,tone:`danger`}),()=>n.dirty&&!n.released)},[e]),()=>t.current.released=!0}function On(e){let t=Object.keys(e).filter(t=>e[t]).map(t=>({field:t,code:`wrong`,message:e[t]}));return t.length?Object.assign(Error(t[0].message),{status:422,code:`invalid`,detail:t[0].message,errors:t}):null}const kn=/^(?=.{2,63}$)[a-z0-9]+(-[a-z0-9]+)*$/;function An(e){return e.normalize(`NFKD`).replace(/\p{M}/gu,``).toLowerCase().replace(/[^a-z0-9]+/g,`-`).replace(/^-|-$/g,``).slice(0,63).replace(/-$/,``)}function jn(e={}){let[t,n]=r(e.name??``),[i,a]=r(e.slug??null),o=i??An(t);return{name:t.trim(),slug:o,wrong:()=>On({name:t.trim()?null:k.required,slug:kn.test(o)?null:k.slugWrong}),dirty:t!==(e.name??``)||i!==(e.slug??null),text:t,setName:n,setSlug:e=>a(e.toLowerCase())}}function Mn({fields:e,errors:t,help:n}){return x`<${g}>
<${y} name="name" label=${k.name} help=${n} error=${t.name}>
${t=>x`<${i} ...${t} maxlength="200" autocomplete="organization" value=${e.text} onChange=${e.setName} />`}
<//>
<${y} name="slug" label=${k.slug} help=${k.slugHelp} error=${t.slug}>
${t=>x`<${i} ...${t} maxlength="63" autocomplete="off" autocapitalize="none" value=${e.slug} onChange=${e.setSlug} />`}
<//>
<//>`}var Nn=/* @__PURE__ */ e({default:()=>In});const Pn=_.onboard,Fn=/^[a-z0-9._-]{0,50}$/;function In(){return x`<${Ft} tab="tenants" title=${Pn.title}><${Ln} /><//>`}function Ln(){let e=jn(),[t,n]=r(``),[o,s]=r(``),[c,l]=r(null),u=U(),d=Dn(e.dirty||t!==``||o!==``),f={name:k.name,slug:k.slug,owner_email:Pn.owner,plan:Pn.plan},p=()=>{let n=On({owner_email:t.trim()?null:_.required,plan:Fn.test(o.trim())?null:Pn.planWrong}),r=e.wrong(),i=r&&n?{...r,errors:[...r.errors,...n.errors]}:r??n;l(i),i||u.run(async n=>{let r={name:e.name,slug:e.slug,owner_email:t.trim(),plan:o.trim()||void 0};try{let{data:e}=await w(`/admin/tenants`,r,{key:n});a(Pn.done(r.owner_email),{tone:`good`}),d(),xe(`/platform/tenants/${e.id}`,{replace:!0})}catch(e){throw e.code===`slug_taken`?ke(e,`slug`,k.slugTaken):e}})},m=c??u.problem,h=P(m);return x`<${O}>
<${N} onSubmit=${p} error=${m} busy=${u.busy} fields=${f}>
<p class="muted">${Pn.text}</p>
<${Mn} fields=${e} errors=${h} />
<${y} name="owner_email" label=${Pn.owner} error=${h.owner_email}>
${e=>x`<${i} ...${e} type="email" autocomplete="off" maxlength="254" value=${t} onChange=${n} />`}
<//>
<${y} name="plan" label=${Pn.plan} help=${Pn.planHelp} error=${h.plan} optional>
${e=>x`<${i} ...${e} autocomplete="off" maxlength="50" value=${o} onChange=${s} />`}
<//>
<div class="row">
<${b} type="submit" tone="primary" busy=${u.busy}>${Pn.submit}<//>
<${b} tone="quiet" href="/platform/tenants">${_.cancel}<//>
</div>
<//>
<//>`}const Rn=_.tenant,zn=Object.keys(Rn.quotas);function Bn({row:e,path:t,onSaved:o,onReload:s}){let c=Object.fromEntries([`plan`,...zn].map(t=>[t,e[t]===null||e[t]===void 0?``:String(e[t])])),[l,u]=r(c),[d,f]=r(null),p=U(),m=Object.keys(l).filter(e=>l[e].trim()!==c[e]);Dn(m.length>0);let h=()=>{let n=On(Object.fromEntries(zn.map(e=>[e,/^\d*$/.test(l[e].trim())?null:Rn.whole])));if(f(n),n||!m.length)return;let r=e=>l[e].trim()===``?null:e===`plan`?l[e].trim():Number(l[e]);p.run(async()=>{try{let n=Object.fromEntries(m.map(e=>[e,r(e)])),{data:i}=await ye(t,n,{ifMatch:`"${e.version}"`});a(_.saved,{tone:`good`}),o(i)}catch(e){if(e.status!==412)throw e;a(_.changedMeanwhile,{tone:`warn`}),s()}})},g=d??p.problem,ee=P(g),te=e=>t=>u(n=>({...n,[e]:t}));return x`<${O} title=${Rn.limits}>
<${N} onSubmit=${h} error=${g} busy=${p.busy} fields=${{plan:_.tenants.plan,...Rn.quotas}}>
<p class="muted small">${Rn.limitsHelp}</p>
<div class="limit-fields">
<${y} name="plan" label=${_.tenants.plan} error=${ee.plan} required=${!1}>
${e=>x`<${i} ...${e} maxlength="50" autocomplete="off" value=${l.plan} onChange=${te(`plan`)} />`}
<//>
${zn.map(t=>x`<${y} key=${t} name=${t} label=${Rn.quotas[t]} error=${ee[t]} required=${!1}
help=${t===`member_quota`?Rn.used(n(e.members)):void 0}>
${e=>x`<${i} ...${e} inputmode="numeric" maxlength="18" autocomplete="off" value=${l[t]} onChange=${te(t)} />`}
<//>`)}
</div>
<div class="row"><${b} type="submit" tone="primary" busy=${p.busy} disabled=${!m.length}>${_.save}<//></div>
<//>
<//>`}const Vn=_.tenant;function Hn({row:e,path:t,onSaved:n}){let[o,s]=r(``),[c,l]=r(null),u=U(),d=()=>u.run(async r=>{n((await w(`${t}/resume`,void 0,{key:r})).data),a(Vn.resumed(e.name),{tone:`good`})}),f=()=>{let r=On({reason:o.trim()?null:_.required});l(r),r||u.run(async r=>{n((await w(`${t}/suspend`,{reason:o.trim()},{key:r})).data),s(``),a(Vn.isSuspended(e.name),{tone:`good`})})},p=c??u.problem;return e.suspended_at?x`<${O} title=${Vn.suspension}>
<div class="stack stack-3">
${p&&x`<${C} tone="bad">${p.detail??p.message}<//>`}
<p>${Vn.suspendedFor(e.suspended_for??``)}</p>
<div class="row"><${b} tone="primary" busy=${u.busy} onClick=${d}>${Vn.resume}<//></div>
</div>
<//>`:x`<${O} title=${Vn.suspension}>
<${N} onSubmit=${f} error=${p} busy=${u.busy} fields=${{reason:Vn.reason}}>
<p class="muted">${Vn.suspendText}</p>
<${y} name="reason" label=${Vn.reason} help=${Vn.reasonHelp} error=${P(p).reason}>
${e=>x`<${i} ...${e} maxlength="500" autocomplete="off" value=${o} onChange=${s} />`}
<//>
<div class="row"><${b} type="submit" busy=${u.busy}>${Vn.suspend}<//></div>
<//>
<//>`}var Un=/* @__PURE__ */ e({TenantState:()=>Wn,default:()=>Kn});const W=_.tenants;function Wn({row:e}){return e.deleted_at?x`<${j} tone="bad">${W.closed}<//>`:e.suspended_at?x`<${j} tone="warn">${W.suspended}<//>`:e.members===0?x`<${j} tone="info">${W.waiting}<//>`:x`<${j} tone="good">${W.open}<//>`}const Gn=[{key:`name`,label:W.name,width:`wide`,render:e=>e.name},{key:`slug`,label:W.slug,render:e=>x`<span class="mono small">${e.slug}</span>`},{key:`state`,label:W.state,render:e=>x`<${Wn} row=${e} />`},{key:`plan`,label:W.plan,render:e=>e.plan??(e.kind===`personal`?x`<span class="muted">${W.personal}</span>`:``)},{key:`members`,label:W.members,align:`end`,render:e=>n(e.members)},{key:`created_at`,label:W.created,render:e=>x`<${A} value=${e.created_at} />`}];function Kn(){let e=x`<${b} tone="primary" icon="plus" href="/platform/tenants/new">${W.onboard}<//>`;return x`<${Ft} tab="tenants" actions=${e}><${qn} /><//>`}function qn(){let e=Fe(`/admin/tenants`,Rt(`q`)),t={icon:`building`,title:W.empty,text:W.emptyText};return x`<div class="stack stack-4">
<div class="audit-filters" role="search"><${Lt} name="q" label=${zt} help=${W.searchHelp} /></div>
<${It} pages=${e} empty=${t} caption=${_.tabs.tenants} columns=${Gn} compact=${[`name`,`slug`,`state`]}
rowHref=${e=>`/platform/tenants/${e.id}`} />
</div>`}const Jn=_.usage,Yn=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),Xn=[`row_quota`,`request_quota`,`invitation_quota`,`storage_quota`];function Zn({members:e,member_quota:t}){let r=n(e);return t==null?Jn.open(r):e>=t?Jn.full(r,n(t)):Jn.of(r,n(t),Yn.format(e/t),n(t-e))}function Qn({row:e}){let t=Xn.map(t=>[t,e[t]??null]),r=(e,t)=>t===null?e===`storage_quota`?Jn.free:Jn.usual:e===`storage_quota`?je(t):n(t);return x`<${O} title=${e.plan?Jn.titleOf(e.plan):Jn.title}>
<${Le} label=${_.tenants.members} text=${Zn(e)} value=${e.members} most=${e.member_quota??null} />
<dl class="facts">${t.map(([e,t])=>x`<div key=${e}><dt>${Jn.most[e]}</dt><dd>${r(e,t)}</dd></div>`)}</dl>
<p class="muted small">${Jn.untold}</p>
<//>`}var $n=/* @__PURE__ */ e({default:()=>er});const G=_.tenant;function er({params:e}){let t=`/admin/tenants/${encodeURIComponent(e.id)}`,[n,i]=r(null),[a,o]=r(null),s=async()=>{try{i((await T(t)).data),o(null)}catch(e){o(e)}};return v(()=>void s(),[t]),x`<${Ft} tab="tenants" title=${n?.name??_.tabs.tenants}>
${a&&x`<${M} problem=${a} onRetry=${s} />`}
${!n&&!a&&x`<${m} lines=${6} />`}
${n&&!a&&x`<${g}>
<${tr} row=${n} />
<${Qn} row=${n} />
${!n.deleted_at&&x`<${Bn} key=${n.version} row=${n} path=${t} onSaved=${i} onReload=${s} />`}
${!n.deleted_at&&x`<${Hn} row=${n} path=${t} onSaved=${i} />`}
<${nr} row=${n} path=${t} onSaved=${i} onReload=${s} />
<//>`}
<//>`}function tr({row:e}){let t=[[_.tenants.state,x`<${Wn} row=${e} />`],[_.tenants.slug,x`<code class="mono">${e.slug}</code>`],[G.kind,e.kind],[_.tenants.members,n(e.members)],...e.kind===`personal`?[]:[[G.invitation,e.members===0?G.invited:G.accepted]],[G.factor,e.require_second_factor?G.yes:G.no],[_.tenants.created,x`<${A} value=${e.created_at} />`],[G.id,x`<span class="row"><code class="mono small">${e.id}</code><${be} value=${e.id} /></span>`]];return x`<dl class="facts">${t.map(([e,t])=>x`<div key=${e}><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>`}function nr({row:e,path:t,onSaved:n,onReload:r}){let i=U();return x`<${O} title=${G.close}>
<div class="stack stack-3">
${i.problem&&x`<${C} tone="bad">${i.problem.detail??i.problem.message}<//>`}
${e.deleted_at?x`<p class="muted">${G.removal} <${A} value=${e.deleted_at} /></p>
<div class="row"><${b} icon="rotate-ccw" busy=${i.busy} onClick=${()=>i.run(async r=>{n((await w(`${t}/restore`,void 0,{key:r})).data),a(G.restored(e.name),{tone:`good`})})}>${G.restore}<//></div>`:x`<p class="muted">${G.closeText}</p>
<div class="row"><${b} tone="danger" busy=${i.busy} onClick=${async()=>{await Ne({title:G.closeTitle(e.name),body:G.closeBody(e.members),confirm:G.close,tone:`danger`,typed:e.slug})&&await i.run(async()=>{await me(t),a(G.isClosed(e.name),{tone:`good`}),await r()})}}>${G.close}<//></div>`}
</div>
<//>`}const K=_.impersonate;async function rr(e){let{data:t}=await T(`/admin/tenants`,{query:{q:e.trim(),limit:20}});return t.items.filter(({deleted_at:e})=>!e).map(({slug:e,name:t})=>({value:e,label:t,hint:e}))}function ir({user:e,name:t,onClose:n}){let i=c(),[a,o]=r(null),[s,l]=r(``),[u,d]=r(!1),[f,p]=r(null),m=U(),h=()=>{let t=On({tenant:a?null:_.required,reason:s.trim().length>=10?null:K.reasonShort});p(t),t||m.run(async t=>{try{let{data:r}=await w(`/admin/impersonations`,{user_id:e.id,tenant:a,reason:s.trim(),write:u},{key:t});n(),await fe(),xe(`/t/${r.tenant.slug}/`)}catch(e){throw e.status===404?ke(e,`tenant`,K.notMember):e}})},g=f??m.problem,ee=P(g),te=x`<${b} onClick=${n}>${_.cancel}<//>
<${b} type="submit" form=${i} tone="primary" busy=${m.busy}>${K.submit}<//>`;return x`<${ne} open title=${K.title(t)} onClose=${n} actions=${te}>
<${N} id=${i} onSubmit=${h} error=${g} busy=${m.busy} fields=${{tenant:K.tenant,reason:K.reason,write:K.write}}>
<p class="muted">${K.text}</p>
<${y} name="tenant" label=${K.tenant} help=${K.tenantHelp} error=${ee.tenant}>
${e=>x`<${qe} ...${e} load=${rr} labelOf=${e=>e} value=${a} onChange=${o} />`}
<//>
<${y} name="reason" label=${K.reason} help=${K.reasonHelp} error=${ee.reason}>
${e=>x`<${Be} ...${e} rows=${3} maxlength="500" value=${s} onChange=${l} />`}
<//>
<div class="stack stack-2">
<${Ie} name="write" label=${K.write} value=${u} onChange=${d} />
<p class="small muted">${K.writeHelp}</p>
</div>
<//>
<//>`}var ar=/* @__PURE__ */ e({default:()=>sr});const q=_.users,or=e=>e.name||e.email||e.phone||q.unnamed;function sr(){return x`<${Ft} tab="users"><${lr} /><//>`}function cr({row:e}){return x`<span class="row">
${e.disabled_at?x`<${j} tone="bad">${q.disabled}<//>`:x`<${j} tone="good">${q.active}<//>`}
${e.platform_admin&&x`<${j} tone="info">${q.admin}<//>`}
${e.email&&!e.email_verified&&x`<${j} tone="warn">${q.unverified}<//>`}
</span>`}function lr(){let e=Fe(`/admin/users`,Rt(`q`)),t=E(),[n,i]=r(null),o=(t,n)=>e.setRows(e=>e.map(e=>e.id===t.id?{...e,disabled_at:n}:e)),s=e=>t.run(async()=>{await w(`/admin/users/${e.id}/enable`),o(e,null),a(q.isEnabled(or(e)),{tone:`good`})}),c=async e=>{await Ne({title:q.disableTitle(or(e)),body:q.disableBody,confirm:q.disable,tone:`danger`})&&await t.run(async()=>{await w(`/admin/users/${e.id}/disable`),o(e,(/* @__PURE__ */ new Date()).toISOString()),a(q.isDisabled(or(e)),{tone:`good`})})},l=[{key:`name`,label:q.name,width:`wide`,render:or},{key:`email`,label:q.email,width:`wide`,render:e=>e.email??e.phone??``},{key:`state`,label:q.state,render:e=>x`<${cr} row=${e} />`},{key:`created_at`,label:q.created,render:e=>x`<${A} value=${e.created_at} />`},{key:`acts`,label:_.actions,align:`end`,render:e=>e.id!==S.value?.user.id&&x`<div class="row row-end">
${!e.disabled_at&&x`<${b} size="small" tone="quiet" aria-label=${`${q.impersonate} ${or(e)}`} onClick=${()=>i(e)}>${q.impersonate}<//>`}
${e.disabled_at?x`<${b} size="small" tone="quiet" aria-label=${`${q.enable}: ${or(e)}`} onClick=${()=>s(e)}>${q.enable}<//>`:x`<${b} size="small" tone="quiet" aria-label=${`${q.disable}: ${or(e)}`} onClick=${()=>c(e)}>${q.disable}<//>`}
</div>`}],u={icon:`users`,title:q.empty,text:q.emptyText};return x`<${g}>
<div class="audit-filters" role="search"><${Lt} name="q" label=${zt} help=${q.searchHelp} /></div>
${t.problem&&x`<${C} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
<${It} pages=${e} empty=${u} caption=${_.tabs.users} columns=${l} compact=${[`name`,`email`,`state`,`acts`]} />
${n&&x`<${ir} user=${n} name=${or(n)} onClose=${()=>i(null)} />`}
<//>`}const ur=k.activity,dr=e=>p(e.replaceAll(`_`,`-`));function fr(e){let t=e.replaceAll(`_`,` `);return dr(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)}function pr(e){return e.actor_id?e.actor_id===S.value?.user.id?S.value.user.name||S.value.user.email||k.someone:te(e.actor_id)??k.someone:e.job?`${k.system} (${e.job.replaceAll(`_`,` `)})`:k.system}function mr({table:e,operation:t,fields:n}){let r=n?.deleted_at;return t===`update`&&Array.isArray(r)?r[1]?ur.gone[e]??(dr(e)?ur.binned:ur.removed):ur.unbinned:ur.did[t]??t}function hr({table:e,operation:t,fields:n}){if(ur.things[e])return ur.things[e];let r=dr(e),i=(r?.labels[0]??e.replaceAll(`_`,` `).replace(/s$/,``)).toLowerCase(),a=t!==`update`&&r?.title?n?.[r.title]:null;return typeof a==`string`&&a?`the ${i} “${a.slice(0,60)}”`:ur.a(i)}const gr=e=>ur.sentence(pr(e),mr(e),hr(e));function _r({table:e,row_id:t,operation:n}){let r=dr(e);return!r||r.parent||n===`delete`?null:De(r.plural,t)}function vr({operation:e,fields:t}){return Object.entries(t??{}).map(([t,n])=>e===`update`&&Array.isArray(n)&&n.length===2?{name:t,before:n[0],after:n[1]}:e===`delete`?{name:t,before:n,after:void 0}:{name:t,before:void 0,after:n})}const yr=k.audit,br=e=>e==null?`–`:typeof e==`string`?e:JSON.stringify(e);function xr({line:e,onClose:t}){let n=_r(e),r=vr(e),i=[[yr.when,l(e.changed_at)],[yr.rowId,e.row_id,!0],[yr.request,e.request_id,!0],[yr.key,e.api_key_id,!0],[yr.job,e.job],[yr.as,e.impersonator_id,!0]].filter(([,e])=>e),a=x`<div class="row row-end">
${n&&x`<${b} href=${n}>${yr.open}<//>`}
<${b} tone="primary" onClick=${t}>${k.close}<//>
</div>`;return x`<${ne} open title=${gr(e)} size="large" onClose=${t} actions=${a}>
<div class="stack stack-4">
${r.length===0?x`<p class="muted">${yr.hidden}</p>`:x`<div class="audit-scroll" tabindex="0" role="group" aria-label=${yr.details}>
<table class="audit-changes">
<thead><tr><th scope="col">${yr.field}</th><th scope="col">${yr.before}</th><th scope="col">${yr.after}</th></tr></thead>
<tbody>${r.map(({name:e,before:t,after:n})=>x`<tr key=${e}>
<th scope="row" class="mono small">${e}</th>
<td class="audit-before">${br(t)}</td><td class="audit-after">${br(n)}</td>
</tr>`)}</tbody>
</table>
</div>`}
<dl class="facts">${i.map(([e,t,n])=>x`<div key=${e}>
<dt>${e}</dt>
<dd class="row">${n?x`<code class="mono small">${t}</code><${be} value=${t} />`:t}</dd>
</div>`)}</dl>
</div>
<//>`}const Sr=[`viewer`,`member`,`admin`,`owner`],Cr=(e=`admin`)=>re(e)&&!S.value?.impersonation,wr=e=>re(e)&&(e===`viewer`||!S.value?.impersonation?.read_only),Tr=e=>Sr.indexOf(e)<=Sr.indexOf(t());function Er(e=`owner`){return Sr.filter(t=>Tr(t)&&Sr.indexOf(t)<=Sr.indexOf(e)).map(e=>({value:e,label:k.roles[e]}))}const Dr=()=>!!(S.value?.user.email_verified||S.value?.user.phone);function Or(){return x`<${f} icon="lock" title=${k.adminsOnly.title}>${k.adminsOnly.text}<//>`}const kr=[[`general`,`viewer`],[`members`,`viewer`],[`invitations`,`admin`],[`api-keys`,`admin`],[`webhooks`,`admin`],[`values`,`viewer`],[`audit`,`admin`],[`danger`,`viewer`]];function Ar({tab:e,actions:t,children:n}){let r=kr.find(([t])=>t===e)[1],i=kr.filter(([,e])=>wr(e)).map(([t])=>{let n=t===`webhooks`?De(t):De(`settings`,t);return{href:n,label:k.settings.tabs[t],current:t===e||ge.value.path===n}}),a=wr(r);return x`<${h} title=${k.settings.tabs[e]} crumbs=${[{label:k.settings.title,href:De(`settings`,`general`)}]}
actions=${a?t:null}>
<div class="settings-tabs"><${Pe} items=${i} label=${k.settings.title} /></div>
<div class="stack stack-5 settings-body">${a?n:x`<${Or} />`}</div>
<//>`}var jr=/* @__PURE__ */ e({default:()=>Pr});const J=k.audit,Mr=[`tenants`,`memberships`,`invitations`,`api_keys`,`settings`,`impersonations`],Nr=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;function Pr(){return x`<${Ar} tab="audit"><${Fr} /><//>`}function Fr(){let[e,t]=r(null),n=ge.value.query,i={table:n.get(`table`),row_id:n.get(`row_id`),actor_id:n.get(`actor_id`)},a=Object.fromEntries(Object.entries(i).filter(([,e])=>e)),o=Fe(`/api/audit-log`,a),s=o.rows?.map((e,t)=>({...e,id:`${e.changed_at} ${e.row_id} ${t}`})),c=[{key:`who`,label:J.who,render:e=>pr(e)},{key:`what`,label:J.what,width:`wide`,render:e=>`${mr(e)} ${hr(e)}`},{key:`fields`,label:J.field,render:e=>x`<span class="muted">${J.fields(Object.keys(e.fields??{}).length)}</span>`},{key:`changed_at`,label:J.when,render:e=>x`<${A} value=${e.changed_at} />`},{key:`acts`,label:J.details,align:`end`,render:e=>x`<${b} size="small" tone="quiet"
aria-label=${J.detailsOf(gr(e))} onClick=${()=>t(e)}>${J.details}<//>`}];return x`<${g}>
<${Ir} filters=${i} />
${o.problem&&x`<${M} problem=${o.problem} onRetry=${o.reload} />`}
${!s&&!o.problem&&x`<${m} lines=${6} />`}
${s?.length===0&&x`<${f} icon="history" title=${J.empty}>${J.emptyText}<//>`}
${s?.length>0&&x`<${Ue} caption=${J.title} columns=${c} rows=${s} compact=${[`who`,`what`,`changed_at`,`acts`]} />`}
<${Ve} cursor=${o.cursor} busy=${o.busy} onMore=${o.more} />
${e&&x`<${xr} line=${e} onClose=${()=>t(null)} />`}
<//>`}function Ir({filters:e}){let t=[.../* @__PURE__ */ new Set([...Mr,...ie().map(({plural:e})=>e.replaceAll(`-`,`_`))])];e.table&&!t.includes(e.table)&&t.push(e.table);let n=t.map(e=>({value:e,label:fr(e)})).sort((e,t)=>e.label.localeCompare(t.label)),r=e=>(e===``||Nr.test(e.trim()))&&ce({row_id:e.trim()||null},{replace:!0}),a=async e=>{let{data:t}=await T(`/api/members`,{query:{limit:100}});return t.items.map(({user_id:e,name:t,email:n})=>({value:e,label:t||n||e,hint:n})).filter(({label:t,hint:n})=>`${t} ${n??``}`.toLowerCase().includes(e.trim().toLowerCase()))},o=Object.values(e).some(Boolean);return x`<div class="audit-filters" role="search" aria-label=${J.filter}>
<${y} name="table" label=${J.table} required=${!1}>
${t=>x`<${We} ...${t} empty=${J.all} options=${n} value=${e.table??``}
onChange=${e=>ce({table:e||null})} />`}
<//>
<${y} name="actor_id" label=${J.actor} required=${!1}>
${t=>x`<${qe} ...${t} load=${a} labelOf=${te} value=${e.actor_id}
onChange=${e=>ce({actor_id:e||null})} />`}
<//>
<${y} name="row_id" label=${J.row} required=${!1}>
${t=>x`<${i} ...${t} class="mono" autocomplete="off" maxlength="36" value=${e.row_id??``} onChange=${r} />`}
<//>
${o&&x`<${b} tone="quiet" icon="x" onClick=${()=>ce({table:null,row_id:null,actor_id:null})}>${J.clear}<//>`}
</div>`}async function Lr(e,t){let{path:n}=e.operations.export,{data:r}=await se(`GET`,n,{query:{format:t},raw:!0}),i=r instanceof Blob?r:await(r.blob?r.blob():new Response(r).blob()),a=URL.createObjectURL(i),o=document.createElement(`a`);o.href=a,o.download=`${pe.value?.slug??`rows`}-${e.plural}.${t}`,o.click(),setTimeout(()=>URL.revokeObjectURL(a),1e4)}var Rr=/* @__PURE__ */ e({default:()=>zr});const Y=k.danger;function zr(){return x`<${Ar} tab="danger"><${Br} /><${Vr} /><//>`}function Br(){let e=E(),t=ie().filter(({operations:e,parent:t})=>e.export&&!t),n=(t,n)=>e.run(()=>Lr(t,n)),r=()=>e.run(async()=>{for(let e of t)await Lr(e,`ndjson`);a(Y.done(t.length),{tone:`good`})}),i=({transfer:e})=>[`csv`,`ndjson`].filter(t=>!e?.length||e.includes(t));return x`<${O} title=${Y.export}>
<div class="stack stack-4">
<p class="muted">${Y.exportText}</p>
${e.problem&&x`<${C} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
<ul class="export-list">
${t.map(t=>x`<li key=${t.plural} class="row">
<span class="grow">${t.labels[1]}</span>
${i(t).map(r=>x`<${b} key=${r} size="small" tone="quiet" disabled=${e.busy}
aria-label=${Y.get(t.labels[1],Y[r])} onClick=${()=>n(t,r)}>${Y[r]}<//>`)}
</li>`)}
</ul>
<div class="row"><${b} icon="download" busy=${e.busy} onClick=${r}>${Y.all}<//></div>
</div>
<//>`}function Vr(){let e=E(),{name:t,slug:n}=pe.value??{};return x`<${O} title=${Y.close}>
<div class="stack stack-4">
<p class="muted">${Y.closeText}</p>
${e.problem&&x`<${C} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
${Cr(`owner`)?x`<${g}>
${pe.value?.kind===`personal`&&x`<p>${Y.personal}</p>`}
<div class="row"><${b} tone="danger" busy=${e.busy} onClick=${async()=>{await Ne({title:Y.closeTitle(t),body:Y.closeBody,confirm:Y.closeButton,tone:`danger`,typed:n})&&await e.run(async()=>{await me(`/api/tenant`),await Te(),a(Y.closed(t),{tone:`good`}),xe(`/`,{replace:!0})})}}>${Y.closeButton}<//></div>
<//>`:x`<p>${S.value?.impersonation?k.adminsOnly.title:Y.ownersOnly}</p>`}
</div>
<//>`}var Hr=/* @__PURE__ */ e({default:()=>Ur});function Ur(){let[e,t]=r(null),[n,i]=r(null),a=async()=>{try{let{data:e}=await T(`/api/tenant`);t(e),i(null)}catch(e){i(e)}};return v(()=>void a(),[]),x`<${Ar} tab="general">
${n&&!e&&x`<${M} problem=${n} onRetry=${a} />`}
${!n&&!e&&x`<${m} lines=${5} />`}
${e&&x`<${Wr} key=${e.version} row=${e} onReload=${a} onSaved=${t} />`}
<//>`}function Wr({row:e,onReload:t,onSaved:n}){let[o,s]=r(e.name),[c,l]=r(e.slug),[u,d]=r(e.require_second_factor),[f,p]=r(null),m=U(),h=Cr(`admin`),te={};o.trim()!==e.name&&(te.name=o.trim()),c!==e.slug&&(te.slug=c),u!==e.require_second_factor&&(te.require_second_factor=u);let _=Object.keys(te).length>0,ne=Dn(_),re=()=>{let r=On({name:o.trim()?null:k.required,slug:kn.test(c)?null:k.slugWrong});p(r),!r&&_&&m.run(async()=>{try{let{data:t}=await ye(`/api/tenant`,te,{ifMatch:`"${e.version}"`});ne(),await Te(),n(t),a(k.saved,{tone:`good`}),t.slug!==e.slug&&xe(`/t/${t.slug}/settings/general`,{replace:!0})}catch(e){if(e.status===412)return a(k.changedMeanwhile,{tone:`warn`}),t();throw e.code===`slug_taken`?ke(e,`slug`,k.slugTaken):e}})},ie=ee(re);ie.current=re,v(()=>h?Me(`mod+s`,()=>ie.current()):void 0,[h]);let ae=f??m.problem,oe=P(ae),se=(S.value?.factors??[]).length>0,ce={name:k.name,slug:k.slug,require_second_factor:k.general.factor};return x`<${g}>
<${O}>
<${N} onSubmit=${re} error=${ae} busy=${m.busy} fields=${ce}>
<${y} name="name" label=${ce.name} error=${oe.name}>
${e=>x`<${i} ...${e} maxlength="200" autocomplete="organization" value=${o}
onChange=${s} disabled=${!h} />`}
<//>
<${y} name="slug" label=${ce.slug} error=${oe.slug}
help=${c===e.slug?k.slugHelp:`${k.slugHelp} ${k.general.slugChange}`}>
${e=>x`<${i} ...${e} maxlength="63" autocomplete="off" value=${c}
onChange=${e=>l(e.toLowerCase())} disabled=${!h} />`}
<//>
<${y} name="require_second_factor" label=${k.general.factor} error=${oe.require_second_factor} help=${k.general.factorHelp}>
${e=>x`<${Ke} ...${e} value=${u} onChange=${d}
disabled=${!Cr(`owner`)||!se&&!u} />`}
<//>
${Cr(`owner`)&&!se&&x`<p class="small muted">
${k.general.factorFirst} <a href="/account/security">${k.general.factorLink}</a>
</p>`}
${h?x`<div class="row"><${b} type="submit" tone="primary" busy=${m.busy} disabled=${!_}>${k.save}<//></div>`:x`<p class="small muted">${k.general.readOnly}</p>`}
<//>
<//>
<dl class="facts">
<div><dt>${k.general.id}</dt><dd class="row"><code class="mono">${e.id}</code><${be} value=${e.id} /></dd></div>
<div><dt>${k.general.created}</dt><dd><${A} value=${e.created_at} /></dd></div>
</dl>
<//>`}const Gr=k.invitations;function Kr({onSent:e,more:t}){let[n,o]=r(``),[s,c]=r(`member`),[l,u]=r(null),d=U();Dn(n.trim()!==``);let f=()=>{let t=On({email:n.trim()?null:k.required});u(t),t||d.run(async t=>{try{let{data:r}=await w(`/api/invitations`,{email:n.trim(),role:s},{key:t});o(``),a(Gr.sent(r.email),{tone:`good`}),e(r)}catch(e){throw e.code===`already_member`?ke(e,`email`,Gr.member):e}})},p=l??d.problem,m=P(p);return x`<${N} onSubmit=${f} error=${p} busy=${d.busy} fields=${{email:Gr.email,role:k.role}}>
<div class="grid invite-fields">
<${y} name="email" label=${Gr.email} error=${m.email}>
${e=>x`<${i} ...${e} type="email" autocomplete="off" maxlength="254" value=${n} onChange=${o} />`}
<//>
<${y} name="role" label=${k.role} error=${m.role} help=${k.roleHelp[s]}>
${e=>x`<${We} ...${e} options=${Er()} value=${s} onChange=${c} />`}
<//>
</div>
<div class="row">
<${b} type="submit" tone="primary" busy=${d.busy} disabled=${d.until!==null}>${Gr.send}<//>
${t}
</div>
<//>`}function qr(){let e=E(),t=S.value?.user.email;return x`<${C} tone="warn">
<div class="stack stack-2 verify-first">
<strong>${k.verify.title}</strong>
<span>${k.verify.text(t)}</span>
${e.problem&&x`<span role="alert">${e.problem.detail??e.problem.message}</span>`}
<div class="row">
${t&&x`<${b} size="small" onClick=${()=>e.run(async()=>{await w(`/auth/email/resend`),a(k.verify.sent,{tone:`good`})})} busy=${e.busy} disabled=${e.until!==null}>${k.verify.again}<//>`}
<${b} size="small" tone="quiet" href="/account/profile">${k.verify.account}<//>
${ve.value?.development_mailbox&&x`<a href="/dev/mail" target="_blank" rel="noopener noreferrer">${k.verify.mailbox}</a>`}
</div>
</div>
<//>`}var Jr=/* @__PURE__ */ e({default:()=>Yr});const X=k.invitations;function Yr(){return x`<${Ar} tab="invitations"><${Xr} /><//>`}function Xr(){let e=Fe(`/api/invitations`),t=E(),n=Cr(),r=t=>e.setRows(e=>[t,...e.filter(({id:e,email:n})=>e!==t.id&&n!==t.email)]),i=e=>t.run(async()=>{let{data:t}=await w(`/api/invitations/${e.id}/resend`);r(t),a(X.resent(e.email),{tone:`good`})}),o=n=>t.run(async()=>{await me(`/api/invitations/${n.id}`),e.setRows(e=>e.filter(({id:e})=>e!==n.id));let i=async()=>r((await w(`/api/invitations`,{email:n.email,role:n.role})).data);a(X.withdrawn(n.email),{action:{label:k.undo,run:()=>t.run(i)}})}),s=[{key:`email`,label:X.email,width:`wide`,render:e=>e.email},{key:`role`,label:k.role,render:e=>k.roles[e.role]},{key:`invited_by`,label:X.by,render:e=>x`<${Re} id=${e.invited_by} />`},{key:`expires_at`,label:X.until,render:e=>new Date(e.expires_at)</* @__PURE__ */ new Date?x`<${j} tone="warn">${X.expired}<//>`:x`<${A} value=${e.expires_at} />`},...n?[{key:`acts`,label:X.acts,align:`end`,render:e=>x`<div class="row row-end">
${Dr()&&x`<${b} size="small" tone="quiet" busy=${t.busy} onClick=${()=>i(e)}
aria-label=${`${X.resend}: ${e.email}`}>${X.resend}<//>`}
<${b} size="small" tone="quiet" onClick=${()=>o(e)} aria-label=${`${X.withdraw}: ${e.email}`}>${X.withdraw}<//>
</div>`}]:[]];return x`<${g}>
${n&&(Dr()?x`<${O} title=${X.form}><${Kr} onSent=${r} /><//>`:x`<${qr} />`)}
<section class="stack stack-3" aria-labelledby="pending-invitations">
<h2 id="pending-invitations">${X.pending}</h2>
${t.problem&&x`<${C} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${e.problem&&x`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&x`<${m} lines=${3} />`}
${e.rows?.length===0&&x`<${f} icon="mail" title=${X.empty}>${X.emptyText}<//>`}
${e.rows?.length>0&&x`<${Ue} caption=${X.pending} columns=${s} rows=${e.rows} compact=${[`email`,`role`,`acts`]} />`}
<${Ve} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
</section>
<//>`}const Zr=k.keys;function Qr({things:e,value:t,onChange:n,error:r}){let i=c(),a=e=>{let[r,i]=e.split(`:`);if(t.includes(e))return n(t.filter(t=>t!==e));n([...r===`*`?t.filter(e=>!e.endsWith(`:${i}`)):t,e])},o=(e,n,o,s)=>{let c=e!==`*`&&t.includes(`*:${n}`),l=`${e}:${n}`;return x`<td><label class="scope-box">
<input type="checkbox" name=${s?`scopes`:void 0} aria-label=${o} checked=${c||t.includes(l)} disabled=${c}
aria-invalid=${s&&r?`true`:void 0} aria-describedby=${s&&r?`${i}-error`:void 0} onChange=${()=>a(l)} />
</label></td>`},s=({name:e,label:t,read:n=!0,write:r=!0})=>x`<tr key=${e} class=${e===`*`?`scope-all`:``}>
<th scope="row">${t}</th>
${n?o(e,`read`,Zr.mayRead(t),e===`*`):x`<td></td>`}
${r?o(e,`write`,Zr.mayWrite(t)):x`<td></td>`}
</tr>`;return x`<fieldset class="scope-set" aria-describedby=${`${i}-help`}>
<legend>${Zr.scopes}</legend>
<p id=${`${i}-help`} class="small muted">${Zr.scopesHelp}</p>
${r&&x`<p id=${`${i}-error`} class="field-error">${r}</p>`}
<div class="scope-scroll" tabindex="0" role="group" aria-label=${Zr.scopes}>
<table class="scope-grid">
<thead><tr><th scope="col">${Zr.thing}</th><th scope="col">${Zr.read}</th><th scope="col">${Zr.write}</th></tr></thead>
<tbody>${s({name:`*`,label:Zr.everything})}${e.map(e=>s({read:!1,write:!1,...e}))}</tbody>
</table>
</div>
</fieldset>`}const $r=k.keys,ei=[`7`,`30`,`90`,`365`,`own`];function ti({onMade:e,onCancel:t}){let[n,a]=r(``),[o,s]=r([]),[c,l]=r(`member`),[u,d]=r(`90`),[f,p]=r(null),[m,h]=r(null),g=ni(),ee=U();Dn(n.trim()!==``||o.length>0);let te=()=>{let t=On({name:n.trim()?null:k.required,scopes:o.length?null:$r.none,expires_at:u===`own`&&!f?k.required:null});if(h(t),t)return;let r=u===`own`?f:(/* @__PURE__ */ new Date(Date.now()+Number(u)*864e5-6e4)).toISOString();ee.run(async t=>{let i={name:n.trim(),scopes:o,role:c,expires_at:r};e((await w(`/api/api-keys`,i,{key:t})).data)})},_=m??ee.problem,v=P(_),ne={name:$r.name,scopes:$r.scopes,role:$r.role,expires_at:$r.endsAt};return x`<${N} onSubmit=${te} error=${_} busy=${ee.busy} fields=${ne}>
<${y} name="name" label=${$r.name} help=${$r.nameHelp} error=${v.name}>
${e=>x`<${i} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${a} />`}
<//>
<${Qr} things=${g} value=${o} onChange=${s} error=${v.scopes} />
<div class="grid invite-fields">
<${y} name="role" label=${$r.role} error=${v.role} help=${k.roleHelp[c]}>
${e=>x`<${We} ...${e} options=${Er(`admin`)} value=${c} onChange=${l} />`}
<//>
<${y} name="ends" label=${$r.expires}>
${e=>x`<${We} ...${e} options=${ei.map(e=>({value:e,label:$r.ends[e]}))} value=${u} onChange=${d} />`}
<//>
</div>
${(u===`own`||v.expires_at)&&x`<${y} name="expires_at" label=${$r.endsAt} error=${v.expires_at}>
${e=>x`<${Ge} ...${e} value=${f} onChange=${p} />`}
<//>`}
<div class="row">
<${b} type="submit" tone="primary" busy=${ee.busy}>${$r.create}<//>
<${b} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}function ni(){let[e,t]=r([]);return v(()=>{let e=!0;return Promise.resolve(Ce()).then(n=>e&&t(ri(n))),()=>e=!1},[]),e}function ri(e){let t=/* @__PURE__ */ new Map,n=e=>{let[n,r]=e.split(`:`);t.set(n,{...t.get(n),name:n,[r]:!0})};for(let t of Object.values(e?.paths??{}))for(let e of Object.values(t))(e?.security??[]).forEach(e=>(e.apiKey??[]).forEach(n));t.size||ie().forEach(({plural:e})=>[`${e}:read`,`${e}:write`].forEach(n));let r=e=>{let t=e.replaceAll(`-`,` `);return $r.things[e]??p(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)};return[...t.values()].map(e=>({...e,label:r(e.name)})).sort((e,t)=>e.label.localeCompare(t.label))}var ii=/* @__PURE__ */ e({default:()=>ai});const Z=k.keys;function ai(){let[e,t]=r(!1),n=Cr()&&Dr()&&!e&&x`<${b} tone="primary" icon="plus" onClick=${()=>t(!0)}>${Z.create}<//>`;return x`<${Ar} tab="api-keys" actions=${n}>
<${oi} making=${e} onMade=${()=>t(!1)} />
<//>`}function oi({making:e,onMade:t}){let n=Fe(`/api/api-keys`),i=E(),[o,s]=r(null),c=({key:e,...r})=>{t(),s(e),n.setRows(e=>[r,...e.filter(({id:e})=>e!==r.id)])},l=async e=>{await Ne({title:Z.revokeTitle(e.name),body:Z.revokeBody,confirm:Z.revoke,tone:`danger`})&&await i.run(async()=>{await me(`/api/api-keys/${e.id}`),n.setRows(t=>t.filter(({id:t})=>t!==e.id)),a(Z.revoked(e.name),{tone:`good`})})},u=[{key:`name`,label:Z.name,width:`wide`,render:e=>e.name},{key:`prefix`,label:Z.prefix,render:e=>x`<code class="mono">${e.prefix}</code>`},{key:`scopes`,label:Z.scopes,width:`wide`,render:e=>x`<span class="mono small scope-list">${e.scopes.join(`, `)}</span>`},{key:`role`,label:k.role,render:e=>k.roles[e.role]??``},{key:`made_by`,label:Z.made,render:e=>x`<${Re} id=${e.made_by} />`},{key:`last_used_at`,label:Z.used,render:e=>e.last_used_at?x`<${A} value=${e.last_used_at} />`:Z.never},{key:`expires_at`,label:Z.expires,render:e=>x`<${A} value=${e.expires_at} />`},...Cr()?[{key:`acts`,label:Z.acts,align:`end`,render:e=>x`<${b} size="small" tone="quiet"
onClick=${()=>l(e)} aria-label=${`${Z.revoke}: ${e.name}`}>${Z.revoke}<//>`}]:[]];return x`<${g}>
<p class="muted">${Z.intro}</p>
${Cr()&&!Dr()&&x`<${qr} />`}
${e&&x`<${O} title=${Z.make}><${ti} onMade=${c} onCancel=${t} /><//>`}
${i.problem&&x`<${C} tone="bad" onClose=${i.clear}>${i.problem.detail??i.problem.message}<//>`}
${n.problem&&x`<${M} problem=${n.problem} onRetry=${n.reload} />`}
${!n.rows&&!n.problem&&x`<${m} lines=${3} />`}
${n.rows?.length===0&&!e&&x`<${f} icon="key" title=${Z.empty}>${Z.emptyText}<//>`}
${n.rows?.length>0&&x`<${Ue} caption=${k.settings.tabs[`api-keys`]} columns=${u} rows=${n.rows}
compact=${[`name`,`prefix`,`expires_at`,`acts`]} />`}
<${Ve} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<${si} secret=${o} onClose=${()=>s(null)} />
<//>`}function si({secret:e,onClose:t}){if(!e)return null;let n=x`<${b} tone="primary" onClick=${t}>${Z.secretDone}<//>`;return x`<${ne} open title=${Z.secretTitle} actions=${n}>
<div class="stack stack-3">
<p>${Z.secretText}</p>
<div class="secret-box">
<code class="mono" aria-label=${Z.secretLabel}>${e}</code>
<${be} value=${e} label=${Z.copy} />
</div>
</div>
<//>`}var ci=/* @__PURE__ */ e({default:()=>li});const Q=k.members;function li(){let e=Fe(`/api/members`),t=pi(e),n=S.value?.user.id,r=e.rows?.map(e=>({...e,id:e.user_id})),i=(r??[]).filter(({role:e})=>e===`owner`),a=!e.cursor&&i.length===1&&i[0].id===n,o=[{key:`name`,label:Q.name,width:`wide`,render:e=>x`<${g}>${e.name||Q.unnamed}
${e.id===n&&x` <span class="muted">(${Q.you})</span>`}<//>`},...Cr()?[{key:`email`,label:Q.email,width:`wide`,render:e=>e.email??``}]:[],{key:`role`,label:k.role,width:`narrow`,render:e=>x`<${ui} row=${e} locked=${a&&e.id===n}
onChange=${n=>t.change(e,n)} />`},{key:`created_at`,label:Q.since,render:e=>x`<${A} value=${e.created_at} />`},...r?.some(e=>di(e,n,a))?[{key:`acts`,label:Q.acts,align:`end`,render:e=>x`<${fi} row=${e} act=${di(e,n,a)} acts=${t} />`}]:[]],s=Cr()&&x`<${b} tone="primary" icon="mail" href=${De(`settings`,`invitations`)}>${Q.invite}<//>`;return x`<${Ar} tab="members" actions=${s}>
${t.problem&&x`<${C} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${a&&x`<${C} tone="info">${Q.lastOwner}<//>`}
${e.problem&&x`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!r&&!e.problem&&x`<${m} lines=${4} />`}
${r&&x`<${Ue} caption=${Q.title} columns=${o} rows=${r} compact=${[`name`,`role`,`acts`]} />`}
<${Ve} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function ui({row:e,locked:t,onChange:n}){return t||!Cr()||!Tr(e.role)?x`<span>${k.roles[e.role]}</span>`:x`<${We} aria-label=${Q.roleOf(e.name||Q.unnamed)} options=${Er()} value=${e.role} onChange=${n} />`}function di(e,t,n){return e.id===t?n||S.value?.impersonation?null:`leave`:Cr()&&Tr(e.role)?`remove`:null}function fi({row:e,act:t,acts:n}){return t===`leave`?x`<${b} size="small" tone="quiet" onClick=${()=>n.leave(e)}>${Q.leave}<//>`:t&&x`<${b} size="small" tone="quiet" onClick=${()=>n.remove(e)}
aria-label=${`${Q.remove}: ${e.name||Q.unnamed}`}>${Q.remove}<//>`}function pi(e){let t=E(),n=e=>e.user_id===S.value?.user.id,r=(r,i)=>t.run(async()=>{try{let{data:t}=await ye(`/api/members/${r.user_id}`,{role:i},{ifMatch:`"${r.version}"`});return e.setRows(e=>e.map(e=>e.user_id===t.user_id?{...e,...t}:e)),n(r)&&await Te(),t}catch(t){if(t.status===412)return a(k.changedMeanwhile,{tone:`warn`}),e.reload();throw mi(t)}});return{change:async(t,i)=>{if(i===t.role)return;if(n(t)&&!await Ne({title:Q.own,body:Q.ownBody(k.roles[i]),confirm:Q.ownConfirm}))return e.setRows(e=>[...e]);let o=await r(t,i);if(!o)return e.setRows(e=>[...e]);let s=n(t)?void 0:{label:k.undo,run:()=>r(o,t.role)};a(Q.changed(t.name||Q.unnamed,k.roles[i]),{tone:`good`,action:s})},remove:async n=>{await Ne({title:Q.removeTitle(n.name||n.email||Q.unnamed),body:Q.removeBody,confirm:Q.remove,tone:`danger`})&&await t.run(async()=>{await me(`/api/members/${n.user_id}`),e.setRows(e=>e.filter(e=>e.user_id!==n.user_id)),a(Q.removed(n.name||n.email||Q.unnamed),{tone:`good`})})},leave:async e=>{await Ne({title:Q.leaveTitle(pe.value.name),body:Q.leaveBody,confirm:Q.leave,tone:`danger`})&&await t.run(async()=>{await me(`/api/members/${e.user_id}`).catch(e=>{throw mi(e)}),await Te(),xe(`/`,{replace:!0})})},problem:t.problem,clear:t.clear}}function mi(e){return e.code===`last_owner`&&(e.detail=Q.lastOwner),e}var hi=/* @__PURE__ */ e({default:()=>gi});function gi(){let e=jn(),[t,n]=r(null),i=U(),a=Dn(e.dirty),o=()=>{let t=e.wrong();n(t),t||i.run(async t=>{try{let{data:n}=await w(`/api/tenants`,{name:e.name,slug:e.slug},{key:t,tenant:null});a(),await Te(),xe(`/t/${n.slug}/`)}catch(e){throw e.code===`slug_taken`?ke(e,`slug`,k.slugTaken):e}})},s=t??i.problem;return x`<${h} title=${k.create.title} subtitle=${k.create.text} narrow>
<${O}>
<${N} onSubmit=${o} error=${s} busy=${i.busy} fields=${{name:k.name,slug:k.slug}}>
<${Mn} fields=${e} errors=${P(s)} help=${k.create.nameHelp} />
<div class="row"><${b} type="submit" tone="primary" busy=${i.busy}>${k.create.submit}<//></div>
<//>
<//>
<//>`}const _i=k.overview,vi=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),yi=[{name:`leads`,rate:({win_rate:e})=>e,say:_i.won},{name:`calls`,rate:({answer_rate:e})=>e,say:_i.answered},{name:`messages`,rate:({delivery_rate:e})=>e,say:_i.delivered}];function bi({onDone:e}){let t=ee(yi.length),n=()=>--t.current===0&&e();return x`<section aria-labelledby="figures" class="stack stack-3">
<div class="figures-head"><h2 id="figures">${_i.figures}</h2><a class="small" href=${De(`analytics`)}>${_i.analytics}</a></div>
<div class="figures">${yi.map(e=>x`<${xi} key=${e.name} kind=${e} onDone=${n} />`)}</div>
</section>`}function xi({kind:e,onDone:t}){let[i,a]=r(null),[o,s]=r(!1);v(()=>{let n=!0,r=Intl.DateTimeFormat().resolvedOptions().timeZone;return T(`/api/analytics/${e.name}`,{query:{timezone:r,bucket:`day`}}).then(({data:e})=>n&&a(e),()=>n&&s(!0)).finally(()=>n&&t()),()=>n=!1},[]);let c=_i[e.name];if(o)return x`<div class="figure"><h3>${c}</h3><p class="muted small">${_i.failed}</p></div>`;if(!i)return x`<div class="figure"><h3>${c}</h3><${m} lines=${2} /></div>`;let{total:l}=i,u=e.rate(l),d=l.total===0?_i.none:u==null?``:e.say(vi.format(u));return x`<div class="figure">
<h3>${c}</h3>
<p class="figure-number">${n(l.total)}</p>
<p class="muted small figure-note">${d}</p>
<${Xe} label=${_i.perDay(c,n(l.total))} values=${i.buckets.map(({total:e})=>e)} />
</div>`}const Si=k.needs,Ci=({updated_at:e})=>Date.now()-Date.parse(e)<2592e6,wi=[{list:`campaigns`,filter:{status:`paused`},icon:`megaphone`,say:Si.paused,test:({error_code:e})=>!!e},{list:`campaigns`,filter:{status:`running`},icon:`megaphone`,say:Si.campaignDoubt,test:({counts:e})=>e?.in_doubt>0},{list:`campaigns`,filter:{status:`failed`},icon:`megaphone`,say:Si.campaigns},{list:`scheduled-calls`,filter:{status:`pending`,sort:`scheduled_at`},icon:`calendar-clock`,say:Si.due,test:({scheduled_at:e})=>Date.parse(e)<=Date.now()},{list:`scheduled-calls`,filter:{status:`running`},icon:`calendar-clock`,say:Si.callDoubt,test:({in_doubt:e})=>e},{list:`scheduled-calls`,filter:{status:`failed`,sort:`-updated_at`},icon:`calendar-clock`,say:Si.scheduled},{list:`calls`,filter:{status:`failed`,sort:`-updated_at`},icon:`phone-call`,say:Si.calls},{list:`messages`,filter:{status:`failed`,sort:`-updated_at`},icon:`message-square`,say:Si.messages},{list:`messages`,filter:{status:`undelivered`,sort:`-updated_at`},icon:`message-square`,say:Si.undelivered},{list:`phones`,filter:{},icon:`phone`,say:Si.phones,test:({blocked_reason:e})=>!!e},{list:`image-jobs`,filter:{status:`failed`,sort:`-updated_at`},icon:`image`,say:Si.images},{list:`webhooks`,filter:{status:`paused`},icon:`webhook`,say:Si.webhooksPaused,test:()=>!0,role:`admin`},{list:`webhooks`,filter:{status:`disabled`},icon:`webhook`,say:Si.webhooksOff,test:()=>!0,role:`admin`}];async function Ti({list:e,filter:t,icon:n,say:r,test:i=Ci}){let{data:a}=await T(de(p(e)),{query:{...t,limit:5},quiet:!0}),o=a.items.filter(i).length;if(o===0)return null;let s=o===5&&!!a.next_cursor,c=new URLSearchParams(t).toString();return{icon:n,text:r(s?`5+`:String(o),o===1),href:De(e)+(c?`?${c}`:``)}}async function Ei(){let e=wi.filter(({list:e,role:t=`viewer`})=>p(e)&&wr(t)),t=await ue(e,Ti,{most:6});return{items:t.map(({value:e})=>e).filter(Boolean),failed:t.filter(({ok:e})=>!e).length}}const Di=k.needs;function Oi({ready:e}){let[t,n]=r(null),[i,a]=r(0);v(()=>{if(!e)return;let t=!0;return Ei().then(e=>t&&n(e),()=>t&&n({items:[],failed:1})),()=>t=!1},[e,i]);let{items:o,failed:s}=t??{items:[],failed:0};return x`<${O} title=${Di.title}>
${!t&&x`<${m} lines=${3} />`}
${o.length>0&&x`<ul class="needs">${o.map(({icon:e,text:t,href:n})=>x`<li key=${t}>
<a href=${n}><${d} name=${e} /><span class="grow">${t}</span><${d} name="arrow-right" /></a></li>`)}</ul>`}
${t&&o.length===0&&s===0&&x`<p class="muted">${Di.nothing}</p>`}
${s>0&&x`<div class="row" role="status"><span class="muted">${Di.failed}</span>
<${b} size="small" icon="refresh-cw" onClick=${()=>a(i+1)}>${Di.retry}<//></div>`}
<//>`}const ki=k.steps;function Ai(){let e=Mi(),t=[...S.value?.impersonation?[]:ji(),...e??[]];return x`<${O} title=${k.overview.next}>
${t.length>0&&x`<ul class="next-steps">
${t.map(({title:e,text:t,act:n,href:r,icon:i})=>x`<li key=${r+e}>
<${d} name=${i} />
<div class="grow"><strong>${e}</strong><p class="muted small">${t}</p></div>
<${b} size="small" href=${r} aria-label=${`${n}: ${e}`}>${n}<//>
</li>`)}
</ul>`}
${!e&&x`<${m} lines=${2} />`}
${e&&t.length===0&&x`<p class="muted">${ki.done}</p>`}
<//>`}function ji(){let e=[];return Dr()||e.push({...ki.verify,icon:`mail`,href:`/account/profile`}),(S.value?.factors??[]).length===0&&e.push({...ki.factor,icon:`shield`,href:`/account/security`}),e}function Mi(){let[e,t]=r(null);return v(()=>{let e=!0;return Promise.all([Pi(),Fi()]).then(n=>e&&t(n.filter(Boolean)),()=>e&&t([])),()=>e=!1},[]),e}async function Ni(e,t){try{return(await T(e,{query:t,quiet:!0})).data.items}catch{return null}}async function Pi(){if(!Cr())return null;let[e,t]=await Promise.all([Ni(`/api/members`,{limit:2}),Ni(`/api/invitations`,{limit:1})]);return e?.length!==1||t?.length!==0?null:{...ki.invite,icon:`users`,href:De(`settings`,`invitations`)}}async function Fi(){return!ae()||!re(`member`)?null:(await Ni(`/api/leads`,{limit:1}))?.length===0?{...ki.first,icon:`plus`,href:De(`leads`,`new`)}:null}var Ii=/* @__PURE__ */ e({default:()=>Ri});const Li=k.overview;function Ri(){let[e,t]=r(!1);return x`<${h} title=${Li.title} subtitle=${pe.value?.name}>
<div class="stack stack-5">
<${bi} onDone=${()=>t(!0)} />
<div class="overview-columns">
<div class="stack stack-5"><${Oi} ready=${e} /><${Ai} /></div>
${wr(`admin`)&&x`<${zi} />`}
</div>
</div>
<//>`}function zi(){let e=Fe(`/api/audit-log`,{limit:8}),t=x`<a class="small" href=${De(`settings`,`audit`)}>${Li.allActivity}</a>`;return x`<${O} title=${Li.activity} actions=${t}>
${e.problem&&x`<${M} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&x`<${m} lines=${5} />`}
${e.rows?.length===0&&x`<p class="muted">${Li.nothingYet}</p>`}
${e.rows?.length>0&&x`<ul class="activity">
${e.rows.map((e,t)=>{let n=_r(e);return x`<li key=${`${e.changed_at}${e.row_id}${t}`}>
<span class="grow">${n?x`<a href=${n}>${gr(e)}</a>`:gr(e)}</span>
<span class="muted small nowrap"><${A} value=${e.changed_at} /></span>
</li>`})}
</ul>`}
<//>`}const Bi=k.values,Vi=/^[a-z0-9._-]{1,100}$/;function Hi({row:e,onSaved:t,onCancel:n}){let[a,o]=r(e.key??``),[s,c]=r(e.value??null),[l,u]=r(!0),[d,f]=r(null),p=U();Dn(a!==(e.key??``)||JSON.stringify(s)!==JSON.stringify(e.value??null));let m=()=>{let n=On({key:Vi.test(a)?null:Bi.keyWrong,value:l?null:Bi.valueWrong});f(n),n||p.run(async()=>{let n=`/api/settings/${encodeURIComponent(a)}`;if(!e.key&&await Ui(n))throw On({key:Bi.exists});try{t((await he(n,{value:s},e.version?{ifMatch:`"${e.version}"`}:{})).data)}catch(e){throw e.status===412&&(e.detail=k.changedMeanwhile),e}})},h=d??p.problem,g=P(h);return x`<${N} onSubmit=${m} error=${h} busy=${p.busy} fields=${{key:Bi.key,value:Bi.value}}>
${!e.key&&x`<${y} name="key" label=${Bi.key} help=${Bi.keyHelp} error=${g.key}>
${e=>x`<${i} ...${e} class="mono" maxlength="100" autocomplete="off" value=${a} onChange=${o} />`}
<//>`}
<${y} name="value" label=${e.key?`${Bi.value}: ${e.key}`:Bi.value} help=${Bi.valueHelp} error=${g.value}>
${e=>x`<${He} ...${e} value=${s} onChange=${c} onValid=${u} />`}
<//>
<div class="row">
<${b} type="submit" tone="primary" busy=${p.busy}>${k.save}<//>
<${b} tone="quiet" onClick=${n}>${k.cancel}<//>
</div>
<//>`}async function Ui(e){try{return await T(e),!0}catch(e){if(e.status===404)return!1;throw e}}var Wi=/* @__PURE__ */ e({default:()=>Ki});const $=k.values,Gi=e=>`/api/settings/${encodeURIComponent(e)}`;function Ki(){let[e,t]=r(null),n=ae()&&!e&&x`<${b} tone="primary" icon="plus" onClick=${()=>t({})}>${$.add}<//>`;return x`<${Ar} tab="values" actions=${n}><${qi} editing=${e} onEdit=${t} /><//>`}function qi({editing:e,onEdit:t}){let n=Fe(`/api/settings`),r=E(),i=n.rows?.map(e=>({...e,id:e.key})),o=e=>n.setRows(t=>[...t.filter(({key:t})=>t!==e.key),e].sort((e,t)=>e.key<t.key?-1:1)),s=e=>{o(e),t(null),a($.saved(e.key),{tone:`good`})},c=e=>r.run(async()=>t((await T(Gi(e.key))).data)),l=e=>r.run(async()=>{await me(Gi(e.key),{ifMatch:`"${e.version}"`}).catch(e=>{throw e.status===412?(n.reload(),Object.assign(e,{detail:k.changedMeanwhile})):e}),n.setRows(t=>t.filter(({key:t})=>t!==e.key));let t=async()=>o((await he(Gi(e.key),{value:e.value})).data);a($.removed(e.key),{action:{label:k.undo,run:()=>r.run(t)}})}),u=[{key:`key`,label:$.key,width:`wide`,render:e=>x`<code class="mono">${e.key}</code>`},{key:`value`,label:$.value,width:`wide`,render:e=>x`<code class="mono small value-cell">${JSON.stringify(e.value)}</code>`},{key:`updated_at`,label:$.changed,render:e=>x`<${A} value=${e.updated_at} />`},...ae()?[{key:`acts`,label:$.acts,align:`end`,render:e=>x`<div class="row row-end">
<${b} size="small" tone="quiet" onClick=${()=>c(e)} aria-label=${`${$.change}: ${e.key}`}>${$.change}<//>
<${b} size="small" tone="quiet" onClick=${()=>l(e)} aria-label=${`${$.remove}: ${e.key}`}>${$.remove}<//>
</div>`}]:[]];return x`<${g}>
<p class="muted">${$.intro}</p>
${e&&x`<${O} title=${e.key?$.edit:$.add}>
<${Hi} key=${e.key??``} row=${e} onSaved=${s} onCancel=${()=>t(null)} />
<//>`}
${r.problem&&x`<${C} tone="bad" onClose=${r.clear}>${r.problem.detail??r.problem.message}<//>`}
${n.problem&&x`<${M} problem=${n.problem} onRetry=${n.reload} />`}
${!i&&!n.problem&&x`<${m} lines=${3} />`}
${i?.length===0&&!e&&x`<${f} icon="settings" title=${$.empty}>${$.emptyText}<//>`}
${i?.length>0&&x`<${Ue} caption=${$.title} columns=${u} rows=${i} compact=${[`key`,`value`,`acts`]} />`}
<${Ve} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<//>`}const Ji=k.welcome,Yi=({busy:e,label:t=Ji.next,skip:n})=>x`<div class="row">
<${b} type="submit" tone="primary" busy=${e}>${t}<//>${n}
</div>`;function Xi({skip:e,onDone:t}){let[n,a]=r(S.value?.user.name??``),[o,s]=r(null),c=U(),l=()=>{let e=On({name:n.trim()?null:k.required});s(e),e||c.run(async()=>{n.trim()!==S.value?.user.name&&(await ye(`/auth/me`,{name:n.trim()}),await Te()),t()})},u=o??c.problem;return x`<${N} onSubmit=${l} error=${u} busy=${c.busy} fields=${{name:Ji.you.label}}>
<${y} name="name" label=${Ji.you.label} error=${P(u).name}>
${e=>x`<${i} ...${e} autocomplete="name" maxlength="200" value=${n} onChange=${a} />`}
<//>
<${Yi} busy=${c.busy} skip=${e} />
<//>`}function Zi({own:e,skip:t,onDone:n}){let i=jn(e),[a,o]=r(null),s=U(),c=()=>{let t=i.wrong();o(t),t||s.run(async()=>{try{i.dirty&&await ye(`/api/tenant`,{name:i.name,slug:i.slug},ta(e)),await Te(),n()}catch(e){throw e.code===`slug_taken`?ke(e,`slug`,k.slugTaken):e}})},l=a??s.problem;return x`<${N} onSubmit=${c} error=${l} busy=${s.busy} fields=${{name:k.name,slug:k.slug}}>
<${Mn} fields=${i} errors=${P(l)} />
<${Yi} busy=${s.busy} skip=${t} />
<//>`}function Qi({own:e,skip:t,onDone:n}){let[a,o]=r(``),[s,c]=r(`member`),[l,u]=r(null),d=U();if(!Dr())return x`<div class="stack stack-3"><${qr} /><div class="row">${t}</div></div>`;let f=()=>{let t=On({email:a.trim()?null:k.required});u(t),t||d.run(async t=>{await w(`/api/invitations`,{email:a.trim(),role:s},{...ta(e),key:t}),n()})},p=l??d.problem,m=P(p),h=Object.keys(k.roles).map(e=>({value:e,label:k.roles[e]}));return x`<${N} onSubmit=${f} error=${p} busy=${d.busy} fields=${{email:k.invitations.email,role:k.role}}>
<${y} name="email" label=${k.invitations.email} error=${m.email}>
${e=>x`<${i} ...${e} type="email" autocomplete="off" maxlength="254" value=${a} onChange=${o} />`}
<//>
<${y} name="role" label=${k.role} help=${k.roleHelp[s]} error=${m.role}>
${e=>x`<${We} ...${e} options=${h} value=${s} onChange=${c} />`}
<//>
<${Yi} busy=${d.busy} label=${k.invitations.send} skip=${t} />
<//>`}function $i({own:e,skip:t,onDone:n,onLeave:i}){let[a,o]=r(!1),s=U();return x`<div class="stack stack-3">
${s.problem&&x`<${C} tone="bad">${s.problem.detail??s.problem.message}<//>`}
${a&&x`<p role="status">${Ji.data.added}</p>`}
<div class="row">
${a?x`<${b} tone="primary" onClick=${n}>${Ji.goOn}<//>`:x`<${b} tone="primary" busy=${s.busy} onClick=${()=>s.run(async t=>{for(let[n,r]of Ji.data.leads.entries())await w(`/api/leads`,r,{...ta(e),key:`${t}-${n}`});o(!0)})}>${Ji.data.sample}<//>`}
<${b} onClick=${()=>i(`/t/${e.slug}/leads/import`)}>${Ji.data.import}<//>
${!a&&t}
</div>
</div>`}function ea({onDone:e,onLeave:t}){let n=(S.value?.factors??[]).length>0;return x`<div class="stack stack-3">
${n&&x`<p>${Ji.factor.have}</p>`}
<div class="row">
${!n&&x`<${b} tone="primary" onClick=${()=>t(`/account/security`)}>${Ji.factor.act}<//>`}
<${b} tone=${n?`primary`:`quiet`} onClick=${e}>${Ji.finish}<//>
</div>
</div>`}const ta=e=>({tenant:e?.id});var na=/* @__PURE__ */ e({default:()=>aa});const ra=k.welcome,ia=[[`you`,Xi],[`space`,Zi],[`invite`,Qi],[`data`,$i],[`factor`,ea]];function aa(){let[e,t]=r(0),[n,i]=ia[e],a=S.value?.memberships.find(({home:e})=>e)??S.value?.memberships[0],o=async e=>{await oa(),xe(e??(a?`/t/${a.slug}/`:`/`),{replace:!0})},s=()=>e+1<ia.length?t(e+1):o(),c=x`<${b} tone="quiet" onClick=${s}>${ra.skip}<//>`;return x`<${h} title=${ra.title} subtitle=${ra.step(e+1,ia.length)} narrow
actions=${x`<${b} tone="quiet" onClick=${()=>o()}>${ra.skipAll}<//>`}>
<div class="stack stack-4">
<progress class="welcome-progress" max=${ia.length} value=${e+1} aria-label=${ra.step(e+1,ia.length)}></progress>
<${O} title=${ra[n].title}>
<div class="stack stack-4">
<p class="muted">${ra[n].text}</p>
<${i} key=${n} own=${a} skip=${c} onDone=${s} onLeave=${o} />
</div>
<//>
</div>
<//>`}async function oa(){try{let{data:e}=await T(`/auth/preferences`,{quiet:!0});await he(`/auth/preferences`,{...e,welcomed:!0},{quiet:!0})}catch{}}export{et as S,an as _,ci as a,Ot as b,Hr as c,ar as d,$n as f,dn as g,yn as h,hi as i,Rr as l,Nn as m,Wi as n,ii as o,Un as p,Ii as r,Jr as s,na as t,jr as u,Ut as v,ut as x,Nt as y};