import{t as e}from"./rolldown-runtime.js";import{$ as t,At as n,C as r,Ct as i,Dt as a,E as o,Et as s,F as c,G as l,H as u,J as d,K as f,L as p,M as m,Ot as h,P as g,Q as _,R as v,S as y,T as ee,Tt as te,U as ne,V as re,X as ie,Y as ae,Z as oe,_ as se,_t as ce,at as le,b,ct as ue,dt as x,et as de,g as fe,gt as pe,h as S,ht as me,it as he,jt as ge,k as C,lt as _e,mt as w,n as ve,nt as ye,ot as T,pt as be,q as xe,rt as Se,s as Ce,st as we,t as Te,tt as Ee,u as De,ut as Oe,vt as ke,x as E,xt as Ae,y as je,yt as D,z as O}from"./main.js";import{D as Me,E as Ne,O as k,T as A,a as Pe,n as Fe,o as j,w as Ie}from"./rows.js";import{A as Le,F as Re,I as M,M as N,N as ze,P,c as Be,d as Ve,j as He,k as Ue,l as We,u as Ge}from"./lists.js";import{g as Ke,p as qe,v as F,y as I}from"./sign-in.js";import{t as Je}from"./chart.js";const Ye=()=>!T.value?.impersonation,Xe=[`sessions`,`history`];function Ze({tab:e,actions:t,children:n}){let r=Object.entries(k.tabs).map(([t,n])=>({label:n,href:`/account/${t}`,current:t===e}));return D`<${m} title=${k.tabs[e]} crumbs=${[{label:k.title,href:`/account/profile`}]}
actions=${Ye()?t:null}>
<div class="account-tabs"><${Ne} items=${r} label=${k.title} /></div>
<div class=${`stack stack-5 ${Xe.includes(e)?``:`account-narrow`}`}>
${!Ye()&&D`<${S} tone="info">${k.acting}<//>`}
${n}
</div>
<//>`}var Qe=/* @__PURE__ */ e({default:()=>nt});const $e=k.history,et=e=>$e.kinds[e]??e.replace(/^auth[nz]_/,``).replaceAll(`_`,` `),tt=[{key:`kind`,label:$e.what,width:`wide`,render:e=>et(e.kind)},{key:`succeeded`,label:$e.result,render:e=>D`<${M} tone=${e.succeeded?`good`:`bad`}>${e.succeeded?$e.done:$e.refused}<//>`},{key:`address`,label:$e.from,render:e=>e.address?D`<span class="mono small">${e.address}</span>`:D`<span class="muted">${$e.server}</span>`},{key:`at`,label:$e.when,render:e=>D`<${N} value=${e.at} />`}];function nt(){let e=Me(`/auth/history`);return D`<${Ze} tab="history">
<p class="muted">${$e.intro}</p>
${e.problem&&D`<${P} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&D`<${c} lines=${6} />`}
${e.rows?.length===0&&D`<${g} icon="history" title=${$e.empty} />`}
${e.rows?.length>0&&D`<${ze} caption=${$e.title} columns=${tt} rows=${e.rows} compact=${[`kind`,`succeeded`,`address`,`at`]} />`}
<${Re} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function rt({attempt:e}){if(e.until)return D`<${S} tone="warn"><${fe} until=${e.until} onEnd=${e.clear}>${e=>k.totp.wait(e)}<//><//>`;if(!e.problem)return null;let{detail:t,message:n}=e.problem;return D`<${S} tone="bad" onClose=${e.clear}>${t??n}<//>`}const L=k.profile,it=()=>we.value?.development_mailbox&&D`<a href="/dev/mail" target="_blank" rel="noopener">${L.mailbox}</a>`;function at(){let{user:e}=T.value,[t,n]=h(!1),[r,i]=h(null);return D`<${A} title=${L.email}>
<div class="row">
<strong class="account-address">${e.email??L.none}</strong>
${e.email&&D`<${M} tone=${e.email_verified?`good`:`warn`}>${e.email_verified?L.verified:L.unverified}<//>`}
</div>
${e.email&&!e.email_verified&&D`<${ot} />`}
${e.phone&&D`<p class="small"><span class="muted">${L.phone}: </span>${e.phone}</p>`}
${r&&D`<${S} tone="info" onClose=${()=>i(null)}>${L.sent(r)} ${it()}<//>`}
${Ye()&&(t?D`<${st} onSent=${e=>{n(!1),i(e)}} onCancel=${()=>n(!1)} />`:D`<div class="row"><${u} icon="mail" onClick=${()=>n(!0)}>${e.email?L.change:L.add}<//></div>`)}
<//>`}function ot(){let e=b();return D`<${n}>
<p class="muted">${L.unverifiedText} ${it()}</p>
<${rt} attempt=${e} />
${Ye()&&D`<div class="row">
<${u} size="small" busy=${e.busy} disabled=${e.until!==null} onClick=${()=>e.run(async()=>{await w(`/auth/email/resend`,void 0,{tenant:null}),y(L.resent,{tone:`good`})})}>${L.resend}<//>
</div>`}
<//>`}function st({onSent:e,onCancel:t}){let[n,r]=h(``),[i,a]=h(null),o=b(),s=()=>{let t=n.trim()?null:{status:422,code:`invalid`,errors:[{field:`email`,code:`required`,message:k.required}]};a(t),t||o.run(async()=>{await w(`/auth/email/change`,{email:n.trim()},{tenant:null}),e(n.trim())})},c=i??(o.until?null:je(o.problem));return D`<${F} onSubmit=${s} error=${c} busy=${o.busy} fields=${{email:L.newEmail}}>
${o.until&&D`<${rt} attempt=${o} />`}
<${O} name="email" label=${L.newEmail} help=${L.newEmailHelp} error=${I(c).email}>
${e=>D`<${v} ...${e} type="email" autocomplete="email" maxlength="254" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${u} type="submit" tone="primary" busy=${o.busy} disabled=${o.until!==null}>${L.send}<//>
<${u} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}var ct=/* @__PURE__ */ e({default:()=>ut});const lt=k.profile;function ut(){let{user:e}=T.value??{};return D`<${Ze} tab="profile">
${e?D`<${dt} key=${e.id} /><${at} />`:D`<${c} lines=${6} />`}
<//>`}function dt(){let{user:e,memberships:t}=T.value,n=t.find(e=>e.home)?.slug??``,[r,a]=h(e.name),[o,s]=h(n),[c,l]=h(null),d=b(),f={};r.trim()!==e.name&&(f.name=r.trim()),o&&o!==n&&(f.home_tenant=o);let m=Object.keys(f).length>0;i(()=>m?Ee(()=>p({...lt.guard,tone:`danger`})):void 0,[m]);let g=()=>{let e=r.trim()?null:{status:422,code:`invalid`,errors:[{field:`name`,code:`required`,message:k.required}]};l(e),!e&&m&&d.run(async()=>{await be(`/auth/me`,f,{tenant:null}),await le(),y(k.saved,{tone:`good`})})};i(()=>Ye()?ke(`mod+s`,g):void 0);let _=c??d.problem,ee=I(_),te=!Ye();return D`<${A} title=${lt.about}>
<${F} onSubmit=${g} error=${_} busy=${d.busy} fields=${{name:lt.name,home_tenant:lt.home}}>
<${O} name="name" label=${lt.name} error=${ee.name}>
${e=>D`<${v} ...${e} autocomplete="name" maxlength="200" value=${r} onChange=${a}
disabled=${te} />`}
<//>
${t.length>0&&D`<${O} name="home_tenant" label=${lt.home} help=${lt.homeHelp} error=${ee.home_tenant}>
${e=>D`<${He} ...${e} value=${o} onChange=${s} disabled=${te}
options=${t.map(e=>({value:e.slug,label:e.name}))} />`}
<//>`}
${!te&&D`<div class="row">
<${u} type="submit" tone="primary" busy=${d.busy} disabled=${!m}>${k.save}<//>
</div>`}
<//>
<//>`}const R=k.passkeys,ft=()=>/^[\d.]+$|^\[/.test(location.hostname);function pt({onChanged:e}){let[t,n]=h(null),[r,a]=h(!1),o=b(),s=()=>o.run(async()=>n((await x(`/auth/passkeys`,{tenant:null})).data.items));i(()=>void s(),[]);let l=async t=>{a(!1),n(e=>[...e??[],{...t,last_used_at:null}]),y(R.added(t.name),{tone:`good`}),await e(t.recovery_codes)},d=async t=>{await p({title:R.removeTitle(t.name),body:R.removeBody,confirm:k.remove,tone:`danger`})&&await o.run(async()=>{await Oe(`/auth/passkeys/${t.id}`,{tenant:null}),n(e=>e.filter(({id:e})=>e!==t.id)),y(R.removed(t.name),{tone:`good`}),await e()})},f=[{key:`name`,label:R.name,width:`wide`,render:e=>e.name},{key:`created_at`,label:R.made,render:e=>D`<${N} value=${e.created_at} />`},{key:`last_used_at`,label:R.used,render:e=>e.last_used_at?D`<${N} value=${e.last_used_at} />`:R.never},{key:`actions`,label:R.actions,hidden:!0,align:`end`,render:e=>D`<${u} size="small" tone="quiet"
aria-label=${`${k.remove}: ${e.name}`} onClick=${()=>d(e)}>${k.remove}<//>`}],m=we.value?.passkeys!==!1&&!ft()&&`PublicKeyCredential`in window,g=`${location.protocol}//localhost${location.port?`:${location.port}`:``}${ge(`/account/security`)}`;return D`<${A} title=${R.title}>
<p class="muted">${R.intro}</p>
<${rt} attempt=${o} />
${!t&&!o.problem&&D`<${c} lines=${2} />`}
${!t&&o.problem&&D`<div class="row"><${u} size="small" onClick=${s}>${k.retry}<//></div>`}
${t?.length===0&&!r&&D`<p class="small muted">${R.empty}</p>`}
${t?.length>0&&D`<${ze} caption=${R.title} columns=${f} rows=${t} compact=${[`name`,`last_used_at`,`actions`]} />`}
${ft()&&D`<${S} tone="info">${R.address} <a href=${g}>${R.open}</a><//>`}
${m&&(r?D`<${mt} onAdded=${l} onCancel=${()=>a(!1)} />`:D`<div class="row"><${u} icon="fingerprint" onClick=${()=>a(!0)}>${R.add}<//></div>`)}
<//>`}function mt({onAdded:e,onCancel:t}){let[n,r]=h(``),i=b(),a=()=>i.run(async()=>e(await Ke(n))),o=i.problem&&(i.problem.status===void 0?{detail:i.problem.message||R.failed}:i.problem);return D`<${F} onSubmit=${a} error=${o} busy=${i.busy}>
<${O} name="name" label=${R.name} help=${R.nameHelp} optional>
${e=>D`<${v} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${u} type="submit" tone="primary" busy=${i.busy}>${R.create}<//>
<${u} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}const z=k.password,ht={current_password:z.current,new_password:z.new};function gt(){let[e,t]=h(``),[n,r]=h(``),[i,a]=h(!1),[o,s]=h(null),c=b(),l=()=>{let o=[];e||o.push({field:`current_password`,code:`required`,message:k.required}),[...n].length<8&&o.push({field:`new_password`,code:`short`,message:n?z.short:k.required}),s(o.length?{status:422,code:`invalid`,errors:o}:null),o.length||c.run(async()=>{try{await w(`/auth/password/change`,{current_password:e,new_password:n,revoke_api_keys:i},{tenant:null})}catch(e){throw e.errors?.some(({code:e})=>e===`password_wrong`)?se(e,`current_password`,z.wrong):je(e)}t(``),r(``),a(!1),y(z.changed,{tone:`good`})})},d=o??(c.until?null:c.problem),f=I(d);return D`<${A} title=${z.title}>
${c.until&&D`<${rt} attempt=${c} />`}
<${F} onSubmit=${l} error=${d} busy=${c.busy} fields=${ht}>
<input class="visually-hidden" type="text" autocomplete="username" value=${T.value.user.email??``} readonly tabindex="-1" aria-hidden="true" />
<${O} name="current_password" label=${z.current} error=${f.current_password}>
${n=>D`<${Te} ...${n} autocomplete="current-password" value=${e} onChange=${t} />`}
<//>
<${O} name="new_password" label=${z.new} help=${z.newHelp} error=${f.new_password}>
${e=>D`<${Te} ...${e} autocomplete="new-password" maxlength="128" value=${n} onChange=${r} />`}
<//>
<div>
<${Ie} label=${z.keys} value=${i} onChange=${a} />
<p class="small muted">${z.keysHelp} ${z.others}</p>
</div>
<div class="row">
<${u} type="submit" tone="primary" busy=${c.busy} disabled=${c.until!==null}>${z.submit}<//>
</div>
<//>
${T.value.user.email&&D`<${_t} email=${T.value.user.email} />`}
<//>`}function _t({email:e}){let t=b();return D`<div class="stack stack-2">
<div class="row small"><span class="muted">${z.forgot}</span>
<${u} size="small" tone="quiet" busy=${t.busy} disabled=${t.until!==null} onClick=${()=>t.run(async()=>{await w(`/auth/password/forgot`,{email:e},{tenant:null}),y(z.linkSent(e),{tone:`good`})})}>${z.sendLink}<//>
</div>
<${rt} attempt=${t} />
</div>`}const vt=k.recovery;function yt({onCodes:e}){let t=b(),n=T.value.factors.length>0;return D`<${A} title=${vt.title}>
<p class="muted">${n?vt.intro:vt.needFactor}</p>
<${rt} attempt=${t} />
${n&&D`<div class="row"><${u} icon="refresh-cw" busy=${t.busy} onClick=${async()=>{await p({title:vt.renewTitle,body:vt.renewBody,confirm:vt.renew})&&await t.run(async()=>e((await w(`/auth/mfa/recovery-codes`,void 0,{tenant:null})).data.recovery_codes))}}>${vt.renew}<//></div>`}
<//>`}function bt({codes:e,onClose:t}){if(!e)return null;let n=e.join(`
`);return D`<${re} open title=${vt.dialog}
actions=${D`<${u} tone="primary" onClick=${t}>${vt.kept}<//>`}>
<div class="stack stack-4">
<p>${vt.once}</p>
<ol class="recovery-codes mono">${e.map(e=>D`<li key=${e}>${e}</li>`)}</ol>
<div class="row">
<${ve} value=${n} label=${vt.copy} />
<${u} size="small" icon="download" onClick=${()=>Le(vt.file,new Blob([`${n}\n`],{type:`text/plain`}))}>${vt.download}<//>
</div>
</div>
<//>`}const B=k.totp,xt=(e,t)=>e.code===`proof_refused`?se(e,t,B.codeWrong):e;function St({onChanged:e}){let t=T.value.factors.includes(`totp`),[n,r]=h(null),[i,a]=h(!1),o=b(),s=()=>o.run(async()=>r((await w(`/auth/mfa/totp/enroll`,void 0,{tenant:null})).data)),c=async(t,n)=>{await e(n),r(null),a(!1),y(t,{tone:`good`})},l=D`<${M} tone=${t?`good`:`muted`}>${t?B.on:B.off}<//>`,d=!n&&!i;return D`<${A} title=${B.title} actions=${l}>
<p class="muted">${B.intro}</p>
<${rt} attempt=${o} />
${n&&D`<${wt} enrolled=${n} onDone=${e=>c(B.enabled,e)} onCancel=${()=>r(null)} />`}
${i&&D`<${Tt} onDone=${()=>c(B.disabled)} onCancel=${()=>a(!1)} />`}
${d&&D`<div class="row">${t?D`<${u} onClick=${()=>a(!0)}>${B.disable}<//>`:D`<${u} tone="primary" icon="smartphone" busy=${o.busy} onClick=${s}>${B.setUp}<//>`}</div>`}
<//>`}function Ct(e){let[t,n]=h(null);return i(()=>{let t=URL.createObjectURL(new Blob([e],{type:`image/svg+xml`}));return n(t),()=>URL.revokeObjectURL(t)},[e]),t}function wt({enrolled:e,onDone:t,onCancel:n}){let[r,i]=h(``),a=b(),o=Ct(e.qr_svg),s=e=>a.run(async()=>{try{let{data:n}=await w(`/auth/mfa/totp/confirm`,{code:e},{tenant:null});t(n.recovery_codes)}catch(e){throw i(``),xt(e,`code`)}}),c=a.until?null:a.problem;return D`<div class="stack stack-4">
<p>${B.scan}</p>
<div class="totp">
<div class="totp-qr">${o&&D`<img src=${o} alt=${B.qr} width="200" height="200" />`}</div>
<div class="stack stack-2">
<p class="small muted">${B.type}</p>
<div class="secret-box"><code class="mono" aria-label=${B.secret}>${e.secret.replace(/(.{4})(?=.)/g,`$1 `)}</code>
<${ve} value=${e.secret} label=${B.copySecret} /></div>
<p class="small"><a href=${e.otpauth_url}>${B.open}</a></p>
</div>
</div>
${a.until&&D`<${rt} attempt=${a} />`}
<${F} onSubmit=${()=>s(r)} error=${c} busy=${a.busy} fields=${{code:B.code}}>
<${O} name="code" label=${B.code} error=${I(c).code}>
${e=>D`<${qe} ...${e} value=${r} onChange=${i} onComplete=${s} />`}
<//>
<div class="row">
<${u} type="submit" tone="primary" busy=${a.busy} disabled=${r.length<6||a.until!==null}>${B.confirm}<//>
<${u} tone="quiet" onClick=${n}>${k.cancel}<//>
</div>
<//>
</div>`}function Tt({onDone:e,onCancel:t}){let[n,r]=h(``),i=b(),a=n.trim(),o=/^[\d -]{6,9}$/.test(a)?{code:a}:{recovery_code:a},s=()=>i.run(async()=>{try{await w(`/auth/mfa/totp/disable`,o,{tenant:null}),e()}catch(e){let t=e.errors?.map(e=>({...e,field:`proof`}));throw t?.length?Object.assign(e,{errors:t}):xt(e,`proof`)}}),c=i.until?null:i.problem;return D`<${F} onSubmit=${s} error=${c} busy=${i.busy} fields=${{proof:B.proof}}>
${i.until&&D`<${rt} attempt=${i} />`}
<${O} name="proof" label=${B.proof} help=${B.disableText} error=${I(c).proof}>
${e=>D`<${v} ...${e} autocomplete="one-time-code" maxlength="40" value=${n} onChange=${r} />`}
<//>
<div class="row">
<${u} type="submit" tone="danger" busy=${i.busy} disabled=${!a||i.until!==null}>${B.disable}<//>
<${u} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}var Et=/* @__PURE__ */ e({default:()=>Dt});function Dt(){let[e,t]=h(null),n=e=>(e?.length&&t(e),le());return D`<${Ze} tab="security">
${!T.value&&D`<${c} lines=${8} />`}
${T.value&&Ye()&&D`
<${gt} />
<${St} onChanged=${n} />
<${pt} onChanged=${n} />
<${yt} onCodes=${n} />`}
<${bt} codes=${e} onClose=${()=>t(null)} />
<//>`}const Ot=[[`Edge`,/Edg(?:A|iOS)?\//],[`Opera`,/OPR\//],[`Firefox`,/(?:Firefox|FxiOS)\//],[`Chrome`,/(?:Chrome|Chromium|CriOS)\//],[`Safari`,/Safari\//],[`curl`,/^curl\//]],kt=[[`Android`,/Android/],[`iPhone`,/iPhone/],[`iPad`,/iPad/],[`Windows`,/Windows/],[`macOS`,/Mac OS X|Macintosh/],[`ChromeOS`,/CrOS/],[`Linux`,/Linux/]];function At(e){if(!e)return null;let t=t=>t.find(([,t])=>t.test(e))?.[0],[n,r]=[t(Ot),t(kt)];return n&&r?`${n} on ${r}`:n??r??e.split(/[ /]/)[0].slice(0,40)}var jt=/* @__PURE__ */ e({default:()=>Mt});const V=k.sessions;function Mt(){let[e,t]=h(null),[n,r]=h(null),a=b(),o=async()=>{try{t((await x(`/auth/sessions`,{tenant:null})).data.items),r(null)}catch(e){r(e)}};i(()=>void o(),[]);let s=e=>a.run(async()=>{await Oe(`/auth/sessions/${e.id}`,{tenant:null}),t(t=>t.filter(({id:t})=>t!==e.id)),y(V.ended,{tone:`good`})}),l=async()=>{await p({title:V.allTitle,body:V.allBody,confirm:V.all,tone:`danger`})&&await a.run(async()=>{await w(`/auth/logout-all`,void 0,{tenant:null}),await ue()})},d=[{key:`device`,label:V.device,width:`wide`,render:e=>D`<span class="row">
<span title=${e.user_agent??void 0}>${e.device_name||At(e.user_agent)||V.unknown}</span>
${e.current&&D`<${M} tone="good">${V.current}<//>`}
</span>`},{key:`address`,label:V.from,render:e=>D`<span class="mono small">${e.address??``}</span>`},{key:`created_at`,label:V.signedIn,render:e=>D`<${N} value=${e.created_at} />`},{key:`last_seen_at`,label:V.seen,render:e=>D`<${N} value=${e.last_seen_at} />`},{key:`expires_at`,label:V.ends,render:e=>D`<${N} value=${e.expires_at} />`},...Ye()?[{key:`actions`,label:V.actions,hidden:!0,align:`end`,render:e=>!e.current&&D`<${u} size="small" tone="quiet"
aria-label=${`${V.end}: ${e.device_name||At(e.user_agent)||V.unknown}`} onClick=${()=>s(e)}>${V.end}<//>`}]:[]],f=D`<${u} icon="log-out" busy=${a.busy} onClick=${l}>${V.all}<//>`;return D`<${Ze} tab="sessions" actions=${f}>
<p class="muted">${V.intro}</p>
<${rt} attempt=${a} />
${n&&!e&&D`<${P} problem=${n} onRetry=${o} />`}
${!n&&!e&&D`<${c} lines=${4} />`}
${e&&D`<${ze} caption=${V.title} columns=${d} rows=${e} compact=${[`device`,`address`,`last_seen_at`,`actions`]} />`}
<//>`}function Nt({tab:e,title:t,actions:n,children:r}){let i=Object.entries(E.tabs).map(([t,n])=>({label:n,href:`/platform/${t}`,current:t===e})),a=he(),o=(T.value?.factors??[]).length>0,s=t?[{label:E.tabs[e],href:`/platform/${e}`}]:[{label:E.title,href:`/platform/tenants`}];return D`<${m} title=${t??E.tabs[e]} crumbs=${a?s:[]} actions=${a&&o?n:null}>
${!a&&D`<${g} icon="lock" title=${E.closed.title}>${E.closed.text}<//>`}
${a&&!o&&D`<${g} icon="shield" title=${E.factor.title}
action=${D`<${u} tone="primary" href="/account/security">${E.factor.act}<//>`}>${E.factor.text}<//>`}
${a&&o&&D`<div class="settings-tabs"><${Ne} items=${i} label=${E.title} /></div>
<div class="stack stack-5 settings-body">${r}</div>`}
<//>`}function Pt({pages:e,empty:t,caption:r,columns:i,compact:a,rowHref:o}){return D`<${n}>
${e.problem&&D`<${P} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&D`<${c} lines=${6} />`}
${e.rows?.length===0&&D`<${g} icon=${t.icon} title=${t.title}>${t.text}<//>`}
${e.rows?.length>0&&D`<${ze} caption=${r} columns=${i} rows=${e.rows} compact=${a} rowHref=${o} />`}
<${Re} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function Ft({name:e,label:t,help:n,type:r=`search`,maxlength:a=200,valid:o=()=>!0}){let s=ye.value.query.get(e)??``,[c,l]=h(s);return i(()=>l(s),[s]),i(()=>{if(c.trim()===s||c&&!o(c.trim()))return;let t=setTimeout(()=>Se({[e]:c.trim()||null},{replace:!0}),300);return()=>clearTimeout(t)},[c]),D`<${O} name=${e} label=${t} help=${n} required=${!1}>
${e=>D`<${v} ...${e} type=${r} maxlength=${a} autocomplete="off" value=${c} onChange=${l} />`}
<//>`}function It(...e){let{query:t}=ye.value;return Object.fromEntries(e.map(e=>[e,t.get(e)]).filter(([,e])=>e))}const Lt=E.search,Rt=/* @__PURE__ */ new Map;function zt(e){let t=Rt.get(e);return t||(Rt.set(e,t=Ae(null)),x(`/admin/tenants/${encodeURIComponent(e)}`,{quiet:!0}).then(({data:e})=>t.value=e.name,()=>{})),t.value}function Bt({id:e}){if(!e)return null;let t=zt(e);return D`<a class=${t?``:`mono small id-cell`} href=${`/platform/tenants/${e}`} title=${e}>${t??e}</a>`}var Vt=/* @__PURE__ */ e({default:()=>Kt});const Ht=E.denied,Ut=e=>e?D`<code class="mono small id-cell" title=${e}>${e}</code>`:``,Wt=e=>D`<${Bt} id=${e} />`,Gt=[{key:`route`,label:Ht.route,width:`wide`,render:e=>D`<code class="mono small">${e.route}</code>
${e.alert&&D` <${M} tone="bad">${Ht.alert}<//>`}`},{key:`actor_id`,label:Ht.actor,render:e=>Ut(e.actor_id)},{key:`actor_tenant_id`,label:Ht.from,render:e=>Wt(e.actor_tenant_id)},{key:`owner_tenant_id`,label:Ht.owner,render:e=>Wt(e.owner_tenant_id)},{key:`row_id`,label:Ht.row,render:e=>D`${e.table_name.replaceAll(`_`,` `)} ${Ut(e.row_id)}`},{key:`address`,label:Ht.address,render:e=>e.address??``},{key:`request_id`,label:Ht.request,render:e=>Ut(e.request_id)},{key:`at`,label:Ht.at,render:e=>D`<${N} value=${e.at} />`}];function Kt(){return D`<${Nt} tab="denied"><${qt} /><//>`}function qt(){let e=Me(`/admin/denied-accesses`),t={icon:`ban`,title:Ht.empty,text:Ht.emptyText};return D`<${n}>
<p class="muted">${Ht.text}</p>
<${Pt} pages=${e} empty=${t} caption=${E.tabs.denied} columns=${Gt} compact=${[`route`,`actor_id`,`owner_tenant_id`,`at`]} />
<//>`}const Jt=E.health;function Yt({health:e}){return D`<div class="figures">${Object.entries(e.jobs).map(([e,t])=>D`<a key=${e} class="figure" href=${`/platform/jobs?state=${e}`}>
<span>${E.jobs.states[e]??e}</span><span class="figure-number">${C(t)}</span>
</a>`)}</div>
<p class="muted">${Jt.oldest}: ${e.oldest_due_at?D`<${N} value=${e.oldest_due_at} />`:Jt.none}</p>`}const Xt=E.health,Zt=[`failed`,`in_doubt`];function Qt(e){let t=/* @__PURE__ */ new Map;for(let n of e){let e=[n.tenant_id,n.kind,n.state].join(` `),{count:r}=t.get(e)??{count:0};t.set(e,{newest:n,...t.get(e),key:e,count:r+1})}return[...t.values()].sort((e,t)=>t.count-e.count)}const $t=({tenant_id:e,kind:t,state:n})=>`/platform/jobs?${new URLSearchParams({state:n,kind:t,...e&&{tenant:e}})}`,en=[{key:`tenant`,label:Xt.tenant,width:`wide`,render:({newest:e})=>e.tenant_id?D`<${Bt} id=${e.tenant_id} />`:Xt.installation},{key:`kind`,label:Xt.kind,render:({newest:e})=>D`<code class="mono small">${e.kind}</code>`},{key:`count`,label:Xt.dead,render:({newest:e,count:t})=>D`<a href=${$t(e)}>${C(t)} ${E.jobs.states[e.state].toLowerCase()}</a>`},{key:`error`,label:E.jobs.error,width:`wide`,render:({newest:e})=>e.last_error??``},{key:`at`,label:Xt.newest,render:({newest:e})=>D`<${N} value=${e.finished_at??e.due_at} />`}];function tn({turn:e}){let[t,n]=h(null),[r,a]=h(null),o=async()=>{a(null);try{let e=await Promise.all(Zt.map(e=>x(`/admin/jobs`,{query:{state:e,limit:100}})));n({groups:Qt(e.flatMap(({data:e})=>e.items)),more:e.some(({data:e})=>e.next_cursor)})}catch(e){a(e)}};return i(()=>void o(),[e]),D`<section class="stack stack-3" aria-labelledby="trouble">
<h2 id="trouble">${Xt.trouble}</h2>
<p class="muted">${Xt.troubleText}</p>
${r&&D`<${P} problem=${r} onRetry=${o} />`}
${!t&&!r&&D`<${c} lines=${3} />`}
${t?.groups.length===0&&D`<p>${Xt.noTrouble}</p>`}
${t?.groups.length>0&&D`<${ze} caption=${Xt.trouble} columns=${en} rows=${t.groups} rowKey=${e=>e.key} compact=${[`tenant`,`kind`,`count`,`error`]} />`}
${t?.more&&D`<p class="small muted">${Xt.newestOnly(100)}</p>`}
</section>`}var nn=/* @__PURE__ */ e({default:()=>sn});const H=E.health;function rn({row:e}){return e.error?D`<${M} tone="bad">${H.failed}<//> <span class="small">${e.error}</span>`:e.late?D`<${M} tone="warn">${H.late}<//>`:e.finished_at?D`<${M} tone="good">${H.good}<//>`:D`<${M} tone="info">${H.running}<//>`}const an=[{key:`task`,label:H.task,width:`wide`,render:e=>D`<code class="mono small">${e.task}</code>`},{key:`state`,label:H.state,render:e=>D`<${rn} row=${e} />`},{key:`interval_ms`,label:H.every,render:e=>o(e.interval_ms/1e3)},{key:`started_at`,label:H.last,render:e=>D`<${N} value=${e.started_at} />`},{key:`succeeded_at`,label:H.succeeded,render:e=>D`<${N} value=${e.succeeded_at} />`},{key:`duration_ms`,label:H.took,align:`end`,render:e=>e.duration_ms===null||e.duration_ms===void 0?``:H.ms(C(e.duration_ms))},{key:`rows`,label:H.rows,align:`end`,render:e=>e.rows===null||e.rows===void 0?``:C(e.rows)},{key:`node`,label:H.node,render:e=>D`<span class="small muted">${e.node}</span>`}],on=(e,t)=>Number(!!(t.error||t.late))-Number(!!(e.error||e.late));function sn(){return D`<${Nt} tab="health"><${cn} /><//>`}function cn(){let[e,t]=h(null),r=b(),[a,o]=h(0),s=()=>r.run(async()=>{o(e=>e+1),t((await x(`/admin/health`)).data)});return i(()=>void s(),[]),e?D`<${n}>
${r.problem&&D`<${P} problem=${r.problem} onRetry=${s} />`}
<section class="stack stack-3" aria-labelledby="jobs-by-state">
<div class="row"><h2 id="jobs-by-state" class="grow">${H.jobs}</h2><${u} size="small" icon="rotate-ccw" busy=${r.busy} onClick=${s}>${H.refresh}<//></div>
<${Yt} health=${e} />
</section>
<${tn} turn=${a} />
<section class="stack stack-3" aria-labelledby="periodic-tasks">
<h2 id="periodic-tasks">${H.tasks}</h2>
<${ze} caption=${H.tasks} columns=${an} rows=${[...e.periodic_tasks].sort(on)} rowKey=${e=>e.task} compact=${[`task`,`state`,`started_at`]} />
</section>
<//>`:r.problem?D`<${P} problem=${r.problem} onRetry=${s} />`:D`<${c} lines=${6} />`}var ln=/* @__PURE__ */ e({default:()=>pn});const un=E.impersonations,dn=({name:e,email:t,id:n})=>e||t||n,fn=[{key:`user`,label:un.user,width:`wide`,render:e=>dn(e.user)},{key:`tenant`,label:un.tenant,render:e=>D`<a href=${`/platform/tenants/${e.tenant.id}`}>${e.tenant.name}</a>`},{key:`admin`,label:un.admin,render:e=>dn(e.admin)},{key:`reason`,label:un.reason,width:`wide`,render:e=>e.reason},{key:`mode`,label:un.mode,render:e=>e.read_only?un.reading:un.writing},{key:`state`,label:un.state,render:e=>D`<${M} tone=${e.live?`warn`:`muted`}>${e.live?un.live:un.over}<//>`},{key:`created_at`,label:un.started,render:e=>D`<${N} value=${e.created_at} />`}];function pn(){return D`<${Nt} tab="impersonations"><${mn} /><//>`}function mn(){let e=Me(`/admin/impersonations`),t={icon:`eye`,title:un.empty,text:un.emptyText};return D`<${Pt} pages=${e} empty=${t} caption=${E.tabs.impersonations} columns=${fn}
compact=${[`user`,`tenant`,`admin`,`reason`,`state`]} />`}const U=E.jobs,hn=[`failed`,`in_doubt`];function gn({row:e,state:t,onClose:n}){let r=e=>e&&D`<${N} value=${e} />`,i=[[U.state,t],[U.tries,U.of(e.attempts,e.max_tries)],[U.tenant,e.tenant_id&&D`<${Bt} id=${e.tenant_id} />`],[U.error,e.last_error],[U.delivery,U.deliveries[e.delivery]??e.delivery],[U.created,r(e.created_at)],[U.due,r(e.due_at)],[U.lease,r(e.lease_until)],[U.finished,r(e.finished_at)],[U.id,D`<span class="row"><code class="mono small">${e.id}</code><${ve} value=${e.id} /></span>`]],a=`bulkhead jobs retry ${e.id}`;return D`<${re} open title=${e.kind} onClose=${n} actions=${D`<${u} onClick=${n}>${U.close}<//>`}>
<div class="stack stack-4">
<dl class="fields">${i.filter(([,e])=>e).map(([e,t])=>D`<div key=${e} class="fields-row"><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>
${hn.includes(e.state)&&D`<p>${e.state===`failed`?U.retryFailed:U.retryDoubt}</p>
<div class="secret-box"><code class="mono small">${a}</code><${ve} value=${a} /></div>`}
</div>
<//>`}var _n=/* @__PURE__ */ e({default:()=>Cn});const W=E.jobs,vn={waiting:`muted`,running:`info`,done:`good`,failed:`bad`,in_doubt:`warn`,cancelled:`muted`},yn=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,bn=e=>e?D`<${N} value=${e} />`:``;function xn({row:e}){return D`<${M} tone=${vn[e.state]}>${W.states[e.state]??e.state}<//>`}const Sn=[{key:`state`,label:W.state,render:e=>D`<${xn} row=${e} />`},{key:`attempts`,label:W.tries,render:e=>D`<span class="nowrap">${W.of(e.attempts,e.max_tries)}</span>`},{key:`tenant_id`,label:W.tenant,render:e=>D`<${Bt} id=${e.tenant_id} />`},{key:`last_error`,label:W.error,width:`wide`,render:e=>e.last_error??``},{key:`due_at`,label:W.due,render:e=>bn(e.due_at)},{key:`finished_at`,label:W.finished,render:e=>bn(e.finished_at)}];function Cn(){return D`<${Nt} tab="jobs"><${wn} /><//>`}function wn(){let e=It(`state`,`kind`,`tenant`),t=Me(`/admin/jobs`,e),[r,a]=h(null),[o,s]=h(null);i(()=>{let e=!0;return x(`/admin/health`,{quiet:!0}).then(({data:t})=>e&&s(t),()=>{}),()=>e=!1},[]);let c={key:`kind`,label:W.kind,width:`wide`,render:e=>D`<button class="text-button mono small" type="button"
aria-label=${W.open(e.kind)} onClick=${()=>a(e)}>${e.kind}</button>`},l=Object.entries(W.states).map(([e,t])=>({value:e,label:t})),d={icon:`clock`,title:W.empty,text:W.emptyText};return D`<${n}>
${o&&D`<div class="stack stack-3"><${Yt} health=${o} /></div>`}
<div class="audit-filters" role="search">
<${O} name="state" label=${W.state} required=${!1}>
${e=>D`<${He} ...${e} empty=${E.all} options=${l} value=${ye.value.query.get(`state`)??``}
onChange=${e=>Se({state:e||null})} />`}
<//>
<${Ft} name="kind" label=${W.kind} help=${W.kindHelp} maxlength=${63} valid=${e=>/^[a-z0-9_]*$/.test(e)} />
<${Ft} name="tenant" label=${W.tenantId} maxlength=${36} valid=${e=>yn.test(e)} />
${Object.keys(e).length>0&&D`<${u} tone="quiet" icon="x" onClick=${()=>Se({state:null,kind:null,tenant:null})}>${E.clear}<//>`}
</div>
<${Pt} pages=${t} empty=${d} caption=${E.tabs.jobs} columns=${[c,...Sn]} compact=${[`kind`,`state`,`tenant_id`,`last_error`,`due_at`]} />
${r&&D`<${gn} row=${r} state=${D`<${xn} row=${r} />`} onClose=${()=>a(null)} />`}
<//>`}function Tn(){let e=b(),t=s(null),n=a(n=>e.run(async()=>{t.current??=ce();try{let e=await n(t.current);return t.current=null,e}catch(e){throw e.status>=400&&e.status<500&&(t.current=null),e}}),[e.run]);return{...e,run:n}}function En(e){let t=s({dirty:e,released:!1});return t.current.dirty=e,i(()=>{if(!e)return;let{current:n}=t;return Ee(()=>!n.dirty||n.released||p({...j.discard,tone:`danger`}),()=>n.dirty&&!n.released)},[e]),()=>t.current.released=!0}function Dn(e){let t=Object.keys(e).filter(t=>e[t]).map(t=>({field:t,code:`wrong`,message:e[t]}));return t.length?Object.assign(Error(t[0].message),{status:422,code:`invalid`,detail:t[0].message,errors:t}):null}const On=/^(?=.{2,63}$)[a-z0-9]+(-[a-z0-9]+)*$/;function kn(e){return e.normalize(`NFKD`).replace(/\p{M}/gu,``).toLowerCase().replace(/[^a-z0-9]+/g,`-`).replace(/^-|-$/g,``).slice(0,63).replace(/-$/,``)}function An(e={}){let[t,n]=h(e.name??``),[r,i]=h(e.slug??null),a=r??kn(t);return{name:t.trim(),slug:a,wrong:()=>Dn({name:t.trim()?null:j.required,slug:On.test(a)?null:j.slugWrong}),dirty:t!==(e.name??``)||r!==(e.slug??null),text:t,setName:n,setSlug:e=>i(e.toLowerCase())}}function jn({fields:e,errors:t,help:r}){return D`<${n}>
<${O} name="name" label=${j.name} help=${r} error=${t.name}>
${t=>D`<${v} ...${t} maxlength="200" autocomplete="organization" value=${e.text} onChange=${e.setName} />`}
<//>
<${O} name="slug" label=${j.slug} help=${j.slugHelp} error=${t.slug}>
${t=>D`<${v} ...${t} maxlength="63" autocomplete="off" autocapitalize="none" value=${e.slug} onChange=${e.setSlug} />`}
<//>
<//>`}var Mn=/* @__PURE__ */ e({default:()=>Fn});const Nn=E.onboard,Pn=/^[a-z0-9._-]{0,50}$/;function Fn(){return D`<${Nt} tab="tenants" title=${Nn.title}><${In} /><//>`}function In(){let e=An(),[t,n]=h(``),[r,i]=h(``),[a,o]=h(null),s=Tn(),c=En(e.dirty||t!==``||r!==``),l={name:j.name,slug:j.slug,owner_email:Nn.owner,plan:Nn.plan},d=()=>{let n=Dn({owner_email:t.trim()?null:E.required,plan:Pn.test(r.trim())?null:Nn.planWrong}),i=e.wrong(),a=i&&n?{...i,errors:[...i.errors,...n.errors]}:i??n;o(a),a||s.run(async n=>{let i={name:e.name,slug:e.slug,owner_email:t.trim(),plan:r.trim()||void 0};try{let{data:e}=await w(`/admin/tenants`,i,{key:n});y(Nn.done(i.owner_email),{tone:`good`}),c(),de(`/platform/tenants/${e.id}`,{replace:!0})}catch(e){throw e.code===`slug_taken`?se(e,`slug`,j.slugTaken):e}})},f=a??s.problem,p=I(f);return D`<${A}>
<${F} onSubmit=${d} error=${f} busy=${s.busy} fields=${l}>
<p class="muted">${Nn.text}</p>
<${jn} fields=${e} errors=${p} />
<${O} name="owner_email" label=${Nn.owner} error=${p.owner_email}>
${e=>D`<${v} ...${e} type="email" autocomplete="off" maxlength="254" value=${t} onChange=${n} />`}
<//>
<${O} name="plan" label=${Nn.plan} help=${Nn.planHelp} error=${p.plan} optional>
${e=>D`<${v} ...${e} autocomplete="off" maxlength="50" value=${r} onChange=${i} />`}
<//>
<div class="row">
<${u} type="submit" tone="primary" busy=${s.busy}>${Nn.submit}<//>
<${u} tone="quiet" href="/platform/tenants">${E.cancel}<//>
</div>
<//>
<//>`}const Ln=E.tenant,Rn=Object.keys(Ln.quotas);function zn({row:e,path:t,onSaved:n,onReload:r}){let i=Object.fromEntries([`plan`,...Rn].map(t=>[t,e[t]===null||e[t]===void 0?``:String(e[t])])),[a,o]=h(i),[s,c]=h(null),l=Tn(),d=Object.keys(a).filter(e=>a[e].trim()!==i[e]);En(d.length>0);let f=()=>{let i=Dn(Object.fromEntries(Rn.map(e=>[e,/^\d*$/.test(a[e].trim())?null:Ln.whole])));if(c(i),i||!d.length)return;let o=e=>a[e].trim()===``?null:e===`plan`?a[e].trim():Number(a[e]);l.run(async()=>{try{let r=Object.fromEntries(d.map(e=>[e,o(e)])),{data:i}=await be(t,r,{ifMatch:`"${e.version}"`});y(E.saved,{tone:`good`}),n(i)}catch(e){if(e.status!==412)throw e;y(E.changedMeanwhile,{tone:`warn`}),r()}})},p=s??l.problem,m=I(p),g=e=>t=>o(n=>({...n,[e]:t}));return D`<${A} title=${Ln.limits}>
<${F} onSubmit=${f} error=${p} busy=${l.busy} fields=${{plan:E.tenants.plan,...Ln.quotas}}>
<p class="muted small">${Ln.limitsHelp}</p>
<div class="limit-fields">
<${O} name="plan" label=${E.tenants.plan} error=${m.plan} required=${!1}>
${e=>D`<${v} ...${e} maxlength="50" autocomplete="off" value=${a.plan} onChange=${g(`plan`)} />`}
<//>
${Rn.map(t=>D`<${O} key=${t} name=${t} label=${Ln.quotas[t]} error=${m[t]} required=${!1}
help=${t===`member_quota`?Ln.used(C(e.members)):void 0}>
${e=>D`<${v} ...${e} inputmode="numeric" maxlength="18" autocomplete="off" value=${a[t]} onChange=${g(t)} />`}
<//>`)}
</div>
<div class="row"><${u} type="submit" tone="primary" busy=${l.busy} disabled=${!d.length}>${E.save}<//></div>
<//>
<//>`}const Bn=E.tenant;function Vn({row:e,path:t,onSaved:n}){let[r,i]=h(``),[a,o]=h(null),s=Tn(),c=()=>s.run(async r=>{n((await w(`${t}/resume`,void 0,{key:r})).data),y(Bn.resumed(e.name),{tone:`good`})}),l=()=>{let a=Dn({reason:r.trim()?null:E.required});o(a),a||s.run(async a=>{n((await w(`${t}/suspend`,{reason:r.trim()},{key:a})).data),i(``),y(Bn.isSuspended(e.name),{tone:`good`})})},d=a??s.problem;return e.suspended_at?D`<${A} title=${Bn.suspension}>
<div class="stack stack-3">
${d&&D`<${S} tone="bad">${d.detail??d.message}<//>`}
<p>${Bn.suspendedFor(e.suspended_for??``)}</p>
<div class="row"><${u} tone="primary" busy=${s.busy} onClick=${c}>${Bn.resume}<//></div>
</div>
<//>`:D`<${A} title=${Bn.suspension}>
<${F} onSubmit=${l} error=${d} busy=${s.busy} fields=${{reason:Bn.reason}}>
<p class="muted">${Bn.suspendText}</p>
<${O} name="reason" label=${Bn.reason} help=${Bn.reasonHelp} error=${I(d).reason}>
${e=>D`<${v} ...${e} maxlength="500" autocomplete="off" value=${r} onChange=${i} />`}
<//>
<div class="row"><${u} type="submit" busy=${s.busy}>${Bn.suspend}<//></div>
<//>
<//>`}var Hn=/* @__PURE__ */ e({TenantState:()=>Un,default:()=>Gn});const G=E.tenants;function Un({row:e}){return e.deleted_at?D`<${M} tone="bad">${G.closed}<//>`:e.suspended_at?D`<${M} tone="warn">${G.suspended}<//>`:e.members===0?D`<${M} tone="info">${G.waiting}<//>`:D`<${M} tone="good">${G.open}<//>`}const Wn=[{key:`name`,label:G.name,width:`wide`,render:e=>e.name},{key:`slug`,label:G.slug,render:e=>D`<span class="mono small">${e.slug}</span>`},{key:`state`,label:G.state,render:e=>D`<${Un} row=${e} />`},{key:`plan`,label:G.plan,render:e=>e.plan??(e.kind===`personal`?D`<span class="muted">${G.personal}</span>`:``)},{key:`members`,label:G.members,align:`end`,render:e=>C(e.members)},{key:`created_at`,label:G.created,render:e=>D`<${N} value=${e.created_at} />`}];function Gn(){let e=D`<${u} tone="primary" icon="plus" href="/platform/tenants/new">${G.onboard}<//>`;return D`<${Nt} tab="tenants" actions=${e}><${Kn} /><//>`}function Kn(){let e=Me(`/admin/tenants`,It(`q`)),t={icon:`building`,title:G.empty,text:G.emptyText};return D`<div class="stack stack-4">
<div class="audit-filters" role="search"><${Ft} name="q" label=${Lt} help=${G.searchHelp} /></div>
<${Pt} pages=${e} empty=${t} caption=${E.tabs.tenants} columns=${Wn} compact=${[`name`,`slug`,`state`]}
rowHref=${e=>`/platform/tenants/${e.id}`} />
</div>`}const qn=E.usage,Jn=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),Yn=[`row_quota`,`request_quota`,`invitation_quota`,`storage_quota`];function Xn({members:e,member_quota:t}){let n=C(e);return t==null?qn.open(n):e>=t?qn.full(n,C(t)):qn.of(n,C(t),Jn.format(e/t),C(t-e))}function Zn({row:e}){let t=Yn.map(t=>[t,e[t]??null]),n=(e,t)=>t===null?e===`storage_quota`?qn.free:qn.usual:e===`storage_quota`?r(t):C(t);return D`<${A} title=${e.plan?qn.titleOf(e.plan):qn.title}>
<${Pe} label=${E.tenants.members} text=${Xn(e)} value=${e.members} most=${e.member_quota??null} />
<dl class="facts">${t.map(([e,t])=>D`<div key=${e}><dt>${qn.most[e]}</dt><dd>${n(e,t)}</dd></div>`)}</dl>
<p class="muted small">${qn.untold}</p>
<//>`}var Qn=/* @__PURE__ */ e({default:()=>$n});const K=E.tenant;function $n({params:e}){let t=`/admin/tenants/${encodeURIComponent(e.id)}`,[r,a]=h(null),[o,s]=h(null),l=async()=>{try{a((await x(t)).data),s(null)}catch(e){s(e)}};return i(()=>void l(),[t]),D`<${Nt} tab="tenants" title=${r?.name??E.tabs.tenants}>
${o&&D`<${P} problem=${o} onRetry=${l} />`}
${!r&&!o&&D`<${c} lines=${6} />`}
${r&&!o&&D`<${n}>
<${er} row=${r} />
<${Zn} row=${r} />
${!r.deleted_at&&D`<${zn} key=${r.version} row=${r} path=${t} onSaved=${a} onReload=${l} />`}
${!r.deleted_at&&D`<${Vn} row=${r} path=${t} onSaved=${a} />`}
<${tr} row=${r} path=${t} onSaved=${a} onReload=${l} />
<//>`}
<//>`}function er({row:e}){let t=[[E.tenants.state,D`<${Un} row=${e} />`],[E.tenants.slug,D`<code class="mono">${e.slug}</code>`],[K.kind,e.kind],[E.tenants.members,C(e.members)],...e.kind===`personal`?[]:[[K.invitation,e.members===0?K.invited:K.accepted]],[K.factor,e.require_second_factor?K.yes:K.no],[E.tenants.created,D`<${N} value=${e.created_at} />`],[K.id,D`<span class="row"><code class="mono small">${e.id}</code><${ve} value=${e.id} /></span>`]];return D`<dl class="facts">${t.map(([e,t])=>D`<div key=${e}><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>`}function tr({row:e,path:t,onSaved:n,onReload:r}){let i=Tn();return D`<${A} title=${K.close}>
<div class="stack stack-3">
${i.problem&&D`<${S} tone="bad">${i.problem.detail??i.problem.message}<//>`}
${e.deleted_at?D`<p class="muted">${K.removal} <${N} value=${e.deleted_at} /></p>
<div class="row"><${u} icon="rotate-ccw" busy=${i.busy} onClick=${()=>i.run(async r=>{n((await w(`${t}/restore`,void 0,{key:r})).data),y(K.restored(e.name),{tone:`good`})})}>${K.restore}<//></div>`:D`<p class="muted">${K.closeText}</p>
<div class="row"><${u} tone="danger" busy=${i.busy} onClick=${async()=>{await p({title:K.closeTitle(e.name),body:K.closeBody(e.members),confirm:K.close,tone:`danger`,typed:e.slug})&&await i.run(async()=>{await Oe(t),y(K.isClosed(e.name),{tone:`good`}),await r()})}}>${K.close}<//></div>`}
</div>
<//>`}const nr=E.impersonate;async function rr(e){let{data:t}=await x(`/admin/tenants`,{query:{q:e.trim(),limit:20}});return t.items.filter(({deleted_at:e})=>!e).map(({slug:e,name:t})=>({value:e,label:t,hint:e}))}function ir({user:e,name:t,onClose:n}){let r=te(),[i,a]=h(null),[o,s]=h(``),[c,l]=h(!1),[d,f]=h(null),p=Tn(),m=()=>{let t=Dn({tenant:i?null:E.required,reason:o.trim().length>=10?null:nr.reasonShort});f(t),t||p.run(async t=>{try{let{data:r}=await w(`/admin/impersonations`,{user_id:e.id,tenant:i,reason:o.trim(),write:c},{key:t});n(),await _e(),de(`/t/${r.tenant.slug}/`)}catch(e){throw e.status===404?se(e,`tenant`,nr.notMember):e}})},g=d??p.problem,_=I(g),v=D`<${u} onClick=${n}>${E.cancel}<//>
<${u} type="submit" form=${r} tone="primary" busy=${p.busy}>${nr.submit}<//>`;return D`<${re} open title=${nr.title(t)} onClose=${n} actions=${v}>
<${F} id=${r} onSubmit=${m} error=${g} busy=${p.busy} fields=${{tenant:nr.tenant,reason:nr.reason,write:nr.write}}>
<p class="muted">${nr.text}</p>
<${O} name="tenant" label=${nr.tenant} help=${nr.tenantHelp} error=${_.tenant}>
${e=>D`<${Ue} ...${e} load=${rr} labelOf=${e=>e} value=${i} onChange=${a} />`}
<//>
<${O} name="reason" label=${nr.reason} help=${nr.reasonHelp} error=${_.reason}>
${e=>D`<${Ge} ...${e} rows=${3} maxlength="500" value=${o} onChange=${s} />`}
<//>
<div class="stack stack-2">
<${Ie} name="write" label=${nr.write} value=${c} onChange=${l} />
<p class="small muted">${nr.writeHelp}</p>
</div>
<//>
<//>`}var ar=/* @__PURE__ */ e({default:()=>sr});const q=E.users,or=e=>e.name||e.email||e.phone||q.unnamed;function sr(){return D`<${Nt} tab="users"><${lr} /><//>`}function cr({row:e}){return D`<span class="row">
${e.disabled_at?D`<${M} tone="bad">${q.disabled}<//>`:D`<${M} tone="good">${q.active}<//>`}
${e.platform_admin&&D`<${M} tone="info">${q.admin}<//>`}
${e.email&&!e.email_verified&&D`<${M} tone="warn">${q.unverified}<//>`}
</span>`}function lr(){let e=Me(`/admin/users`,It(`q`)),t=b(),[r,i]=h(null),a=(t,n)=>e.setRows(e=>e.map(e=>e.id===t.id?{...e,disabled_at:n}:e)),o=e=>t.run(async()=>{await w(`/admin/users/${e.id}/enable`),a(e,null),y(q.isEnabled(or(e)),{tone:`good`})}),s=async e=>{await p({title:q.disableTitle(or(e)),body:q.disableBody,confirm:q.disable,tone:`danger`})&&await t.run(async()=>{await w(`/admin/users/${e.id}/disable`),a(e,(/* @__PURE__ */ new Date()).toISOString()),y(q.isDisabled(or(e)),{tone:`good`})})},c=[{key:`name`,label:q.name,width:`wide`,render:or},{key:`email`,label:q.email,width:`wide`,render:e=>e.email??e.phone??``},{key:`state`,label:q.state,render:e=>D`<${cr} row=${e} />`},{key:`created_at`,label:q.created,render:e=>D`<${N} value=${e.created_at} />`},{key:`acts`,label:E.actions,align:`end`,render:e=>e.id!==T.value?.user.id&&D`<div class="row row-end">
${!e.disabled_at&&D`<${u} size="small" tone="quiet" aria-label=${`${q.impersonate} ${or(e)}`} onClick=${()=>i(e)}>${q.impersonate}<//>`}
${e.disabled_at?D`<${u} size="small" tone="quiet" aria-label=${`${q.enable}: ${or(e)}`} onClick=${()=>o(e)}>${q.enable}<//>`:D`<${u} size="small" tone="quiet" aria-label=${`${q.disable}: ${or(e)}`} onClick=${()=>s(e)}>${q.disable}<//>`}
</div>`}],l={icon:`users`,title:q.empty,text:q.emptyText};return D`<${n}>
<div class="audit-filters" role="search"><${Ft} name="q" label=${Lt} help=${q.searchHelp} /></div>
${t.problem&&D`<${S} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
<${Pt} pages=${e} empty=${l} caption=${E.tabs.users} columns=${c} compact=${[`name`,`email`,`state`,`acts`]} />
${r&&D`<${ir} user=${r} name=${or(r)} onClose=${()=>i(null)} />`}
<//>`}const ur=j.activity,dr=e=>f(e.replaceAll(`_`,`-`));function fr(e){let t=e.replaceAll(`_`,` `);return dr(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)}function pr(e){return e.actor_id?e.actor_id===T.value?.user.id?T.value.user.name||T.value.user.email||j.someone:ie(e.actor_id)??j.someone:e.job?`${j.system} (${e.job.replaceAll(`_`,` `)})`:j.system}function mr({table:e,operation:t,fields:n}){let r=n?.deleted_at;return t===`update`&&Array.isArray(r)?r[1]?ur.gone[e]??(dr(e)?ur.binned:ur.removed):ur.unbinned:ur.did[t]??t}function hr({table:e,operation:t,fields:n}){if(ur.things[e])return ur.things[e];let r=dr(e),i=(r?.labels[0]??e.replaceAll(`_`,` `).replace(/s$/,``)).toLowerCase(),a=t!==`update`&&r?.title?n?.[r.title]:null;return typeof a==`string`&&a?`the ${i} “${a.slice(0,60)}”`:ur.a(i)}const gr=e=>ur.sentence(pr(e),mr(e),hr(e));function _r({table:e,row_id:n,operation:r}){let i=dr(e);return!i||i.parent||r===`delete`?null:t(i.plural,n)}function vr({operation:e,fields:t}){return Object.entries(t??{}).map(([t,n])=>e===`update`&&Array.isArray(n)&&n.length===2?{name:t,before:n[0],after:n[1]}:e===`delete`?{name:t,before:n,after:void 0}:{name:t,before:void 0,after:n})}const yr=j.audit,br=e=>e==null?`–`:typeof e==`string`?e:JSON.stringify(e);function xr({line:e,onClose:t}){let n=_r(e),r=vr(e),i=[[yr.when,ee(e.changed_at)],[yr.rowId,e.row_id,!0],[yr.request,e.request_id,!0],[yr.key,e.api_key_id,!0],[yr.job,e.job],[yr.as,e.impersonator_id,!0]].filter(([,e])=>e),a=D`<div class="row row-end">
${n&&D`<${u} href=${n}>${yr.open}<//>`}
<${u} tone="primary" onClick=${t}>${j.close}<//>
</div>`;return D`<${re} open title=${gr(e)} size="large" onClose=${t} actions=${a}>
<div class="stack stack-4">
${r.length===0?D`<p class="muted">${yr.hidden}</p>`:D`<div class="audit-scroll" tabindex="0" role="group" aria-label=${yr.details}>
<table class="audit-changes">
<thead><tr><th scope="col">${yr.field}</th><th scope="col">${yr.before}</th><th scope="col">${yr.after}</th></tr></thead>
<tbody>${r.map(({name:e,before:t,after:n})=>D`<tr key=${e}>
<th scope="row" class="mono small">${e}</th>
<td class="audit-before">${br(t)}</td><td class="audit-after">${br(n)}</td>
</tr>`)}</tbody>
</table>
</div>`}
<dl class="facts">${i.map(([e,t,n])=>D`<div key=${e}>
<dt>${e}</dt>
<dd class="row">${n?D`<code class="mono small">${t}</code><${ve} value=${t} />`:t}</dd>
</div>`)}</dl>
</div>
<//>`}const Sr=[`viewer`,`member`,`admin`,`owner`],Cr=(e=`admin`)=>d(e)&&!T.value?.impersonation,wr=e=>d(e)&&(e===`viewer`||!T.value?.impersonation?.read_only),Tr=e=>Sr.indexOf(e)<=Sr.indexOf(oe());function Er(e=`owner`){return Sr.filter(t=>Tr(t)&&Sr.indexOf(t)<=Sr.indexOf(e)).map(e=>({value:e,label:j.roles[e]}))}const Dr=()=>!!(T.value?.user.email_verified||T.value?.user.phone);function Or(){return D`<${g} icon="lock" title=${j.adminsOnly.title}>${j.adminsOnly.text}<//>`}const kr=[[`general`,`viewer`],[`members`,`viewer`],[`invitations`,`admin`],[`api-keys`,`admin`],[`webhooks`,`admin`],[`values`,`viewer`],[`audit`,`admin`],[`danger`,`viewer`]];function Ar({tab:e,actions:n,children:r}){let i=kr.find(([t])=>t===e)[1],a=kr.filter(([,e])=>wr(e)).map(([n])=>{let r=n===`webhooks`?t(n):t(`settings`,n);return{href:r,label:j.settings.tabs[n],current:n===e||ye.value.path===r}}),o=wr(i);return D`<${m} title=${j.settings.tabs[e]} crumbs=${[{label:j.settings.title,href:t(`settings`,`general`)}]}
actions=${o?n:null}>
<div class="settings-tabs"><${Ne} items=${a} label=${j.settings.title} /></div>
<div class="stack stack-5 settings-body">${o?r:D`<${Or} />`}</div>
<//>`}var jr=/* @__PURE__ */ e({default:()=>Pr});const J=j.audit,Mr=[`tenants`,`memberships`,`invitations`,`api_keys`,`settings`,`impersonations`],Nr=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;function Pr(){return D`<${Ar} tab="audit"><${Fr} /><//>`}function Fr(){let[e,t]=h(null),r=ye.value.query,i={table:r.get(`table`),row_id:r.get(`row_id`),actor_id:r.get(`actor_id`)},a=Object.fromEntries(Object.entries(i).filter(([,e])=>e)),o=Me(`/api/audit-log`,a),s=o.rows?.map((e,t)=>({...e,id:`${e.changed_at} ${e.row_id} ${t}`})),l=[{key:`who`,label:J.who,render:e=>pr(e)},{key:`what`,label:J.what,width:`wide`,render:e=>`${mr(e)} ${hr(e)}`},{key:`fields`,label:J.field,render:e=>D`<span class="muted">${J.fields(Object.keys(e.fields??{}).length)}</span>`},{key:`changed_at`,label:J.when,render:e=>D`<${N} value=${e.changed_at} />`},{key:`acts`,label:J.details,align:`end`,render:e=>D`<${u} size="small" tone="quiet"
aria-label=${J.detailsOf(gr(e))} onClick=${()=>t(e)}>${J.details}<//>`}];return D`<${n}>
<${Ir} filters=${i} />
${o.problem&&D`<${P} problem=${o.problem} onRetry=${o.reload} />`}
${!s&&!o.problem&&D`<${c} lines=${6} />`}
${s?.length===0&&D`<${g} icon="history" title=${J.empty}>${J.emptyText}<//>`}
${s?.length>0&&D`<${ze} caption=${J.title} columns=${l} rows=${s} compact=${[`who`,`what`,`changed_at`,`acts`]} />`}
<${Re} cursor=${o.cursor} busy=${o.busy} onMore=${o.more} />
${e&&D`<${xr} line=${e} onClose=${()=>t(null)} />`}
<//>`}function Ir({filters:e}){let t=[.../* @__PURE__ */ new Set([...Mr,...xe().map(({plural:e})=>e.replaceAll(`-`,`_`))])];e.table&&!t.includes(e.table)&&t.push(e.table);let n=t.map(e=>({value:e,label:fr(e)})).sort((e,t)=>e.label.localeCompare(t.label)),r=e=>(e===``||Nr.test(e.trim()))&&Se({row_id:e.trim()||null},{replace:!0}),i=async e=>{let{data:t}=await x(`/api/members`,{query:{limit:100}});return t.items.map(({user_id:e,name:t,email:n})=>({value:e,label:t||n||e,hint:n})).filter(({label:t,hint:n})=>`${t} ${n??``}`.toLowerCase().includes(e.trim().toLowerCase()))},a=Object.values(e).some(Boolean);return D`<div class="audit-filters" role="search" aria-label=${J.filter}>
<${O} name="table" label=${J.table} required=${!1}>
${t=>D`<${He} ...${t} empty=${J.all} options=${n} value=${e.table??``}
onChange=${e=>Se({table:e||null})} />`}
<//>
<${O} name="actor_id" label=${J.actor} required=${!1}>
${t=>D`<${Ue} ...${t} load=${i} labelOf=${ie} value=${e.actor_id}
onChange=${e=>Se({actor_id:e||null})} />`}
<//>
<${O} name="row_id" label=${J.row} required=${!1}>
${t=>D`<${v} ...${t} class="mono" autocomplete="off" maxlength="36" value=${e.row_id??``} onChange=${r} />`}
<//>
${a&&D`<${u} tone="quiet" icon="x" onClick=${()=>Se({table:null,row_id:null,actor_id:null})}>${J.clear}<//>`}
</div>`}async function Lr(e,t){let{path:n}=e.operations.export,{data:r}=await pe(`GET`,n,{query:{format:t},raw:!0}),i=r instanceof Blob?r:await(r.blob?r.blob():new Response(r).blob()),a=URL.createObjectURL(i),o=document.createElement(`a`);o.href=a,o.download=`${_.value?.slug??`rows`}-${e.plural}.${t}`,o.click(),setTimeout(()=>URL.revokeObjectURL(a),1e4)}var Rr=/* @__PURE__ */ e({default:()=>zr});const Y=j.danger;function zr(){return D`<${Ar} tab="danger"><${Br} /><${Vr} /><//>`}function Br(){let e=b(),t=xe().filter(({operations:e,parent:t})=>e.export&&!t),n=(t,n)=>e.run(()=>Lr(t,n)),r=()=>e.run(async()=>{for(let e of t)await Lr(e,`ndjson`);y(Y.done(t.length),{tone:`good`})}),i=({transfer:e})=>[`csv`,`ndjson`].filter(t=>!e?.length||e.includes(t));return D`<${A} title=${Y.export}>
<div class="stack stack-4">
<p class="muted">${Y.exportText}</p>
${e.problem&&D`<${S} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
<ul class="export-list">
${t.map(t=>D`<li key=${t.plural} class="row">
<span class="grow">${t.labels[1]}</span>
${i(t).map(r=>D`<${u} key=${r} size="small" tone="quiet" disabled=${e.busy}
aria-label=${Y.get(t.labels[1],Y[r])} onClick=${()=>n(t,r)}>${Y[r]}<//>`)}
</li>`)}
</ul>
<div class="row"><${u} icon="download" busy=${e.busy} onClick=${r}>${Y.all}<//></div>
</div>
<//>`}function Vr(){let e=b(),{name:t,slug:r}=_.value??{};return D`<${A} title=${Y.close}>
<div class="stack stack-4">
<p class="muted">${Y.closeText}</p>
${e.problem&&D`<${S} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
${Cr(`owner`)?D`<${n}>
${_.value?.kind===`personal`&&D`<p>${Y.personal}</p>`}
<div class="row"><${u} tone="danger" busy=${e.busy} onClick=${async()=>{await p({title:Y.closeTitle(t),body:Y.closeBody,confirm:Y.closeButton,tone:`danger`,typed:r})&&await e.run(async()=>{await Oe(`/api/tenant`),await le(),y(Y.closed(t),{tone:`good`}),de(`/`,{replace:!0})})}}>${Y.closeButton}<//></div>
<//>`:D`<p>${T.value?.impersonation?j.adminsOnly.title:Y.ownersOnly}</p>`}
</div>
<//>`}var Hr=/* @__PURE__ */ e({default:()=>Ur});function Ur(){let[e,t]=h(null),[n,r]=h(null),a=async()=>{try{let{data:e}=await x(`/api/tenant`);t(e),r(null)}catch(e){r(e)}};return i(()=>void a(),[]),D`<${Ar} tab="general">
${n&&!e&&D`<${P} problem=${n} onRetry=${a} />`}
${!n&&!e&&D`<${c} lines=${5} />`}
${e&&D`<${Wr} key=${e.version} row=${e} onReload=${a} onSaved=${t} />`}
<//>`}function Wr({row:e,onReload:t,onSaved:r}){let[a,o]=h(e.name),[c,l]=h(e.slug),[d,f]=h(e.require_second_factor),[p,m]=h(null),g=Tn(),_=Cr(`admin`),ee={};a.trim()!==e.name&&(ee.name=a.trim()),c!==e.slug&&(ee.slug=c),d!==e.require_second_factor&&(ee.require_second_factor=d);let te=Object.keys(ee).length>0,ne=En(te),re=()=>{let n=Dn({name:a.trim()?null:j.required,slug:On.test(c)?null:j.slugWrong});m(n),!n&&te&&g.run(async()=>{try{let{data:t}=await be(`/api/tenant`,ee,{ifMatch:`"${e.version}"`});ne(),await le(),r(t),y(j.saved,{tone:`good`}),t.slug!==e.slug&&de(`/t/${t.slug}/settings/general`,{replace:!0})}catch(e){if(e.status===412)return y(j.changedMeanwhile,{tone:`warn`}),t();throw e.code===`slug_taken`?se(e,`slug`,j.slugTaken):e}})},ie=s(re);ie.current=re,i(()=>_?ke(`mod+s`,()=>ie.current()):void 0,[_]);let ae=p??g.problem,oe=I(ae),ce=(T.value?.factors??[]).length>0,b={name:j.name,slug:j.slug,require_second_factor:j.general.factor};return D`<${n}>
<${A}>
<${F} onSubmit=${re} error=${ae} busy=${g.busy} fields=${b}>
<${O} name="name" label=${b.name} error=${oe.name}>
${e=>D`<${v} ...${e} maxlength="200" autocomplete="organization" value=${a}
onChange=${o} disabled=${!_} />`}
<//>
<${O} name="slug" label=${b.slug} error=${oe.slug}
help=${c===e.slug?j.slugHelp:`${j.slugHelp} ${j.general.slugChange}`}>
${e=>D`<${v} ...${e} maxlength="63" autocomplete="off" value=${c}
onChange=${e=>l(e.toLowerCase())} disabled=${!_} />`}
<//>
<${O} name="require_second_factor" label=${j.general.factor} error=${oe.require_second_factor} help=${j.general.factorHelp}>
${e=>D`<${Be} ...${e} value=${d} onChange=${f}
disabled=${!Cr(`owner`)||!ce&&!d} />`}
<//>
${Cr(`owner`)&&!ce&&D`<p class="small muted">
${j.general.factorFirst} <a href="/account/security">${j.general.factorLink}</a>
</p>`}
${_?D`<div class="row"><${u} type="submit" tone="primary" busy=${g.busy} disabled=${!te}>${j.save}<//></div>`:D`<p class="small muted">${j.general.readOnly}</p>`}
<//>
<//>
<dl class="facts">
<div><dt>${j.general.id}</dt><dd class="row"><code class="mono">${e.id}</code><${ve} value=${e.id} /></dd></div>
<div><dt>${j.general.created}</dt><dd><${N} value=${e.created_at} /></dd></div>
</dl>
<//>`}const Gr=j.invitations;function Kr({onSent:e,more:t}){let[n,r]=h(``),[i,a]=h(`member`),[o,s]=h(null),c=Tn();En(n.trim()!==``);let l=()=>{let t=Dn({email:n.trim()?null:j.required});s(t),t||c.run(async t=>{try{let{data:a}=await w(`/api/invitations`,{email:n.trim(),role:i},{key:t});r(``),y(Gr.sent(a.email),{tone:`good`}),e(a)}catch(e){throw e.code===`already_member`?se(e,`email`,Gr.member):e}})},d=o??c.problem,f=I(d);return D`<${F} onSubmit=${l} error=${d} busy=${c.busy} fields=${{email:Gr.email,role:j.role}}>
<div class="grid invite-fields">
<${O} name="email" label=${Gr.email} error=${f.email}>
${e=>D`<${v} ...${e} type="email" autocomplete="off" maxlength="254" value=${n} onChange=${r} />`}
<//>
<${O} name="role" label=${j.role} error=${f.role} help=${j.roleHelp[i]}>
${e=>D`<${He} ...${e} options=${Er()} value=${i} onChange=${a} />`}
<//>
</div>
<div class="row">
<${u} type="submit" tone="primary" busy=${c.busy} disabled=${c.until!==null}>${Gr.send}<//>
${t}
</div>
<//>`}function qr(){let e=b(),t=T.value?.user.email;return D`<${S} tone="warn">
<div class="stack stack-2 verify-first">
<strong>${j.verify.title}</strong>
<span>${j.verify.text(t)}</span>
${e.problem&&D`<span role="alert">${e.problem.detail??e.problem.message}</span>`}
<div class="row">
${t&&D`<${u} size="small" onClick=${()=>e.run(async()=>{await w(`/auth/email/resend`),y(j.verify.sent,{tone:`good`})})} busy=${e.busy} disabled=${e.until!==null}>${j.verify.again}<//>`}
<${u} size="small" tone="quiet" href="/account/profile">${j.verify.account}<//>
${we.value?.development_mailbox&&D`<a href="/dev/mail" target="_blank" rel="noopener noreferrer">${j.verify.mailbox}</a>`}
</div>
</div>
<//>`}var Jr=/* @__PURE__ */ e({default:()=>Yr});const X=j.invitations;function Yr(){return D`<${Ar} tab="invitations"><${Xr} /><//>`}function Xr(){let e=Me(`/api/invitations`),t=b(),r=Cr(),i=t=>e.setRows(e=>[t,...e.filter(({id:e,email:n})=>e!==t.id&&n!==t.email)]),a=e=>t.run(async()=>{let{data:t}=await w(`/api/invitations/${e.id}/resend`);i(t),y(X.resent(e.email),{tone:`good`})}),o=n=>t.run(async()=>{await Oe(`/api/invitations/${n.id}`),e.setRows(e=>e.filter(({id:e})=>e!==n.id));let r=async()=>i((await w(`/api/invitations`,{email:n.email,role:n.role})).data);y(X.withdrawn(n.email),{action:{label:j.undo,run:()=>t.run(r)}})}),s=[{key:`email`,label:X.email,width:`wide`,render:e=>e.email},{key:`role`,label:j.role,render:e=>j.roles[e.role]},{key:`invited_by`,label:X.by,render:e=>D`<${Fe} id=${e.invited_by} />`},{key:`expires_at`,label:X.until,render:e=>new Date(e.expires_at)</* @__PURE__ */ new Date?D`<${M} tone="warn">${X.expired}<//>`:D`<${N} value=${e.expires_at} />`},...r?[{key:`acts`,label:X.acts,align:`end`,render:e=>D`<div class="row row-end">
${Dr()&&D`<${u} size="small" tone="quiet" busy=${t.busy} onClick=${()=>a(e)}
aria-label=${`${X.resend}: ${e.email}`}>${X.resend}<//>`}
<${u} size="small" tone="quiet" onClick=${()=>o(e)} aria-label=${`${X.withdraw}: ${e.email}`}>${X.withdraw}<//>
</div>`}]:[]];return D`<${n}>
${r&&(Dr()?D`<${A} title=${X.form}><${Kr} onSent=${i} /><//>`:D`<${qr} />`)}
<section class="stack stack-3" aria-labelledby="pending-invitations">
<h2 id="pending-invitations">${X.pending}</h2>
${t.problem&&D`<${S} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${e.problem&&D`<${P} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&D`<${c} lines=${3} />`}
${e.rows?.length===0&&D`<${g} icon="mail" title=${X.empty}>${X.emptyText}<//>`}
${e.rows?.length>0&&D`<${ze} caption=${X.pending} columns=${s} rows=${e.rows} compact=${[`email`,`role`,`acts`]} />`}
<${Re} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
</section>
<//>`}const Zr=j.keys;function Qr({things:e,value:t,onChange:n,error:r}){let i=te(),a=e=>{let[r,i]=e.split(`:`);if(t.includes(e))return n(t.filter(t=>t!==e));n([...r===`*`?t.filter(e=>!e.endsWith(`:${i}`)):t,e])},o=(e,n,o,s)=>{let c=e!==`*`&&t.includes(`*:${n}`),l=`${e}:${n}`;return D`<td><label class="scope-box">
<input type="checkbox" name=${s?`scopes`:void 0} aria-label=${o} checked=${c||t.includes(l)} disabled=${c}
aria-invalid=${s&&r?`true`:void 0} aria-describedby=${s&&r?`${i}-error`:void 0} onChange=${()=>a(l)} />
</label></td>`},s=({name:e,label:t,read:n=!0,write:r=!0})=>D`<tr key=${e} class=${e===`*`?`scope-all`:``}>
<th scope="row">${t}</th>
${n?o(e,`read`,Zr.mayRead(t),e===`*`):D`<td></td>`}
${r?o(e,`write`,Zr.mayWrite(t)):D`<td></td>`}
</tr>`;return D`<fieldset class="scope-set" aria-describedby=${`${i}-help`}>
<legend>${Zr.scopes}</legend>
<p id=${`${i}-help`} class="small muted">${Zr.scopesHelp}</p>
${r&&D`<p id=${`${i}-error`} class="field-error">${r}</p>`}
<div class="scope-scroll" tabindex="0" role="group" aria-label=${Zr.scopes}>
<table class="scope-grid">
<thead><tr><th scope="col">${Zr.thing}</th><th scope="col">${Zr.read}</th><th scope="col">${Zr.write}</th></tr></thead>
<tbody>${s({name:`*`,label:Zr.everything})}${e.map(e=>s({read:!1,write:!1,...e}))}</tbody>
</table>
</div>
</fieldset>`}const $r=j.keys,ei=[`7`,`30`,`90`,`365`,`own`];function ti({onMade:e,onCancel:t}){let[n,r]=h(``),[i,a]=h([]),[o,s]=h(`member`),[c,l]=h(`90`),[d,f]=h(null),[p,m]=h(null),g=ni(),_=Tn();En(n.trim()!==``||i.length>0);let y=()=>{let t=Dn({name:n.trim()?null:j.required,scopes:i.length?null:$r.none,expires_at:c===`own`&&!d?j.required:null});if(m(t),t)return;let r=c===`own`?d:(/* @__PURE__ */ new Date(Date.now()+Number(c)*864e5-6e4)).toISOString();_.run(async t=>{let a={name:n.trim(),scopes:i,role:o,expires_at:r};e((await w(`/api/api-keys`,a,{key:t})).data)})},ee=p??_.problem,te=I(ee),ne={name:$r.name,scopes:$r.scopes,role:$r.role,expires_at:$r.endsAt};return D`<${F} onSubmit=${y} error=${ee} busy=${_.busy} fields=${ne}>
<${O} name="name" label=${$r.name} help=${$r.nameHelp} error=${te.name}>
${e=>D`<${v} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${r} />`}
<//>
<${Qr} things=${g} value=${i} onChange=${a} error=${te.scopes} />
<div class="grid invite-fields">
<${O} name="role" label=${$r.role} error=${te.role} help=${j.roleHelp[o]}>
${e=>D`<${He} ...${e} options=${Er(`admin`)} value=${o} onChange=${s} />`}
<//>
<${O} name="ends" label=${$r.expires}>
${e=>D`<${He} ...${e} options=${ei.map(e=>({value:e,label:$r.ends[e]}))} value=${c} onChange=${l} />`}
<//>
</div>
${(c===`own`||te.expires_at)&&D`<${O} name="expires_at" label=${$r.endsAt} error=${te.expires_at}>
${e=>D`<${Ve} ...${e} value=${d} onChange=${f} />`}
<//>`}
<div class="row">
<${u} type="submit" tone="primary" busy=${_.busy}>${$r.create}<//>
<${u} tone="quiet" onClick=${t}>${j.cancel}<//>
</div>
<//>`}function ni(){let[e,t]=h([]);return i(()=>{let e=!0;return Promise.resolve(l()).then(n=>e&&t(ri(n))),()=>e=!1},[]),e}function ri(e){let t=/* @__PURE__ */ new Map,n=e=>{let[n,r]=e.split(`:`);t.set(n,{...t.get(n),name:n,[r]:!0})};for(let t of Object.values(e?.paths??{}))for(let e of Object.values(t))(e?.security??[]).forEach(e=>(e.apiKey??[]).forEach(n));t.size||xe().forEach(({plural:e})=>[`${e}:read`,`${e}:write`].forEach(n));let r=e=>{let t=e.replaceAll(`-`,` `);return $r.things[e]??f(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)};return[...t.values()].map(e=>({...e,label:r(e.name)})).sort((e,t)=>e.label.localeCompare(t.label))}var ii=/* @__PURE__ */ e({default:()=>ai});const Z=j.keys;function ai(){let[e,t]=h(!1),n=Cr()&&Dr()&&!e&&D`<${u} tone="primary" icon="plus" onClick=${()=>t(!0)}>${Z.create}<//>`;return D`<${Ar} tab="api-keys" actions=${n}>
<${oi} making=${e} onMade=${()=>t(!1)} />
<//>`}function oi({making:e,onMade:t}){let r=Me(`/api/api-keys`),i=b(),[a,o]=h(null),s=({key:e,...n})=>{t(),o(e),r.setRows(e=>[n,...e.filter(({id:e})=>e!==n.id)])},l=async e=>{await p({title:Z.revokeTitle(e.name),body:Z.revokeBody,confirm:Z.revoke,tone:`danger`})&&await i.run(async()=>{await Oe(`/api/api-keys/${e.id}`),r.setRows(t=>t.filter(({id:t})=>t!==e.id)),y(Z.revoked(e.name),{tone:`good`})})},d=[{key:`name`,label:Z.name,width:`wide`,render:e=>e.name},{key:`prefix`,label:Z.prefix,render:e=>D`<code class="mono">${e.prefix}</code>`},{key:`scopes`,label:Z.scopes,width:`wide`,render:e=>D`<span class="mono small scope-list">${e.scopes.join(`, `)}</span>`},{key:`role`,label:j.role,render:e=>j.roles[e.role]??``},{key:`made_by`,label:Z.made,render:e=>D`<${Fe} id=${e.made_by} />`},{key:`last_used_at`,label:Z.used,render:e=>e.last_used_at?D`<${N} value=${e.last_used_at} />`:Z.never},{key:`expires_at`,label:Z.expires,render:e=>D`<${N} value=${e.expires_at} />`},...Cr()?[{key:`acts`,label:Z.acts,align:`end`,render:e=>D`<${u} size="small" tone="quiet"
onClick=${()=>l(e)} aria-label=${`${Z.revoke}: ${e.name}`}>${Z.revoke}<//>`}]:[]];return D`<${n}>
<p class="muted">${Z.intro}</p>
${Cr()&&!Dr()&&D`<${qr} />`}
${e&&D`<${A} title=${Z.make}><${ti} onMade=${s} onCancel=${t} /><//>`}
${i.problem&&D`<${S} tone="bad" onClose=${i.clear}>${i.problem.detail??i.problem.message}<//>`}
${r.problem&&D`<${P} problem=${r.problem} onRetry=${r.reload} />`}
${!r.rows&&!r.problem&&D`<${c} lines=${3} />`}
${r.rows?.length===0&&!e&&D`<${g} icon="key" title=${Z.empty}>${Z.emptyText}<//>`}
${r.rows?.length>0&&D`<${ze} caption=${j.settings.tabs[`api-keys`]} columns=${d} rows=${r.rows}
compact=${[`name`,`prefix`,`expires_at`,`acts`]} />`}
<${Re} cursor=${r.cursor} busy=${r.busy} onMore=${r.more} />
<${si} secret=${a} onClose=${()=>o(null)} />
<//>`}function si({secret:e,onClose:t}){if(!e)return null;let n=D`<${u} tone="primary" onClick=${t}>${Z.secretDone}<//>`;return D`<${re} open title=${Z.secretTitle} actions=${n}>
<div class="stack stack-3">
<p>${Z.secretText}</p>
<div class="secret-box">
<code class="mono" aria-label=${Z.secretLabel}>${e}</code>
<${ve} value=${e} label=${Z.copy} />
</div>
</div>
<//>`}var ci=/* @__PURE__ */ e({default:()=>li});const Q=j.members;function li(){let e=Me(`/api/members`),r=pi(e),i=T.value?.user.id,a=e.rows?.map(e=>({...e,id:e.user_id})),o=(a??[]).filter(({role:e})=>e===`owner`),s=!e.cursor&&o.length===1&&o[0].id===i,l=[{key:`name`,label:Q.name,width:`wide`,render:e=>D`<${n}>${e.name||Q.unnamed}
${e.id===i&&D` <span class="muted">(${Q.you})</span>`}<//>`},...Cr()?[{key:`email`,label:Q.email,width:`wide`,render:e=>e.email??``}]:[],{key:`role`,label:j.role,width:`narrow`,render:e=>D`<${ui} row=${e} locked=${s&&e.id===i}
onChange=${t=>r.change(e,t)} />`},{key:`created_at`,label:Q.since,render:e=>D`<${N} value=${e.created_at} />`},...a?.some(e=>di(e,i,s))?[{key:`acts`,label:Q.acts,align:`end`,render:e=>D`<${fi} row=${e} act=${di(e,i,s)} acts=${r} />`}]:[]],d=Cr()&&D`<${u} tone="primary" icon="mail" href=${t(`settings`,`invitations`)}>${Q.invite}<//>`;return D`<${Ar} tab="members" actions=${d}>
${r.problem&&D`<${S} tone="bad" onClose=${r.clear}>${r.problem.detail??r.problem.message}<//>`}
${s&&D`<${S} tone="info">${Q.lastOwner}<//>`}
${e.problem&&D`<${P} problem=${e.problem} onRetry=${e.reload} />`}
${!a&&!e.problem&&D`<${c} lines=${4} />`}
${a&&D`<${ze} caption=${Q.title} columns=${l} rows=${a} compact=${[`name`,`role`,`acts`]} />`}
<${Re} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function ui({row:e,locked:t,onChange:n}){return t||!Cr()||!Tr(e.role)?D`<span>${j.roles[e.role]}</span>`:D`<${He} aria-label=${Q.roleOf(e.name||Q.unnamed)} options=${Er()} value=${e.role} onChange=${n} />`}function di(e,t,n){return e.id===t?n||T.value?.impersonation?null:`leave`:Cr()&&Tr(e.role)?`remove`:null}function fi({row:e,act:t,acts:n}){return t===`leave`?D`<${u} size="small" tone="quiet" onClick=${()=>n.leave(e)}>${Q.leave}<//>`:t&&D`<${u} size="small" tone="quiet" onClick=${()=>n.remove(e)}
aria-label=${`${Q.remove}: ${e.name||Q.unnamed}`}>${Q.remove}<//>`}function pi(e){let t=b(),n=e=>e.user_id===T.value?.user.id,r=(r,i)=>t.run(async()=>{try{let{data:t}=await be(`/api/members/${r.user_id}`,{role:i},{ifMatch:`"${r.version}"`});return e.setRows(e=>e.map(e=>e.user_id===t.user_id?{...e,...t}:e)),n(r)&&await le(),t}catch(t){if(t.status===412)return y(j.changedMeanwhile,{tone:`warn`}),e.reload();throw mi(t)}});return{change:async(t,i)=>{if(i===t.role)return;if(n(t)&&!await p({title:Q.own,body:Q.ownBody(j.roles[i]),confirm:Q.ownConfirm}))return e.setRows(e=>[...e]);let a=await r(t,i);if(!a)return e.setRows(e=>[...e]);let o=n(t)?void 0:{label:j.undo,run:()=>r(a,t.role)};y(Q.changed(t.name||Q.unnamed,j.roles[i]),{tone:`good`,action:o})},remove:async n=>{await p({title:Q.removeTitle(n.name||n.email||Q.unnamed),body:Q.removeBody,confirm:Q.remove,tone:`danger`})&&await t.run(async()=>{await Oe(`/api/members/${n.user_id}`),e.setRows(e=>e.filter(e=>e.user_id!==n.user_id)),y(Q.removed(n.name||n.email||Q.unnamed),{tone:`good`})})},leave:async e=>{await p({title:Q.leaveTitle(_.value.name),body:Q.leaveBody,confirm:Q.leave,tone:`danger`})&&await t.run(async()=>{await Oe(`/api/members/${e.user_id}`).catch(e=>{throw mi(e)}),await le(),de(`/`,{replace:!0})})},problem:t.problem,clear:t.clear}}function mi(e){return e.code===`last_owner`&&(e.detail=Q.lastOwner),e}var hi=/* @__PURE__ */ e({default:()=>gi});function gi(){let e=An(),[t,n]=h(null),r=Tn(),i=En(e.dirty),a=()=>{let t=e.wrong();n(t),t||r.run(async t=>{try{let{data:n}=await w(`/api/tenants`,{name:e.name,slug:e.slug},{key:t,tenant:null});i(),await le(),de(`/t/${n.slug}/`)}catch(e){throw e.code===`slug_taken`?se(e,`slug`,j.slugTaken):e}})},o=t??r.problem;return D`<${m} title=${j.create.title} subtitle=${j.create.text} narrow>
<${A}>
<${F} onSubmit=${a} error=${o} busy=${r.busy} fields=${{name:j.name,slug:j.slug}}>
<${jn} fields=${e} errors=${I(o)} help=${j.create.nameHelp} />
<div class="row"><${u} type="submit" tone="primary" busy=${r.busy}>${j.create.submit}<//></div>
<//>
<//>
<//>`}const _i=j.overview,vi=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),yi=[{name:`leads`,rate:({win_rate:e})=>e,say:_i.won},{name:`calls`,rate:({answer_rate:e})=>e,say:_i.answered},{name:`messages`,rate:({delivery_rate:e})=>e,say:_i.delivered}];function bi({onDone:e}){let n=s(yi.length),r=()=>--n.current===0&&e();return D`<section aria-labelledby="figures" class="stack stack-3">
<div class="figures-head"><h2 id="figures">${_i.figures}</h2><a class="small" href=${t(`analytics`)}>${_i.analytics}</a></div>
<div class="figures">${yi.map(e=>D`<${xi} key=${e.name} kind=${e} onDone=${r} />`)}</div>
</section>`}function xi({kind:e,onDone:t}){let[n,r]=h(null),[a,o]=h(!1);i(()=>{let n=!0,i=Intl.DateTimeFormat().resolvedOptions().timeZone;return x(`/api/analytics/${e.name}`,{query:{timezone:i,bucket:`day`}}).then(({data:e})=>n&&r(e),()=>n&&o(!0)).finally(()=>n&&t()),()=>n=!1},[]);let s=_i[e.name];if(a)return D`<div class="figure"><h3>${s}</h3><p class="muted small">${_i.failed}</p></div>`;if(!n)return D`<div class="figure"><h3>${s}</h3><${c} lines=${2} /></div>`;let{total:l}=n,u=e.rate(l),d=l.total===0?_i.none:u==null?``:e.say(vi.format(u));return D`<div class="figure">
<h3>${s}</h3>
<p class="figure-number">${C(l.total)}</p>
<p class="muted small figure-note">${d}</p>
<${Je} label=${_i.perDay(s,C(l.total))} values=${n.buckets.map(({total:e})=>e)} />
</div>`}const Si=j.needs,Ci=({updated_at:e})=>Date.now()-Date.parse(e)<2592e6,wi=[{list:`campaigns`,filter:{status:`paused`},icon:`megaphone`,say:Si.paused,test:({error_code:e})=>!!e},{list:`campaigns`,filter:{status:`running`},icon:`megaphone`,say:Si.campaignDoubt,test:({counts:e})=>e?.in_doubt>0},{list:`campaigns`,filter:{status:`failed`},icon:`megaphone`,say:Si.campaigns},{list:`scheduled-calls`,filter:{status:`pending`,sort:`scheduled_at`},icon:`calendar-clock`,say:Si.due,test:({scheduled_at:e})=>Date.parse(e)<=Date.now()},{list:`scheduled-calls`,filter:{status:`running`},icon:`calendar-clock`,say:Si.callDoubt,test:({in_doubt:e})=>e},{list:`scheduled-calls`,filter:{status:`failed`,sort:`-updated_at`},icon:`calendar-clock`,say:Si.scheduled},{list:`calls`,filter:{status:`failed`,sort:`-updated_at`},icon:`phone-call`,say:Si.calls},{list:`messages`,filter:{status:`failed`,sort:`-updated_at`},icon:`message-square`,say:Si.messages},{list:`messages`,filter:{status:`undelivered`,sort:`-updated_at`},icon:`message-square`,say:Si.undelivered},{list:`phones`,filter:{},icon:`phone`,say:Si.phones,test:({blocked_reason:e})=>!!e},{list:`image-jobs`,filter:{status:`failed`,sort:`-updated_at`},icon:`image`,say:Si.images},{list:`webhooks`,filter:{status:`paused`},icon:`webhook`,say:Si.webhooksPaused,test:()=>!0,role:`admin`},{list:`webhooks`,filter:{status:`disabled`},icon:`webhook`,say:Si.webhooksOff,test:()=>!0,role:`admin`}];async function Ti({list:e,filter:n,icon:r,say:i,test:a=Ci}){let{data:o}=await x(De(f(e)),{query:{...n,limit:5},quiet:!0}),s=o.items.filter(a).length;if(s===0)return null;let c=s===5&&!!o.next_cursor,l=new URLSearchParams(n).toString();return{icon:r,text:i(c?`5+`:String(s),s===1),href:t(e)+(l?`?${l}`:``)}}async function Ei(){let e=wi.filter(({list:e,role:t=`viewer`})=>f(e)&&wr(t)),t=await Ce(e,Ti,{most:6});return{items:t.map(({value:e})=>e).filter(Boolean),failed:t.filter(({ok:e})=>!e).length}}const Di=j.needs;function Oi({ready:e}){let[t,n]=h(null),[r,a]=h(0);i(()=>{if(!e)return;let t=!0;return Ei().then(e=>t&&n(e),()=>t&&n({items:[],failed:1})),()=>t=!1},[e,r]);let{items:o,failed:s}=t??{items:[],failed:0};return D`<${A} title=${Di.title}>
${!t&&D`<${c} lines=${3} />`}
${o.length>0&&D`<ul class="needs">${o.map(({icon:e,text:t,href:n})=>D`<li key=${t}>
<a href=${n}><${ne} name=${e} /><span class="grow">${t}</span><${ne} name="arrow-right" /></a></li>`)}</ul>`}
${t&&o.length===0&&s===0&&D`<p class="muted">${Di.nothing}</p>`}
${s>0&&D`<div class="row" role="status"><span class="muted">${Di.failed}</span>
<${u} size="small" icon="refresh-cw" onClick=${()=>a(r+1)}>${Di.retry}<//></div>`}
<//>`}const ki=j.steps;function Ai(){let e=Mi(),t=[...T.value?.impersonation?[]:ji(),...e??[]];return D`<${A} title=${j.overview.next}>
${t.length>0&&D`<ul class="next-steps">
${t.map(({title:e,text:t,act:n,href:r,icon:i})=>D`<li key=${r+e}>
<${ne} name=${i} />
<div class="grow"><strong>${e}</strong><p class="muted small">${t}</p></div>
<${u} size="small" href=${r} aria-label=${`${n}: ${e}`}>${n}<//>
</li>`)}
</ul>`}
${!e&&D`<${c} lines=${2} />`}
${e&&t.length===0&&D`<p class="muted">${ki.done}</p>`}
<//>`}function ji(){let e=[];return Dr()||e.push({...ki.verify,icon:`mail`,href:`/account/profile`}),(T.value?.factors??[]).length===0&&e.push({...ki.factor,icon:`shield`,href:`/account/security`}),e}function Mi(){let[e,t]=h(null);return i(()=>{let e=!0;return Promise.all([Pi(),Fi()]).then(n=>e&&t(n.filter(Boolean)),()=>e&&t([])),()=>e=!1},[]),e}async function Ni(e,t){try{return(await x(e,{query:t,quiet:!0})).data.items}catch{return null}}async function Pi(){if(!Cr())return null;let[e,n]=await Promise.all([Ni(`/api/members`,{limit:2}),Ni(`/api/invitations`,{limit:1})]);return e?.length!==1||n?.length!==0?null:{...ki.invite,icon:`users`,href:t(`settings`,`invitations`)}}async function Fi(){return!ae()||!d(`member`)?null:(await Ni(`/api/leads`,{limit:1}))?.length===0?{...ki.first,icon:`plus`,href:t(`leads`,`new`)}:null}var Ii=/* @__PURE__ */ e({default:()=>Ri});const Li=j.overview;function Ri(){let[e,t]=h(!1);return D`<${m} title=${Li.title} subtitle=${_.value?.name}>
<div class="stack stack-5">
<${bi} onDone=${()=>t(!0)} />
<div class="overview-columns">
<div class="stack stack-5"><${Oi} ready=${e} /><${Ai} /></div>
${wr(`admin`)&&D`<${zi} />`}
</div>
</div>
<//>`}function zi(){let e=Me(`/api/audit-log`,{limit:8}),n=D`<a class="small" href=${t(`settings`,`audit`)}>${Li.allActivity}</a>`;return D`<${A} title=${Li.activity} actions=${n}>
${e.problem&&D`<${P} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&D`<${c} lines=${5} />`}
${e.rows?.length===0&&D`<p class="muted">${Li.nothingYet}</p>`}
${e.rows?.length>0&&D`<ul class="activity">
${e.rows.map((e,t)=>{let n=_r(e);return D`<li key=${`${e.changed_at}${e.row_id}${t}`}>
<span class="grow">${n?D`<a href=${n}>${gr(e)}</a>`:gr(e)}</span>
<span class="muted small nowrap"><${N} value=${e.changed_at} /></span>
</li>`})}
</ul>`}
<//>`}const Bi=j.values,Vi=/^[a-z0-9._-]{1,100}$/;function Hi({row:e,onSaved:t,onCancel:n}){let[r,i]=h(e.key??``),[a,o]=h(e.value??null),[s,c]=h(!0),[l,d]=h(null),f=Tn();En(r!==(e.key??``)||JSON.stringify(a)!==JSON.stringify(e.value??null));let p=()=>{let n=Dn({key:Vi.test(r)?null:Bi.keyWrong,value:s?null:Bi.valueWrong});d(n),n||f.run(async()=>{let n=`/api/settings/${encodeURIComponent(r)}`;if(!e.key&&await Ui(n))throw Dn({key:Bi.exists});try{t((await me(n,{value:a},e.version?{ifMatch:`"${e.version}"`}:{})).data)}catch(e){throw e.status===412&&(e.detail=j.changedMeanwhile),e}})},m=l??f.problem,g=I(m);return D`<${F} onSubmit=${p} error=${m} busy=${f.busy} fields=${{key:Bi.key,value:Bi.value}}>
${!e.key&&D`<${O} name="key" label=${Bi.key} help=${Bi.keyHelp} error=${g.key}>
${e=>D`<${v} ...${e} class="mono" maxlength="100" autocomplete="off" value=${r} onChange=${i} />`}
<//>`}
<${O} name="value" label=${e.key?`${Bi.value}: ${e.key}`:Bi.value} help=${Bi.valueHelp} error=${g.value}>
${e=>D`<${We} ...${e} value=${a} onChange=${o} onValid=${c} />`}
<//>
<div class="row">
<${u} type="submit" tone="primary" busy=${f.busy}>${j.save}<//>
<${u} tone="quiet" onClick=${n}>${j.cancel}<//>
</div>
<//>`}async function Ui(e){try{return await x(e),!0}catch(e){if(e.status===404)return!1;throw e}}var Wi=/* @__PURE__ */ e({default:()=>Ki});const $=j.values,Gi=e=>`/api/settings/${encodeURIComponent(e)}`;function Ki(){let[e,t]=h(null),n=ae()&&!e&&D`<${u} tone="primary" icon="plus" onClick=${()=>t({})}>${$.add}<//>`;return D`<${Ar} tab="values" actions=${n}><${qi} editing=${e} onEdit=${t} /><//>`}function qi({editing:e,onEdit:t}){let r=Me(`/api/settings`),i=b(),a=r.rows?.map(e=>({...e,id:e.key})),o=e=>r.setRows(t=>[...t.filter(({key:t})=>t!==e.key),e].sort((e,t)=>e.key<t.key?-1:1)),s=e=>{o(e),t(null),y($.saved(e.key),{tone:`good`})},l=e=>i.run(async()=>t((await x(Gi(e.key))).data)),d=e=>i.run(async()=>{await Oe(Gi(e.key),{ifMatch:`"${e.version}"`}).catch(e=>{throw e.status===412?(r.reload(),Object.assign(e,{detail:j.changedMeanwhile})):e}),r.setRows(t=>t.filter(({key:t})=>t!==e.key));let t=async()=>o((await me(Gi(e.key),{value:e.value})).data);y($.removed(e.key),{action:{label:j.undo,run:()=>i.run(t)}})}),f=[{key:`key`,label:$.key,width:`wide`,render:e=>D`<code class="mono">${e.key}</code>`},{key:`value`,label:$.value,width:`wide`,render:e=>D`<code class="mono small value-cell">${JSON.stringify(e.value)}</code>`},{key:`updated_at`,label:$.changed,render:e=>D`<${N} value=${e.updated_at} />`},...ae()?[{key:`acts`,label:$.acts,align:`end`,render:e=>D`<div class="row row-end">
<${u} size="small" tone="quiet" onClick=${()=>l(e)} aria-label=${`${$.change}: ${e.key}`}>${$.change}<//>
<${u} size="small" tone="quiet" onClick=${()=>d(e)} aria-label=${`${$.remove}: ${e.key}`}>${$.remove}<//>
</div>`}]:[]];return D`<${n}>
<p class="muted">${$.intro}</p>
${e&&D`<${A} title=${e.key?$.edit:$.add}>
<${Hi} key=${e.key??``} row=${e} onSaved=${s} onCancel=${()=>t(null)} />
<//>`}
${i.problem&&D`<${S} tone="bad" onClose=${i.clear}>${i.problem.detail??i.problem.message}<//>`}
${r.problem&&D`<${P} problem=${r.problem} onRetry=${r.reload} />`}
${!a&&!r.problem&&D`<${c} lines=${3} />`}
${a?.length===0&&!e&&D`<${g} icon="settings" title=${$.empty}>${$.emptyText}<//>`}
${a?.length>0&&D`<${ze} caption=${$.title} columns=${f} rows=${a} compact=${[`key`,`value`,`acts`]} />`}
<${Re} cursor=${r.cursor} busy=${r.busy} onMore=${r.more} />
<//>`}const Ji=j.welcome,Yi=({busy:e,label:t=Ji.next,skip:n})=>D`<div class="row">
<${u} type="submit" tone="primary" busy=${e}>${t}<//>${n}
</div>`;function Xi({skip:e,onDone:t}){let[n,r]=h(T.value?.user.name??``),[i,a]=h(null),o=Tn(),s=()=>{let e=Dn({name:n.trim()?null:j.required});a(e),e||o.run(async()=>{n.trim()!==T.value?.user.name&&(await be(`/auth/me`,{name:n.trim()}),await le()),t()})},c=i??o.problem;return D`<${F} onSubmit=${s} error=${c} busy=${o.busy} fields=${{name:Ji.you.label}}>
<${O} name="name" label=${Ji.you.label} error=${I(c).name}>
${e=>D`<${v} ...${e} autocomplete="name" maxlength="200" value=${n} onChange=${r} />`}
<//>
<${Yi} busy=${o.busy} skip=${e} />
<//>`}function Zi({own:e,skip:t,onDone:n}){let r=An(e),[i,a]=h(null),o=Tn(),s=()=>{let t=r.wrong();a(t),t||o.run(async()=>{try{r.dirty&&await be(`/api/tenant`,{name:r.name,slug:r.slug},ta(e)),await le(),n()}catch(e){throw e.code===`slug_taken`?se(e,`slug`,j.slugTaken):e}})},c=i??o.problem;return D`<${F} onSubmit=${s} error=${c} busy=${o.busy} fields=${{name:j.name,slug:j.slug}}>
<${jn} fields=${r} errors=${I(c)} />
<${Yi} busy=${o.busy} skip=${t} />
<//>`}function Qi({own:e,skip:t,onDone:n}){let[r,i]=h(``),[a,o]=h(`member`),[s,c]=h(null),l=Tn();if(!Dr())return D`<div class="stack stack-3"><${qr} /><div class="row">${t}</div></div>`;let u=()=>{let t=Dn({email:r.trim()?null:j.required});c(t),t||l.run(async t=>{await w(`/api/invitations`,{email:r.trim(),role:a},{...ta(e),key:t}),n()})},d=s??l.problem,f=I(d),p=Object.keys(j.roles).map(e=>({value:e,label:j.roles[e]}));return D`<${F} onSubmit=${u} error=${d} busy=${l.busy} fields=${{email:j.invitations.email,role:j.role}}>
<${O} name="email" label=${j.invitations.email} error=${f.email}>
${e=>D`<${v} ...${e} type="email" autocomplete="off" maxlength="254" value=${r} onChange=${i} />`}
<//>
<${O} name="role" label=${j.role} help=${j.roleHelp[a]} error=${f.role}>
${e=>D`<${He} ...${e} options=${p} value=${a} onChange=${o} />`}
<//>
<${Yi} busy=${l.busy} label=${j.invitations.send} skip=${t} />
<//>`}function $i({own:e,skip:t,onDone:n,onLeave:r}){let[i,a]=h(!1),o=Tn();return D`<div class="stack stack-3">
${o.problem&&D`<${S} tone="bad">${o.problem.detail??o.problem.message}<//>`}
${i&&D`<p role="status">${Ji.data.added}</p>`}
<div class="row">
${i?D`<${u} tone="primary" onClick=${n}>${Ji.goOn}<//>`:D`<${u} tone="primary" busy=${o.busy} onClick=${()=>o.run(async t=>{for(let[n,r]of Ji.data.leads.entries())await w(`/api/leads`,r,{...ta(e),key:`${t}-${n}`});a(!0)})}>${Ji.data.sample}<//>`}
<${u} onClick=${()=>r(`/t/${e.slug}/leads/import`)}>${Ji.data.import}<//>
${!i&&t}
</div>
</div>`}function ea({onDone:e,onLeave:t}){let n=(T.value?.factors??[]).length>0;return D`<div class="stack stack-3">
${n&&D`<p>${Ji.factor.have}</p>`}
<div class="row">
${!n&&D`<${u} tone="primary" onClick=${()=>t(`/account/security`)}>${Ji.factor.act}<//>`}
<${u} tone=${n?`primary`:`quiet`} onClick=${e}>${Ji.finish}<//>
</div>
</div>`}const ta=e=>({tenant:e?.id});var na=/* @__PURE__ */ e({default:()=>aa});const ra=j.welcome,ia=[[`you`,Xi],[`space`,Zi],[`invite`,Qi],[`data`,$i],[`factor`,ea]];function aa(){let[e,t]=h(0),[n,r]=ia[e],i=T.value?.memberships.find(({home:e})=>e)??T.value?.memberships[0],a=async e=>{await oa(),de(e??(i?`/t/${i.slug}/`:`/`),{replace:!0})},o=()=>e+1<ia.length?t(e+1):a(),s=D`<${u} tone="quiet" onClick=${o}>${ra.skip}<//>`;return D`<${m} title=${ra.title} subtitle=${ra.step(e+1,ia.length)} narrow
actions=${D`<${u} tone="quiet" onClick=${()=>a()}>${ra.skipAll}<//>`}>
<div class="stack stack-4">
<progress class="welcome-progress" max=${ia.length} value=${e+1} aria-label=${ra.step(e+1,ia.length)}></progress>
<${A} title=${ra[n].title}>
<div class="stack stack-4">
<p class="muted">${ra[n].text}</p>
<${r} key=${n} own=${i} skip=${s} onDone=${o} onLeave=${a} />
</div>
<//>
</div>
<//>`}async function oa(){try{let{data:e}=await x(`/auth/preferences`,{quiet:!0});await me(`/auth/preferences`,{...e,welcomed:!0},{quiet:!0})}catch{}}export{Qe as S,nn as _,ci as a,Et as b,Hr as c,ar as d,Qn as f,ln as g,_n as h,hi as i,Rr as l,Mn as m,Wi as n,ii as o,Hn as p,Ii as r,Jr as s,na as t,jr as u,Vt as v,ct as x,jt as y};