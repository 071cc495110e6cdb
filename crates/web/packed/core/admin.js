import{t as e}from"./rolldown-runtime.js";import{$ as t,A as n,B as r,C as i,D as a,Dt as o,E as s,Et as c,G as l,I as u,J as d,L as f,Mt as p,N as m,Ot as h,Q as g,S as _,St as ee,U as te,V as v,W as y,X as ne,Y as re,Z as ie,_ as ae,_t as oe,at as se,b as ce,bt as b,c as le,ct as x,d as ue,dt as de,et as fe,ft as pe,g as S,gt as me,ht as C,it as he,jt as w,kt as T,lt as ge,mt as _e,n as ve,nt as ye,ot as be,pt as E,q as xe,rt as Se,st as Ce,t as we,tt as Te,ut as Ee,v as De,vt as Oe,w as ke,wt as D,x as O,yt as Ae,z as je}from"./main.js";import{A as k,D as A,E as Me,O as Ne,a as j,i as Pe,k as Fe,w as Ie}from"./rows.js";import{A as Le,F as M,M as Re,N,O as ze,P as Be,_ as Ve,g as He,h as Ue,j as P,k as We,m as Ge}from"./lists.js";import{g as Ke,p as qe,v as F,y as I}from"./sign-in.js";import{t as Je}from"./chart.js";const Ye=()=>!x.value?.impersonation,Xe=[`sessions`,`history`];function Ze({tab:e,actions:t,children:n}){let r=Object.entries(k.tabs).map(([t,n])=>({label:n,href:`/account/${t}`,current:t===e}));return b`<${m} title=${k.tabs[e]} crumbs=${[{label:k.title,href:`/account/profile`}]}
actions=${Ye()?t:null}>
<div class="account-tabs"><${Ne} items=${r} label=${k.title} /></div>
<div class=${`stack stack-5 ${Xe.includes(e)?``:`account-narrow`}`}>
${!Ye()&&b`<${S} tone="info">${k.acting}<//>`}
${n}
</div>
<//>`}var Qe=/* @__PURE__ */ e({default:()=>nt});const $e=k.history,et=e=>$e.kinds[e]??e.replace(/^auth[nz]_/,``).replaceAll(`_`,` `),tt=[{key:`kind`,label:$e.what,width:`wide`,render:e=>et(e.kind)},{key:`succeeded`,label:$e.result,render:e=>b`<${M} tone=${e.succeeded?`good`:`bad`}>${e.succeeded?$e.done:$e.refused}<//>`},{key:`address`,label:$e.from,render:e=>e.address?b`<span class="mono small">${e.address}</span>`:b`<span class="muted">${$e.server}</span>`},{key:`at`,label:$e.when,render:e=>b`<${P} value=${e.at} />`}];function nt(){let e=Fe(`/auth/history`);return b`<${Ze} tab="history">
<p class="muted">${$e.intro}</p>
${e.problem&&b`<${N} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&b`<${f} lines=${6} />`}
${e.rows?.length===0&&b`<${u} icon="history" title=${$e.empty} />`}
${e.rows?.length>0&&b`<${Re} caption=${$e.title} columns=${tt} rows=${e.rows} compact=${[`kind`,`succeeded`,`address`,`at`]} />`}
<${Be} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function rt({attempt:e}){if(e.until)return b`<${S} tone="warn"><${ae} until=${e.until} onEnd=${e.clear}>${e=>k.totp.wait(e)}<//><//>`;if(!e.problem)return null;let{detail:t,message:n}=e.problem;return b`<${S} tone="bad" onClose=${e.clear}>${t??n}<//>`}const L=k.profile,it=()=>ge.value?.development_mailbox&&b`<a href="/dev/mail" target="_blank" rel="noopener">${L.mailbox}</a>`;function at(){let{user:e}=x.value,[t,n]=T(!1),[r,i]=T(null);return b`<${A} title=${L.email}>
<div class="row">
<strong class="account-address">${e.email??L.none}</strong>
${e.email&&b`<${M} tone=${e.email_verified?`good`:`warn`}>${e.email_verified?L.verified:L.unverified}<//>`}
</div>
${e.email&&!e.email_verified&&b`<${ot} />`}
${e.phone&&b`<p class="small"><span class="muted">${L.phone}: </span>${e.phone}</p>`}
${r&&b`<${S} tone="info" onClose=${()=>i(null)}>${L.sent(r)} ${it()}<//>`}
${Ye()&&(t?b`<${st} onSent=${e=>{n(!1),i(e)}} onCancel=${()=>n(!1)} />`:b`<div class="row"><${y} icon="mail" onClick=${()=>n(!0)}>${e.email?L.change:L.add}<//></div>`)}
<//>`}function ot(){let e=O();return b`<${w}>
<p class="muted">${L.unverifiedText} ${it()}</p>
<${rt} attempt=${e} />
${Ye()&&b`<div class="row">
<${y} size="small" busy=${e.busy} disabled=${e.until!==null} onClick=${()=>e.run(async()=>{await C(`/auth/email/resend`,void 0,{tenant:null}),i(L.resent,{tone:`good`})})}>${L.resend}<//>
</div>`}
<//>`}function st({onSent:e,onCancel:t}){let[n,i]=T(``),[a,o]=T(null),s=O(),c=()=>{let t=n.trim()?null:{status:422,code:`invalid`,errors:[{field:`email`,code:`required`,message:k.required}]};o(t),t||s.run(async()=>{await C(`/auth/email/change`,{email:n.trim()},{tenant:null}),e(n.trim())})},l=a??(s.until?null:ce(s.problem));return b`<${F} onSubmit=${c} error=${l} busy=${s.busy} fields=${{email:L.newEmail}}>
${s.until&&b`<${rt} attempt=${s} />`}
<${v} name="email" label=${L.newEmail} help=${L.newEmailHelp} error=${I(l).email}>
${e=>b`<${r} ...${e} type="email" autocomplete="email" maxlength="254" value=${n} onChange=${i} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${s.busy} disabled=${s.until!==null}>${L.send}<//>
<${y} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}var ct=/* @__PURE__ */ e({default:()=>ut});const lt=k.profile;function ut(){let{user:e}=x.value??{};return b`<${Ze} tab="profile">
${e?b`<${dt} key=${e.id} /><${at} />`:b`<${f} lines=${6} />`}
<//>`}function dt(){let{user:e,memberships:t}=x.value,n=t.find(e=>e.home)?.slug??``,[a,o]=T(e.name),[s,c]=T(n),[l,u]=T(null),d=O(),f={};a.trim()!==e.name&&(f.name=a.trim()),s&&s!==n&&(f.home_tenant=s);let p=Object.keys(f).length>0;D(()=>p?Se(()=>je({...lt.guard,tone:`danger`})):void 0,[p]);let m=()=>{let e=a.trim()?null:{status:422,code:`invalid`,errors:[{field:`name`,code:`required`,message:k.required}]};u(e),!e&&p&&d.run(async()=>{await _e(`/auth/me`,f,{tenant:null}),await Ce(),i(k.saved,{tone:`good`})})};D(()=>Ye()?Ae(`mod+s`,m):void 0);let h=l??d.problem,g=I(h),_=!Ye();return b`<${A} title=${lt.about}>
<${F} onSubmit=${m} error=${h} busy=${d.busy} fields=${{name:lt.name,home_tenant:lt.home}}>
<${v} name="name" label=${lt.name} error=${g.name}>
${e=>b`<${r} ...${e} autocomplete="name" maxlength="200" value=${a} onChange=${o}
disabled=${_} />`}
<//>
${t.length>0&&b`<${v} name="home_tenant" label=${lt.home} help=${lt.homeHelp} error=${g.home_tenant}>
${e=>b`<${Le} ...${e} value=${s} onChange=${c} disabled=${_}
options=${t.map(e=>({value:e.slug,label:e.name}))} />`}
<//>`}
${!_&&b`<div class="row">
<${y} type="submit" tone="primary" busy=${d.busy} disabled=${!p}>${k.save}<//>
</div>`}
<//>
<//>`}const R=k.passkeys,ft=()=>/^[\d.]+$|^\[/.test(location.hostname);function pt({onChanged:e}){let[t,n]=T(null),[r,a]=T(!1),o=O(),s=()=>o.run(async()=>n((await E(`/auth/passkeys`,{tenant:null})).data.items));D(()=>void s(),[]);let c=async t=>{a(!1),n(e=>[...e??[],{...t,last_used_at:null}]),i(R.added(t.name),{tone:`good`}),await e(t.recovery_codes)},l=async t=>{await je({title:R.removeTitle(t.name),body:R.removeBody,confirm:k.remove,tone:`danger`})&&await o.run(async()=>{await pe(`/auth/passkeys/${t.id}`,{tenant:null}),n(e=>e.filter(({id:e})=>e!==t.id)),i(R.removed(t.name),{tone:`good`}),await e()})},u=[{key:`name`,label:R.name,width:`wide`,render:e=>e.name},{key:`created_at`,label:R.made,render:e=>b`<${P} value=${e.created_at} />`},{key:`last_used_at`,label:R.used,render:e=>e.last_used_at?b`<${P} value=${e.last_used_at} />`:R.never},{key:`actions`,label:R.actions,hidden:!0,align:`end`,render:e=>b`<${y} size="small" tone="quiet"
aria-label=${`${k.remove}: ${e.name}`} onClick=${()=>l(e)}>${k.remove}<//>`}],d=ge.value?.passkeys!==!1&&!ft()&&`PublicKeyCredential`in window,m=`${location.protocol}//localhost${location.port?`:${location.port}`:``}${p(`/account/security`)}`;return b`<${A} title=${R.title}>
<p class="muted">${R.intro}</p>
<${rt} attempt=${o} />
${!t&&!o.problem&&b`<${f} lines=${2} />`}
${!t&&o.problem&&b`<div class="row"><${y} size="small" onClick=${s}>${k.retry}<//></div>`}
${t?.length===0&&!r&&b`<p class="small muted">${R.empty}</p>`}
${t?.length>0&&b`<${Re} caption=${R.title} columns=${u} rows=${t} compact=${[`name`,`last_used_at`,`actions`]} />`}
${ft()&&b`<${S} tone="info">${R.address} <a href=${m}>${R.open}</a><//>`}
${d&&(r?b`<${mt} onAdded=${c} onCancel=${()=>a(!1)} />`:b`<div class="row"><${y} icon="fingerprint" onClick=${()=>a(!0)}>${R.add}<//></div>`)}
<//>`}function mt({onAdded:e,onCancel:t}){let[n,i]=T(``),a=O(),o=()=>a.run(async()=>e(await Ke(n))),s=a.problem&&(a.problem.status===void 0?{detail:a.problem.message||R.failed}:a.problem);return b`<${F} onSubmit=${o} error=${s} busy=${a.busy}>
<${v} name="name" label=${R.name} help=${R.nameHelp} optional>
${e=>b`<${r} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${i} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${a.busy}>${R.create}<//>
<${y} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}const z=k.password,ht={current_password:z.current,new_password:z.new};function gt(){let[e,t]=T(``),[n,r]=T(``),[a,o]=T(!1),[s,c]=T(null),l=O(),u=()=>{let s=[];e||s.push({field:`current_password`,code:`required`,message:k.required}),[...n].length<8&&s.push({field:`new_password`,code:`short`,message:n?z.short:k.required}),c(s.length?{status:422,code:`invalid`,errors:s}:null),s.length||l.run(async()=>{try{await C(`/auth/password/change`,{current_password:e,new_password:n,revoke_api_keys:a},{tenant:null})}catch(e){throw e.errors?.some(({code:e})=>e===`password_wrong`)?De(e,`current_password`,z.wrong):ce(e)}t(``),r(``),o(!1),i(z.changed,{tone:`good`})})},d=s??(l.until?null:l.problem),f=I(d);return b`<${A} title=${z.title}>
${l.until&&b`<${rt} attempt=${l} />`}
<${F} onSubmit=${u} error=${d} busy=${l.busy} fields=${ht}>
<input class="visually-hidden" type="text" autocomplete="username" value=${x.value.user.email??``} readonly tabindex="-1" aria-hidden="true" />
<${v} name="current_password" label=${z.current} error=${f.current_password}>
${n=>b`<${we} ...${n} autocomplete="current-password" value=${e} onChange=${t} />`}
<//>
<${v} name="new_password" label=${z.new} help=${z.newHelp} error=${f.new_password}>
${e=>b`<${we} ...${e} autocomplete="new-password" maxlength="128" value=${n} onChange=${r} />`}
<//>
<div>
<${Me} label=${z.keys} value=${a} onChange=${o} />
<p class="small muted">${z.keysHelp} ${z.others}</p>
</div>
<div class="row">
<${y} type="submit" tone="primary" busy=${l.busy} disabled=${l.until!==null}>${z.submit}<//>
</div>
<//>
${x.value.user.email&&b`<${_t} email=${x.value.user.email} />`}
<//>`}function _t({email:e}){let t=O();return b`<div class="stack stack-2">
<div class="row small"><span class="muted">${z.forgot}</span>
<${y} size="small" tone="quiet" busy=${t.busy} disabled=${t.until!==null} onClick=${()=>t.run(async()=>{await C(`/auth/password/forgot`,{email:e},{tenant:null}),i(z.linkSent(e),{tone:`good`})})}>${z.sendLink}<//>
</div>
<${rt} attempt=${t} />
</div>`}const vt=k.recovery;function yt({onCodes:e}){let t=O(),n=x.value.factors.length>0;return b`<${A} title=${vt.title}>
<p class="muted">${n?vt.intro:vt.needFactor}</p>
<${rt} attempt=${t} />
${n&&b`<div class="row"><${y} icon="refresh-cw" busy=${t.busy} onClick=${async()=>{await je({title:vt.renewTitle,body:vt.renewBody,confirm:vt.renew})&&await t.run(async()=>e((await C(`/auth/mfa/recovery-codes`,void 0,{tenant:null})).data.recovery_codes))}}>${vt.renew}<//></div>`}
<//>`}function bt({codes:e,onClose:t}){if(!e)return null;let n=e.join(`
`);return b`<${te} open title=${vt.dialog}
actions=${b`<${y} tone="primary" onClick=${t}>${vt.kept}<//>`}>
<div class="stack stack-4">
<p>${vt.once}</p>
<ol class="recovery-codes mono">${e.map(e=>b`<li key=${e}>${e}</li>`)}</ol>
<div class="row">
<${ve} value=${n} label=${vt.copy} />
<${y} size="small" icon="download" onClick=${()=>We(vt.file,new Blob([`${n}\n`],{type:`text/plain`}))}>${vt.download}<//>
</div>
</div>
<//>`}const B=k.totp,xt=(e,t)=>e.code===`proof_refused`?De(e,t,B.codeWrong):e;function St({onChanged:e}){let t=x.value.factors.includes(`totp`),[n,r]=T(null),[a,o]=T(!1),s=O(),c=()=>s.run(async()=>r((await C(`/auth/mfa/totp/enroll`,void 0,{tenant:null})).data)),l=async(t,n)=>{await e(n),r(null),o(!1),i(t,{tone:`good`})},u=b`<${M} tone=${t?`good`:`muted`}>${t?B.on:B.off}<//>`,d=!n&&!a;return b`<${A} title=${B.title} actions=${u}>
<p class="muted">${B.intro}</p>
<${rt} attempt=${s} />
${n&&b`<${wt} enrolled=${n} onDone=${e=>l(B.enabled,e)} onCancel=${()=>r(null)} />`}
${a&&b`<${Tt} onDone=${()=>l(B.disabled)} onCancel=${()=>o(!1)} />`}
${d&&b`<div class="row">${t?b`<${y} onClick=${()=>o(!0)}>${B.disable}<//>`:b`<${y} tone="primary" icon="smartphone" busy=${s.busy} onClick=${c}>${B.setUp}<//>`}</div>`}
<//>`}function Ct(e){let[t,n]=T(null);return D(()=>{let t=URL.createObjectURL(new Blob([e],{type:`image/svg+xml`}));return n(t),()=>URL.revokeObjectURL(t)},[e]),t}function wt({enrolled:e,onDone:t,onCancel:n}){let[r,i]=T(``),a=O(),o=Ct(e.qr_svg),s=e=>a.run(async()=>{try{let{data:n}=await C(`/auth/mfa/totp/confirm`,{code:e},{tenant:null});t(n.recovery_codes)}catch(e){throw i(``),xt(e,`code`)}}),c=a.until?null:a.problem;return b`<div class="stack stack-4">
<p>${B.scan}</p>
<div class="totp">
<div class="totp-qr">${o&&b`<img src=${o} alt=${B.qr} width="200" height="200" />`}</div>
<div class="stack stack-2">
<p class="small muted">${B.type}</p>
<div class="secret-box"><code class="mono" aria-label=${B.secret}>${e.secret.replace(/(.{4})(?=.)/g,`$1 `)}</code>
<${ve} value=${e.secret} label=${B.copySecret} /></div>
<p class="small"><a href=${e.otpauth_url}>${B.open}</a></p>
</div>
</div>
${a.until&&b`<${rt} attempt=${a} />`}
<${F} onSubmit=${()=>s(r)} error=${c} busy=${a.busy} fields=${{code:B.code}}>
<${v} name="code" label=${B.code} error=${I(c).code}>
${e=>b`<${qe} ...${e} value=${r} onChange=${i} onComplete=${s} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${a.busy} disabled=${r.length<6||a.until!==null}>${B.confirm}<//>
<${y} tone="quiet" onClick=${n}>${k.cancel}<//>
</div>
<//>
</div>`}function Tt({onDone:e,onCancel:t}){let[n,i]=T(``),a=O(),o=n.trim(),s=/^[\d -]{6,9}$/.test(o)?{code:o}:{recovery_code:o},c=()=>a.run(async()=>{try{await C(`/auth/mfa/totp/disable`,s,{tenant:null}),e()}catch(e){let t=e.errors?.map(e=>({...e,field:`proof`}));throw t?.length?Object.assign(e,{errors:t}):xt(e,`proof`)}}),l=a.until?null:a.problem;return b`<${F} onSubmit=${c} error=${l} busy=${a.busy} fields=${{proof:B.proof}}>
${a.until&&b`<${rt} attempt=${a} />`}
<${v} name="proof" label=${B.proof} help=${B.disableText} error=${I(l).proof}>
${e=>b`<${r} ...${e} autocomplete="one-time-code" maxlength="40" value=${n} onChange=${i} />`}
<//>
<div class="row">
<${y} type="submit" tone="danger" busy=${a.busy} disabled=${!o||a.until!==null}>${B.disable}<//>
<${y} tone="quiet" onClick=${t}>${k.cancel}<//>
</div>
<//>`}var Et=/* @__PURE__ */ e({default:()=>Dt});function Dt(){let[e,t]=T(null),n=e=>(e?.length&&t(e),Ce());return b`<${Ze} tab="security">
${!x.value&&b`<${f} lines=${8} />`}
${x.value&&Ye()&&b`
<${gt} />
<${St} onChanged=${n} />
<${pt} onChanged=${n} />
<${yt} onCodes=${n} />`}
<${bt} codes=${e} onClose=${()=>t(null)} />
<//>`}const Ot=[[`Edge`,/Edg(?:A|iOS)?\//],[`Opera`,/OPR\//],[`Firefox`,/(?:Firefox|FxiOS)\//],[`Chrome`,/(?:Chrome|Chromium|CriOS)\//],[`Safari`,/Safari\//],[`curl`,/^curl\//]],kt=[[`Android`,/Android/],[`iPhone`,/iPhone/],[`iPad`,/iPad/],[`Windows`,/Windows/],[`macOS`,/Mac OS X|Macintosh/],[`ChromeOS`,/CrOS/],[`Linux`,/Linux/]];function At(e){if(!e)return null;let t=t=>t.find(([,t])=>t.test(e))?.[0],[n,r]=[t(Ot),t(kt)];return n&&r?`${n} on ${r}`:n??r??e.split(/[ /]/)[0].slice(0,40)}var jt=/* @__PURE__ */ e({default:()=>Mt});const V=k.sessions;function Mt(){let[e,t]=T(null),[n,r]=T(null),a=O(),o=async()=>{try{t((await E(`/auth/sessions`,{tenant:null})).data.items),r(null)}catch(e){r(e)}};D(()=>void o(),[]);let s=e=>a.run(async()=>{await pe(`/auth/sessions/${e.id}`,{tenant:null}),t(t=>t.filter(({id:t})=>t!==e.id)),i(V.ended,{tone:`good`})}),c=async()=>{await je({title:V.allTitle,body:V.allBody,confirm:V.all,tone:`danger`})&&await a.run(async()=>{await C(`/auth/logout-all`,void 0,{tenant:null}),await Ee()})},l=[{key:`device`,label:V.device,width:`wide`,render:e=>b`<span class="row">
<span title=${e.user_agent??void 0}>${e.device_name||At(e.user_agent)||V.unknown}</span>
${e.current&&b`<${M} tone="good">${V.current}<//>`}
</span>`},{key:`address`,label:V.from,render:e=>b`<span class="mono small">${e.address??``}</span>`},{key:`created_at`,label:V.signedIn,render:e=>b`<${P} value=${e.created_at} />`},{key:`last_seen_at`,label:V.seen,render:e=>b`<${P} value=${e.last_seen_at} />`},{key:`expires_at`,label:V.ends,render:e=>b`<${P} value=${e.expires_at} />`},...Ye()?[{key:`actions`,label:V.actions,hidden:!0,align:`end`,render:e=>!e.current&&b`<${y} size="small" tone="quiet"
aria-label=${`${V.end}: ${e.device_name||At(e.user_agent)||V.unknown}`} onClick=${()=>s(e)}>${V.end}<//>`}]:[]],u=b`<${y} icon="log-out" busy=${a.busy} onClick=${c}>${V.all}<//>`;return b`<${Ze} tab="sessions" actions=${u}>
<p class="muted">${V.intro}</p>
<${rt} attempt=${a} />
${n&&!e&&b`<${N} problem=${n} onRetry=${o} />`}
${!n&&!e&&b`<${f} lines=${4} />`}
${e&&b`<${Re} caption=${V.title} columns=${l} rows=${e} compact=${[`device`,`address`,`last_seen_at`,`actions`]} />`}
<//>`}function Nt({tab:e,title:t,actions:n,children:r}){let i=Object.entries(_.tabs).map(([t,n])=>({label:n,href:`/platform/${t}`,current:t===e})),a=be(),o=(x.value?.factors??[]).length>0,s=t?[{label:_.tabs[e],href:`/platform/${e}`}]:[{label:_.title,href:`/platform/tenants`}];return b`<${m} title=${t??_.tabs[e]} crumbs=${a?s:[]} actions=${a&&o?n:null}>
${!a&&b`<${u} icon="lock" title=${_.closed.title}>${_.closed.text}<//>`}
${a&&!o&&b`<${u} icon="shield" title=${_.factor.title}
action=${b`<${y} tone="primary" href="/account/security">${_.factor.act}<//>`}>${_.factor.text}<//>`}
${a&&o&&b`<div class="settings-tabs"><${Ne} items=${i} label=${_.title} /></div>
<div class="stack stack-5 settings-body">${r}</div>`}
<//>`}function Pt({pages:e,empty:t,caption:n,columns:r,compact:i,rowHref:a}){return b`<${w}>
${e.problem&&b`<${N} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&b`<${f} lines=${6} />`}
${e.rows?.length===0&&b`<${u} icon=${t.icon} title=${t.title}>${t.text}<//>`}
${e.rows?.length>0&&b`<${Re} caption=${n} columns=${r} rows=${e.rows} compact=${i} rowHref=${a} />`}
<${Be} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function Ft({name:e,label:t,help:n,type:i=`search`,maxlength:a=200,valid:o=()=>!0}){let s=he.value.query.get(e)??``,[c,l]=T(s);return D(()=>l(s),[s]),D(()=>{if(c.trim()===s||c&&!o(c.trim()))return;let t=setTimeout(()=>se({[e]:c.trim()||null},{replace:!0}),300);return()=>clearTimeout(t)},[c]),b`<${v} name=${e} label=${t} help=${n} required=${!1}>
${e=>b`<${r} ...${e} type=${i} maxlength=${a} autocomplete="off" value=${c} onChange=${l} />`}
<//>`}function It(...e){let{query:t}=he.value;return Object.fromEntries(e.map(e=>[e,t.get(e)]).filter(([,e])=>e))}const Lt=_.search,Rt=/* @__PURE__ */ new Map;function zt(e){let t=Rt.get(e);return t||(Rt.set(e,t=ee(null)),E(`/admin/tenants/${encodeURIComponent(e)}`,{quiet:!0}).then(({data:e})=>t.value=e.name,()=>{})),t.value}function Bt({id:e}){if(!e)return null;let t=zt(e);return b`<a class=${t?``:`mono small id-cell`} href=${`/platform/tenants/${e}`} title=${e}>${t??e}</a>`}var Vt=/* @__PURE__ */ e({default:()=>Kt});const Ht=_.denied,Ut=e=>e?b`<code class="mono small id-cell" title=${e}>${e}</code>`:``,Wt=e=>b`<${Bt} id=${e} />`,Gt=[{key:`route`,label:Ht.route,width:`wide`,render:e=>b`<code class="mono small">${e.route}</code>
${e.alert&&b` <${M} tone="bad">${Ht.alert}<//>`}`},{key:`actor_id`,label:Ht.actor,render:e=>Ut(e.actor_id)},{key:`actor_tenant_id`,label:Ht.from,render:e=>Wt(e.actor_tenant_id)},{key:`owner_tenant_id`,label:Ht.owner,render:e=>Wt(e.owner_tenant_id)},{key:`row_id`,label:Ht.row,render:e=>b`${e.table_name.replaceAll(`_`,` `)} ${Ut(e.row_id)}`},{key:`address`,label:Ht.address,render:e=>e.address??``},{key:`request_id`,label:Ht.request,render:e=>Ut(e.request_id)},{key:`at`,label:Ht.at,render:e=>b`<${P} value=${e.at} />`}];function Kt(){return b`<${Nt} tab="denied"><${qt} /><//>`}function qt(){let e=Fe(`/admin/denied-accesses`),t={icon:`ban`,title:Ht.empty,text:Ht.emptyText};return b`<${w}>
<p class="muted">${Ht.text}</p>
<${Pt} pages=${e} empty=${t} caption=${_.tabs.denied} columns=${Gt} compact=${[`route`,`actor_id`,`owner_tenant_id`,`at`]} />
<//>`}const Jt=_.health;function Yt({health:e}){return b`<div class="figures">${Object.entries(e.jobs).map(([e,t])=>b`<a key=${e} class="figure" href=${`/platform/jobs?state=${e}`}>
<span>${_.jobs.states[e]??e}</span><span class="figure-number">${n(t)}</span>
</a>`)}</div>
<p class="muted">${Jt.oldest}: ${e.oldest_due_at?b`<${P} value=${e.oldest_due_at} />`:Jt.none}</p>`}const Xt=_.health,Zt=[`failed`,`in_doubt`];function Qt(e){let t=/* @__PURE__ */ new Map;for(let n of e){let e=[n.tenant_id,n.kind,n.state].join(` `),{count:r}=t.get(e)??{count:0};t.set(e,{newest:n,...t.get(e),key:e,count:r+1})}return[...t.values()].sort((e,t)=>t.count-e.count)}const $t=({tenant_id:e,kind:t,state:n})=>`/platform/jobs?${new URLSearchParams({state:n,kind:t,...e&&{tenant:e}})}`,en=[{key:`tenant`,label:Xt.tenant,width:`wide`,render:({newest:e})=>e.tenant_id?b`<${Bt} id=${e.tenant_id} />`:Xt.installation},{key:`kind`,label:Xt.kind,render:({newest:e})=>b`<code class="mono small">${e.kind}</code>`},{key:`count`,label:Xt.dead,render:({newest:e,count:t})=>b`<a href=${$t(e)}>${n(t)} ${_.jobs.states[e.state].toLowerCase()}</a>`},{key:`error`,label:_.jobs.error,width:`wide`,render:({newest:e})=>e.last_error??``},{key:`at`,label:Xt.newest,render:({newest:e})=>b`<${P} value=${e.finished_at??e.due_at} />`}];function tn({turn:e}){let[t,n]=T(null),[r,i]=T(null),a=async()=>{i(null);try{let e=await Promise.all(Zt.map(e=>E(`/admin/jobs`,{query:{state:e,limit:100}})));n({groups:Qt(e.flatMap(({data:e})=>e.items)),more:e.some(({data:e})=>e.next_cursor)})}catch(e){i(e)}};return D(()=>void a(),[e]),b`<section class="stack stack-3" aria-labelledby="trouble">
<h2 id="trouble">${Xt.trouble}</h2>
<p class="muted">${Xt.troubleText}</p>
${r&&b`<${N} problem=${r} onRetry=${a} />`}
${!t&&!r&&b`<${f} lines=${3} />`}
${t?.groups.length===0&&b`<p>${Xt.noTrouble}</p>`}
${t?.groups.length>0&&b`<${Re} caption=${Xt.trouble} columns=${en} rows=${t.groups} rowKey=${e=>e.key} compact=${[`tenant`,`kind`,`count`,`error`]} />`}
${t?.more&&b`<p class="small muted">${Xt.newestOnly(100)}</p>`}
</section>`}var nn=/* @__PURE__ */ e({default:()=>sn});const H=_.health;function rn({row:e}){return e.error?b`<${M} tone="bad">${H.failed}<//> <span class="small">${e.error}</span>`:e.late?b`<${M} tone="warn">${H.late}<//>`:e.finished_at?b`<${M} tone="good">${H.good}<//>`:b`<${M} tone="info">${H.running}<//>`}const an=[{key:`task`,label:H.task,width:`wide`,render:e=>b`<code class="mono small">${e.task}</code>`},{key:`state`,label:H.state,render:e=>b`<${rn} row=${e} />`},{key:`interval_ms`,label:H.every,render:e=>a(e.interval_ms/1e3)},{key:`started_at`,label:H.last,render:e=>b`<${P} value=${e.started_at} />`},{key:`succeeded_at`,label:H.succeeded,render:e=>b`<${P} value=${e.succeeded_at} />`},{key:`duration_ms`,label:H.took,align:`end`,render:e=>e.duration_ms===null||e.duration_ms===void 0?``:H.ms(n(e.duration_ms))},{key:`rows`,label:H.rows,align:`end`,render:e=>e.rows===null||e.rows===void 0?``:n(e.rows)},{key:`node`,label:H.node,render:e=>b`<span class="small muted">${e.node}</span>`}],on=(e,t)=>Number(!!(t.error||t.late))-Number(!!(e.error||e.late));function sn(){return b`<${Nt} tab="health"><${cn} /><//>`}function cn(){let[e,t]=T(null),n=O(),[r,i]=T(0),a=()=>n.run(async()=>{i(e=>e+1),t((await E(`/admin/health`)).data)});return D(()=>void a(),[]),e?b`<${w}>
${n.problem&&b`<${N} problem=${n.problem} onRetry=${a} />`}
<section class="stack stack-3" aria-labelledby="jobs-by-state">
<div class="row"><h2 id="jobs-by-state" class="grow">${H.jobs}</h2><${y} size="small" icon="rotate-ccw" busy=${n.busy} onClick=${a}>${H.refresh}<//></div>
<${Yt} health=${e} />
</section>
<${tn} turn=${r} />
<section class="stack stack-3" aria-labelledby="periodic-tasks">
<h2 id="periodic-tasks">${H.tasks}</h2>
<${Re} caption=${H.tasks} columns=${an} rows=${[...e.periodic_tasks].sort(on)} rowKey=${e=>e.task} compact=${[`task`,`state`,`started_at`]} />
</section>
<//>`:n.problem?b`<${N} problem=${n.problem} onRetry=${a} />`:b`<${f} lines=${6} />`}var ln=/* @__PURE__ */ e({default:()=>pn});const un=_.impersonations,dn=({name:e,email:t,id:n})=>e||t||n,fn=[{key:`user`,label:un.user,width:`wide`,render:e=>dn(e.user)},{key:`tenant`,label:un.tenant,render:e=>b`<a href=${`/platform/tenants/${e.tenant.id}`}>${e.tenant.name}</a>`},{key:`admin`,label:un.admin,render:e=>dn(e.admin)},{key:`reason`,label:un.reason,width:`wide`,render:e=>e.reason},{key:`mode`,label:un.mode,render:e=>e.read_only?un.reading:un.writing},{key:`state`,label:un.state,render:e=>b`<${M} tone=${e.live?`warn`:`muted`}>${e.live?un.live:un.over}<//>`},{key:`created_at`,label:un.started,render:e=>b`<${P} value=${e.created_at} />`}];function pn(){return b`<${Nt} tab="impersonations"><${mn} /><//>`}function mn(){let e=Fe(`/admin/impersonations`),t={icon:`eye`,title:un.empty,text:un.emptyText};return b`<${Pt} pages=${e} empty=${t} caption=${_.tabs.impersonations} columns=${fn}
compact=${[`user`,`tenant`,`admin`,`reason`,`state`]} />`}const U=_.jobs,hn=[`failed`,`in_doubt`];function gn({row:e,state:t,onClose:n}){let r=e=>e&&b`<${P} value=${e} />`,i=[[U.state,t],[U.tries,U.of(e.attempts,e.max_tries)],[U.tenant,e.tenant_id&&b`<${Bt} id=${e.tenant_id} />`],[U.error,e.last_error],[U.delivery,U.deliveries[e.delivery]??e.delivery],[U.created,r(e.created_at)],[U.due,r(e.due_at)],[U.lease,r(e.lease_until)],[U.finished,r(e.finished_at)],[U.id,b`<span class="row"><code class="mono small">${e.id}</code><${ve} value=${e.id} /></span>`]],a=`bulkhead jobs retry ${e.id}`;return b`<${te} open title=${e.kind} onClose=${n} actions=${b`<${y} onClick=${n}>${U.close}<//>`}>
<div class="stack stack-4">
<dl class="fields">${i.filter(([,e])=>e).map(([e,t])=>b`<div key=${e} class="fields-row"><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>
${hn.includes(e.state)&&b`<p>${e.state===`failed`?U.retryFailed:U.retryDoubt}</p>
<div class="secret-box"><code class="mono small">${a}</code><${ve} value=${a} /></div>`}
</div>
<//>`}var _n=/* @__PURE__ */ e({default:()=>Cn});const W=_.jobs,vn={waiting:`muted`,running:`info`,done:`good`,failed:`bad`,in_doubt:`warn`,cancelled:`muted`},yn=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,bn=e=>e?b`<${P} value=${e} />`:``;function xn({row:e}){return b`<${M} tone=${vn[e.state]}>${W.states[e.state]??e.state}<//>`}const Sn=[{key:`state`,label:W.state,render:e=>b`<${xn} row=${e} />`},{key:`attempts`,label:W.tries,render:e=>b`<span class="nowrap">${W.of(e.attempts,e.max_tries)}</span>`},{key:`tenant_id`,label:W.tenant,render:e=>b`<${Bt} id=${e.tenant_id} />`},{key:`last_error`,label:W.error,width:`wide`,render:e=>e.last_error??``},{key:`due_at`,label:W.due,render:e=>bn(e.due_at)},{key:`finished_at`,label:W.finished,render:e=>bn(e.finished_at)}];function Cn(){return b`<${Nt} tab="jobs"><${wn} /><//>`}function wn(){let e=It(`state`,`kind`,`tenant`),t=Fe(`/admin/jobs`,e),[n,r]=T(null),[i,a]=T(null);D(()=>{let e=!0;return E(`/admin/health`,{quiet:!0}).then(({data:t})=>e&&a(t),()=>{}),()=>e=!1},[]);let o={key:`kind`,label:W.kind,width:`wide`,render:e=>b`<button class="text-button mono small" type="button"
aria-label=${W.open(e.kind)} onClick=${()=>r(e)}>${e.kind}</button>`},s=Object.entries(W.states).map(([e,t])=>({value:e,label:t})),c={icon:`clock`,title:W.empty,text:W.emptyText};return b`<${w}>
${i&&b`<div class="stack stack-3"><${Yt} health=${i} /></div>`}
<div class="audit-filters" role="search">
<${v} name="state" label=${W.state} required=${!1}>
${e=>b`<${Le} ...${e} empty=${_.all} options=${s} value=${he.value.query.get(`state`)??``}
onChange=${e=>se({state:e||null})} />`}
<//>
<${Ft} name="kind" label=${W.kind} help=${W.kindHelp} maxlength=${63} valid=${e=>/^[a-z0-9_]*$/.test(e)} />
<${Ft} name="tenant" label=${W.tenantId} maxlength=${36} valid=${e=>yn.test(e)} />
${Object.keys(e).length>0&&b`<${y} tone="quiet" icon="x" onClick=${()=>se({state:null,kind:null,tenant:null})}>${_.clear}<//>`}
</div>
<${Pt} pages=${t} empty=${c} caption=${_.tabs.jobs} columns=${[o,...Sn]} compact=${[`kind`,`state`,`tenant_id`,`last_error`,`due_at`]} />
${n&&b`<${gn} row=${n} state=${b`<${xn} row=${n} />`} onClose=${()=>r(null)} />`}
<//>`}function Tn(){let e=O(),t=o(null),n=h(n=>e.run(async()=>{t.current??=Oe();try{let e=await n(t.current);return t.current=null,e}catch(e){throw e.status>=400&&e.status<500&&(t.current=null),e}}),[e.run]);return{...e,run:n}}function En(e){let t=o({dirty:e,released:!1});return t.current.dirty=e,D(()=>{if(!e)return;let{current:n}=t;return Se(()=>!n.dirty||n.released||je({...j.discard,tone:`danger`}),()=>n.dirty&&!n.released)},[e]),()=>t.current.released=!0}function Dn(e){let t=Object.keys(e).filter(t=>e[t]).map(t=>({field:t,code:`wrong`,message:e[t]}));return t.length?Object.assign(Error(t[0].message),{status:422,code:`invalid`,detail:t[0].message,errors:t}):null}const On=/^(?=.{2,63}$)[a-z0-9]+(-[a-z0-9]+)*$/;function kn(e){return e.normalize(`NFKD`).replace(/\p{M}/gu,``).toLowerCase().replace(/[^a-z0-9]+/g,`-`).replace(/^-|-$/g,``).slice(0,63).replace(/-$/,``)}function An(e={}){let[t,n]=T(e.name??``),[r,i]=T(e.slug??null),a=r??kn(t);return{name:t.trim(),slug:a,wrong:()=>Dn({name:t.trim()?null:j.required,slug:On.test(a)?null:j.slugWrong}),dirty:t!==(e.name??``)||r!==(e.slug??null),text:t,setName:n,setSlug:e=>i(e.toLowerCase())}}function jn({fields:e,errors:t,help:n}){return b`<${w}>
<${v} name="name" label=${j.name} help=${n} error=${t.name}>
${t=>b`<${r} ...${t} maxlength="200" autocomplete="organization" value=${e.text} onChange=${e.setName} />`}
<//>
<${v} name="slug" label=${j.slug} help=${j.slugHelp} error=${t.slug}>
${t=>b`<${r} ...${t} maxlength="63" autocomplete="off" autocapitalize="none" value=${e.slug} onChange=${e.setSlug} />`}
<//>
<//>`}var Mn=/* @__PURE__ */ e({default:()=>Fn});const Nn=_.onboard,Pn=/^[a-z0-9._-]{0,50}$/;function Fn(){return b`<${Nt} tab="tenants" title=${Nn.title}><${In} /><//>`}function In(){let e=An(),[t,n]=T(``),[a,o]=T(``),[s,c]=T(null),l=Tn(),u=En(e.dirty||t!==``||a!==``),d={name:j.name,slug:j.slug,owner_email:Nn.owner,plan:Nn.plan},f=()=>{let n=Dn({owner_email:t.trim()?null:_.required,plan:Pn.test(a.trim())?null:Nn.planWrong}),r=e.wrong(),o=r&&n?{...r,errors:[...r.errors,...n.errors]}:r??n;c(o),o||l.run(async n=>{let r={name:e.name,slug:e.slug,owner_email:t.trim(),plan:a.trim()||void 0};try{let{data:e}=await C(`/admin/tenants`,r,{key:n});i(Nn.done(r.owner_email),{tone:`good`}),u(),ye(`/platform/tenants/${e.id}`,{replace:!0})}catch(e){throw e.code===`slug_taken`?De(e,`slug`,j.slugTaken):e}})},p=s??l.problem,m=I(p);return b`<${A}>
<${F} onSubmit=${f} error=${p} busy=${l.busy} fields=${d}>
<p class="muted">${Nn.text}</p>
<${jn} fields=${e} errors=${m} />
<${v} name="owner_email" label=${Nn.owner} error=${m.owner_email}>
${e=>b`<${r} ...${e} type="email" autocomplete="off" maxlength="254" value=${t} onChange=${n} />`}
<//>
<${v} name="plan" label=${Nn.plan} help=${Nn.planHelp} error=${m.plan} optional>
${e=>b`<${r} ...${e} autocomplete="off" maxlength="50" value=${a} onChange=${o} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${l.busy}>${Nn.submit}<//>
<${y} tone="quiet" href="/platform/tenants">${_.cancel}<//>
</div>
<//>
<//>`}const Ln=_.tenant,Rn=Object.keys(Ln.quotas);function zn({row:e,path:t,onSaved:a,onReload:o}){let s=Object.fromEntries([`plan`,...Rn].map(t=>[t,e[t]===null||e[t]===void 0?``:String(e[t])])),[c,l]=T(s),[u,d]=T(null),f=Tn(),p=Object.keys(c).filter(e=>c[e].trim()!==s[e]);En(p.length>0);let m=()=>{let n=Dn(Object.fromEntries(Rn.map(e=>[e,/^\d*$/.test(c[e].trim())?null:Ln.whole])));if(d(n),n||!p.length)return;let r=e=>c[e].trim()===``?null:e===`plan`?c[e].trim():Number(c[e]);f.run(async()=>{try{let n=Object.fromEntries(p.map(e=>[e,r(e)])),{data:o}=await _e(t,n,{ifMatch:`"${e.version}"`});i(_.saved,{tone:`good`}),a(o)}catch(e){if(e.status!==412)throw e;i(_.changedMeanwhile,{tone:`warn`}),o()}})},h=u??f.problem,g=I(h),ee=e=>t=>l(n=>({...n,[e]:t}));return b`<${A} title=${Ln.limits}>
<${F} onSubmit=${m} error=${h} busy=${f.busy} fields=${{plan:_.tenants.plan,...Ln.quotas}}>
<p class="muted small">${Ln.limitsHelp}</p>
<div class="limit-fields">
<${v} name="plan" label=${_.tenants.plan} error=${g.plan} required=${!1}>
${e=>b`<${r} ...${e} maxlength="50" autocomplete="off" value=${c.plan} onChange=${ee(`plan`)} />`}
<//>
${Rn.map(t=>b`<${v} key=${t} name=${t} label=${Ln.quotas[t]} error=${g[t]} required=${!1}
help=${t===`member_quota`?Ln.used(n(e.members)):void 0}>
${e=>b`<${r} ...${e} inputmode="numeric" maxlength="18" autocomplete="off" value=${c[t]} onChange=${ee(t)} />`}
<//>`)}
</div>
<div class="row"><${y} type="submit" tone="primary" busy=${f.busy} disabled=${!p.length}>${_.save}<//></div>
<//>
<//>`}const Bn=_.tenant;function Vn({row:e,path:t,onSaved:n}){let[a,o]=T(``),[s,c]=T(null),l=Tn(),u=()=>l.run(async r=>{n((await C(`${t}/resume`,void 0,{key:r})).data),i(Bn.resumed(e.name),{tone:`good`})}),d=()=>{let r=Dn({reason:a.trim()?null:_.required});c(r),r||l.run(async r=>{n((await C(`${t}/suspend`,{reason:a.trim()},{key:r})).data),o(``),i(Bn.isSuspended(e.name),{tone:`good`})})},f=s??l.problem;return e.suspended_at?b`<${A} title=${Bn.suspension}>
<div class="stack stack-3">
${f&&b`<${S} tone="bad">${f.detail??f.message}<//>`}
<p>${Bn.suspendedFor(e.suspended_for??``)}</p>
<div class="row"><${y} tone="primary" busy=${l.busy} onClick=${u}>${Bn.resume}<//></div>
</div>
<//>`:b`<${A} title=${Bn.suspension}>
<${F} onSubmit=${d} error=${f} busy=${l.busy} fields=${{reason:Bn.reason}}>
<p class="muted">${Bn.suspendText}</p>
<${v} name="reason" label=${Bn.reason} help=${Bn.reasonHelp} error=${I(f).reason}>
${e=>b`<${r} ...${e} maxlength="500" autocomplete="off" value=${a} onChange=${o} />`}
<//>
<div class="row"><${y} type="submit" busy=${l.busy}>${Bn.suspend}<//></div>
<//>
<//>`}var Hn=/* @__PURE__ */ e({TenantState:()=>Un,default:()=>Gn});const G=_.tenants;function Un({row:e}){return e.deleted_at?b`<${M} tone="bad">${G.closed}<//>`:e.suspended_at?b`<${M} tone="warn">${G.suspended}<//>`:e.members===0?b`<${M} tone="info">${G.waiting}<//>`:b`<${M} tone="good">${G.open}<//>`}const Wn=[{key:`name`,label:G.name,width:`wide`,render:e=>e.name},{key:`slug`,label:G.slug,render:e=>b`<span class="mono small">${e.slug}</span>`},{key:`state`,label:G.state,render:e=>b`<${Un} row=${e} />`},{key:`plan`,label:G.plan,render:e=>e.plan??(e.kind===`personal`?b`<span class="muted">${G.personal}</span>`:``)},{key:`members`,label:G.members,align:`end`,render:e=>n(e.members)},{key:`created_at`,label:G.created,render:e=>b`<${P} value=${e.created_at} />`}];function Gn(){let e=b`<${y} tone="primary" icon="plus" href="/platform/tenants/new">${G.onboard}<//>`;return b`<${Nt} tab="tenants" actions=${e}><${Kn} /><//>`}function Kn(){let e=Fe(`/admin/tenants`,It(`q`)),t={icon:`building`,title:G.empty,text:G.emptyText};return b`<div class="stack stack-4">
<div class="audit-filters" role="search"><${Ft} name="q" label=${Lt} help=${G.searchHelp} /></div>
<${Pt} pages=${e} empty=${t} caption=${_.tabs.tenants} columns=${Wn} compact=${[`name`,`slug`,`state`]}
rowHref=${e=>`/platform/tenants/${e.id}`} />
</div>`}const qn=_.usage,Jn=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),Yn=[`row_quota`,`request_quota`,`invitation_quota`,`storage_quota`];function Xn({members:e,member_quota:t}){let r=n(e);return t==null?qn.open(r):e>=t?qn.full(r,n(t)):qn.of(r,n(t),Jn.format(e/t),n(t-e))}function Zn({row:e}){let t=Yn.map(t=>[t,e[t]??null]),r=(e,t)=>t===null?e===`storage_quota`?qn.free:qn.usual:e===`storage_quota`?ke(t):n(t);return b`<${A} title=${e.plan?qn.titleOf(e.plan):qn.title}>
<${Pe} label=${_.tenants.members} text=${Xn(e)} value=${e.members} most=${e.member_quota??null} />
<dl class="facts">${t.map(([e,t])=>b`<div key=${e}><dt>${qn.most[e]}</dt><dd>${r(e,t)}</dd></div>`)}</dl>
<p class="muted small">${qn.untold}</p>
<//>`}var Qn=/* @__PURE__ */ e({default:()=>$n});const K=_.tenant;function $n({params:e}){let t=`/admin/tenants/${encodeURIComponent(e.id)}`,[n,r]=T(null),[i,a]=T(null),o=async()=>{try{r((await E(t)).data),a(null)}catch(e){a(e)}};return D(()=>void o(),[t]),b`<${Nt} tab="tenants" title=${n?.name??_.tabs.tenants}>
${i&&b`<${N} problem=${i} onRetry=${o} />`}
${!n&&!i&&b`<${f} lines=${6} />`}
${n&&!i&&b`<${w}>
<${er} row=${n} />
<${Zn} row=${n} />
${!n.deleted_at&&b`<${zn} key=${n.version} row=${n} path=${t} onSaved=${r} onReload=${o} />`}
${!n.deleted_at&&b`<${Vn} row=${n} path=${t} onSaved=${r} />`}
<${tr} row=${n} path=${t} onSaved=${r} onReload=${o} />
<//>`}
<//>`}function er({row:e}){let t=[[_.tenants.state,b`<${Un} row=${e} />`],[_.tenants.slug,b`<code class="mono">${e.slug}</code>`],[K.kind,e.kind],[_.tenants.members,n(e.members)],...e.kind===`personal`?[]:[[K.invitation,e.members===0?K.invited:K.accepted]],[K.factor,e.require_second_factor?K.yes:K.no],[_.tenants.created,b`<${P} value=${e.created_at} />`],[K.id,b`<span class="row"><code class="mono small">${e.id}</code><${ve} value=${e.id} /></span>`]];return b`<dl class="facts">${t.map(([e,t])=>b`<div key=${e}><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>`}function tr({row:e,path:t,onSaved:n,onReload:r}){let a=Tn();return b`<${A} title=${K.close}>
<div class="stack stack-3">
${a.problem&&b`<${S} tone="bad">${a.problem.detail??a.problem.message}<//>`}
${e.deleted_at?b`<p class="muted">${K.removal} <${P} value=${e.deleted_at} /></p>
<div class="row"><${y} icon="rotate-ccw" busy=${a.busy} onClick=${()=>a.run(async r=>{n((await C(`${t}/restore`,void 0,{key:r})).data),i(K.restored(e.name),{tone:`good`})})}>${K.restore}<//></div>`:b`<p class="muted">${K.closeText}</p>
<div class="row"><${y} tone="danger" busy=${a.busy} onClick=${async()=>{await je({title:K.closeTitle(e.name),body:K.closeBody(e.members),confirm:K.close,tone:`danger`,typed:e.slug})&&await a.run(async()=>{await pe(t),i(K.isClosed(e.name),{tone:`good`}),await r()})}}>${K.close}<//></div>`}
</div>
<//>`}const nr=_.impersonate;async function rr(e){let{data:t}=await E(`/admin/tenants`,{query:{q:e.trim(),limit:20}});return t.items.filter(({deleted_at:e})=>!e).map(({slug:e,name:t})=>({value:e,label:t,hint:e}))}function ir({user:e,name:t,onClose:n}){let r=c(),[i,a]=T(null),[o,s]=T(``),[l,u]=T(!1),[d,f]=T(null),p=Tn(),m=()=>{let t=Dn({tenant:i?null:_.required,reason:o.trim().length>=10?null:nr.reasonShort});f(t),t||p.run(async t=>{try{let{data:r}=await C(`/admin/impersonations`,{user_id:e.id,tenant:i,reason:o.trim(),write:l},{key:t});n(),await de(),ye(`/t/${r.tenant.slug}/`)}catch(e){throw e.status===404?De(e,`tenant`,nr.notMember):e}})},h=d??p.problem,g=I(h),ee=b`<${y} onClick=${n}>${_.cancel}<//>
<${y} type="submit" form=${r} tone="primary" busy=${p.busy}>${nr.submit}<//>`;return b`<${te} open title=${nr.title(t)} onClose=${n} actions=${ee}>
<${F} id=${r} onSubmit=${m} error=${h} busy=${p.busy} fields=${{tenant:nr.tenant,reason:nr.reason,write:nr.write}}>
<p class="muted">${nr.text}</p>
<${v} name="tenant" label=${nr.tenant} help=${nr.tenantHelp} error=${g.tenant}>
${e=>b`<${ze} ...${e} load=${rr} labelOf=${e=>e} value=${i} onChange=${a} />`}
<//>
<${v} name="reason" label=${nr.reason} help=${nr.reasonHelp} error=${g.reason}>
${e=>b`<${He} ...${e} rows=${3} maxlength="500" value=${o} onChange=${s} />`}
<//>
<div class="stack stack-2">
<${Me} name="write" label=${nr.write} value=${l} onChange=${u} />
<p class="small muted">${nr.writeHelp}</p>
</div>
<//>
<//>`}var ar=/* @__PURE__ */ e({default:()=>sr});const q=_.users,or=e=>e.name||e.email||e.phone||q.unnamed;function sr(){return b`<${Nt} tab="users"><${lr} /><//>`}function cr({row:e}){return b`<span class="row">
${e.disabled_at?b`<${M} tone="bad">${q.disabled}<//>`:b`<${M} tone="good">${q.active}<//>`}
${e.platform_admin&&b`<${M} tone="info">${q.admin}<//>`}
${e.email&&!e.email_verified&&b`<${M} tone="warn">${q.unverified}<//>`}
</span>`}function lr(){let e=Fe(`/admin/users`,It(`q`)),t=O(),[n,r]=T(null),a=(t,n)=>e.setRows(e=>e.map(e=>e.id===t.id?{...e,disabled_at:n}:e)),o=e=>t.run(async()=>{await C(`/admin/users/${e.id}/enable`),a(e,null),i(q.isEnabled(or(e)),{tone:`good`})}),s=async e=>{await je({title:q.disableTitle(or(e)),body:q.disableBody,confirm:q.disable,tone:`danger`})&&await t.run(async()=>{await C(`/admin/users/${e.id}/disable`),a(e,(/* @__PURE__ */ new Date()).toISOString()),i(q.isDisabled(or(e)),{tone:`good`})})},c=[{key:`name`,label:q.name,width:`wide`,render:or},{key:`email`,label:q.email,width:`wide`,render:e=>e.email??e.phone??``},{key:`state`,label:q.state,render:e=>b`<${cr} row=${e} />`},{key:`created_at`,label:q.created,render:e=>b`<${P} value=${e.created_at} />`},{key:`acts`,label:_.actions,align:`end`,render:e=>e.id!==x.value?.user.id&&b`<div class="row row-end">
${!e.disabled_at&&b`<${y} size="small" tone="quiet" aria-label=${`${q.impersonate} ${or(e)}`} onClick=${()=>r(e)}>${q.impersonate}<//>`}
${e.disabled_at?b`<${y} size="small" tone="quiet" aria-label=${`${q.enable}: ${or(e)}`} onClick=${()=>o(e)}>${q.enable}<//>`:b`<${y} size="small" tone="quiet" aria-label=${`${q.disable}: ${or(e)}`} onClick=${()=>s(e)}>${q.disable}<//>`}
</div>`}],l={icon:`users`,title:q.empty,text:q.emptyText};return b`<${w}>
<div class="audit-filters" role="search"><${Ft} name="q" label=${Lt} help=${q.searchHelp} /></div>
${t.problem&&b`<${S} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
<${Pt} pages=${e} empty=${l} caption=${_.tabs.users} columns=${c} compact=${[`name`,`email`,`state`,`acts`]} />
${n&&b`<${ir} user=${n} name=${or(n)} onClose=${()=>r(null)} />`}
<//>`}const ur=j.activity,dr=e=>d(e.replaceAll(`_`,`-`));function fr(e){let t=e.replaceAll(`_`,` `);return dr(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)}function pr(e){return e.actor_id?e.actor_id===x.value?.user.id?x.value.user.name||x.value.user.email||j.someone:g(e.actor_id)??j.someone:e.job?`${j.system} (${e.job.replaceAll(`_`,` `)})`:j.system}function mr({table:e,operation:t,fields:n}){let r=n?.deleted_at;return t===`update`&&Array.isArray(r)?r[1]?ur.gone[e]??(dr(e)?ur.binned:ur.removed):ur.unbinned:ur.did[t]??t}function hr({table:e,operation:t,fields:n}){if(ur.things[e])return ur.things[e];let r=dr(e),i=(r?.labels[0]??e.replaceAll(`_`,` `).replace(/s$/,``)).toLowerCase(),a=t!==`update`&&r?.title?n?.[r.title]:null;return typeof a==`string`&&a?`the ${i} “${a.slice(0,60)}”`:ur.a(i)}const gr=e=>ur.sentence(pr(e),mr(e),hr(e));function _r({table:e,row_id:t,operation:n}){let r=dr(e);return!r||r.parent||n===`delete`?null:Te(r.plural,t)}function vr({operation:e,fields:t}){return Object.entries(t??{}).map(([t,n])=>e===`update`&&Array.isArray(n)&&n.length===2?{name:t,before:n[0],after:n[1]}:e===`delete`?{name:t,before:n,after:void 0}:{name:t,before:void 0,after:n})}const yr=j.audit,br=e=>e==null?`–`:typeof e==`string`?e:JSON.stringify(e);function xr({line:e,onClose:t}){let n=_r(e),r=vr(e),i=[[yr.when,s(e.changed_at)],[yr.rowId,e.row_id,!0],[yr.request,e.request_id,!0],[yr.key,e.api_key_id,!0],[yr.job,e.job],[yr.as,e.impersonator_id,!0]].filter(([,e])=>e),a=b`<div class="row row-end">
${n&&b`<${y} href=${n}>${yr.open}<//>`}
<${y} tone="primary" onClick=${t}>${j.close}<//>
</div>`;return b`<${te} open title=${gr(e)} size="large" onClose=${t} actions=${a}>
<div class="stack stack-4">
${r.length===0?b`<p class="muted">${yr.hidden}</p>`:b`<div class="audit-scroll" tabindex="0" role="group" aria-label=${yr.details}>
<table class="audit-changes">
<thead><tr><th scope="col">${yr.field}</th><th scope="col">${yr.before}</th><th scope="col">${yr.after}</th></tr></thead>
<tbody>${r.map(({name:e,before:t,after:n})=>b`<tr key=${e}>
<th scope="row" class="mono small">${e}</th>
<td class="audit-before">${br(t)}</td><td class="audit-after">${br(n)}</td>
</tr>`)}</tbody>
</table>
</div>`}
<dl class="facts">${i.map(([e,t,n])=>b`<div key=${e}>
<dt>${e}</dt>
<dd class="row">${n?b`<code class="mono small">${t}</code><${ve} value=${t} />`:t}</dd>
</div>`)}</dl>
</div>
<//>`}const Sr=[`viewer`,`member`,`admin`,`owner`],Cr=(e=`admin`)=>ne(e)&&!x.value?.impersonation,wr=e=>ne(e)&&(e===`viewer`||!x.value?.impersonation?.read_only),Tr=e=>Sr.indexOf(e)<=Sr.indexOf(t());function Er(e=`owner`){return Sr.filter(t=>Tr(t)&&Sr.indexOf(t)<=Sr.indexOf(e)).map(e=>({value:e,label:j.roles[e]}))}const Dr=()=>!!(x.value?.user.email_verified||x.value?.user.phone);function Or(){return b`<${u} icon="lock" title=${j.adminsOnly.title}>${j.adminsOnly.text}<//>`}const kr=[[`general`,`viewer`],[`members`,`viewer`],[`invitations`,`admin`],[`api-keys`,`admin`],[`webhooks`,`admin`],[`values`,`viewer`],[`audit`,`admin`],[`danger`,`viewer`]];function Ar({tab:e,actions:t,children:n}){let r=kr.find(([t])=>t===e)[1],i=kr.filter(([,e])=>wr(e)).map(([t])=>{let n=t===`webhooks`?Te(t):Te(`settings`,t);return{href:n,label:j.settings.tabs[t],current:t===e||he.value.path===n}}),a=wr(r);return b`<${m} title=${j.settings.tabs[e]} crumbs=${[{label:j.settings.title,href:Te(`settings`,`general`)}]}
actions=${a?t:null}>
<div class="settings-tabs"><${Ne} items=${i} label=${j.settings.title} /></div>
<div class="stack stack-5 settings-body">${a?n:b`<${Or} />`}</div>
<//>`}var jr=/* @__PURE__ */ e({default:()=>Pr});const J=j.audit,Mr=[`tenants`,`memberships`,`invitations`,`api_keys`,`settings`,`impersonations`],Nr=/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;function Pr(){return b`<${Ar} tab="audit"><${Fr} /><//>`}function Fr(){let[e,t]=T(null),n=he.value.query,r={table:n.get(`table`),row_id:n.get(`row_id`),actor_id:n.get(`actor_id`)},i=Object.fromEntries(Object.entries(r).filter(([,e])=>e)),a=Fe(`/api/audit-log`,i),o=a.rows?.map((e,t)=>({...e,id:`${e.changed_at} ${e.row_id} ${t}`})),s=[{key:`who`,label:J.who,render:e=>pr(e)},{key:`what`,label:J.what,width:`wide`,render:e=>`${mr(e)} ${hr(e)}`},{key:`fields`,label:J.field,render:e=>b`<span class="muted">${J.fields(Object.keys(e.fields??{}).length)}</span>`},{key:`changed_at`,label:J.when,render:e=>b`<${P} value=${e.changed_at} />`},{key:`acts`,label:J.details,align:`end`,render:e=>b`<${y} size="small" tone="quiet"
aria-label=${J.detailsOf(gr(e))} onClick=${()=>t(e)}>${J.details}<//>`}];return b`<${w}>
<${Ir} filters=${r} />
${a.problem&&b`<${N} problem=${a.problem} onRetry=${a.reload} />`}
${!o&&!a.problem&&b`<${f} lines=${6} />`}
${o?.length===0&&b`<${u} icon="history" title=${J.empty}>${J.emptyText}<//>`}
${o?.length>0&&b`<${Re} caption=${J.title} columns=${s} rows=${o} compact=${[`who`,`what`,`changed_at`,`acts`]} />`}
<${Be} cursor=${a.cursor} busy=${a.busy} onMore=${a.more} />
${e&&b`<${xr} line=${e} onClose=${()=>t(null)} />`}
<//>`}function Ir({filters:e}){let t=[.../* @__PURE__ */ new Set([...Mr,...re().map(({plural:e})=>e.replaceAll(`-`,`_`))])];e.table&&!t.includes(e.table)&&t.push(e.table);let n=t.map(e=>({value:e,label:fr(e)})).sort((e,t)=>e.label.localeCompare(t.label)),i=e=>(e===``||Nr.test(e.trim()))&&se({row_id:e.trim()||null},{replace:!0}),a=async e=>{let{data:t}=await E(`/api/members`,{query:{limit:100}});return t.items.map(({user_id:e,name:t,email:n})=>({value:e,label:t||n||e,hint:n})).filter(({label:t,hint:n})=>`${t} ${n??``}`.toLowerCase().includes(e.trim().toLowerCase()))},o=Object.values(e).some(Boolean);return b`<div class="audit-filters" role="search" aria-label=${J.filter}>
<${v} name="table" label=${J.table} required=${!1}>
${t=>b`<${Le} ...${t} empty=${J.all} options=${n} value=${e.table??``}
onChange=${e=>se({table:e||null})} />`}
<//>
<${v} name="actor_id" label=${J.actor} required=${!1}>
${t=>b`<${ze} ...${t} load=${a} labelOf=${g} value=${e.actor_id}
onChange=${e=>se({actor_id:e||null})} />`}
<//>
<${v} name="row_id" label=${J.row} required=${!1}>
${t=>b`<${r} ...${t} class="mono" autocomplete="off" maxlength="36" value=${e.row_id??``} onChange=${i} />`}
<//>
${o&&b`<${y} tone="quiet" icon="x" onClick=${()=>se({table:null,row_id:null,actor_id:null})}>${J.clear}<//>`}
</div>`}async function Lr(e,t){let{path:n}=e.operations.export,{data:r}=await oe(`GET`,n,{query:{format:t},raw:!0}),i=r instanceof Blob?r:await(r.blob?r.blob():new Response(r).blob()),a=URL.createObjectURL(i),o=document.createElement(`a`);o.href=a,o.download=`${fe.value?.slug??`rows`}-${e.plural}.${t}`,o.click(),setTimeout(()=>URL.revokeObjectURL(a),1e4)}var Rr=/* @__PURE__ */ e({default:()=>zr});const Y=j.danger;function zr(){return b`<${Ar} tab="danger"><${Br} /><${Vr} /><//>`}function Br(){let e=O(),t=re().filter(({operations:e,parent:t})=>e.export&&!t),n=(t,n)=>e.run(()=>Lr(t,n)),r=()=>e.run(async()=>{for(let e of t)await Lr(e,`ndjson`);i(Y.done(t.length),{tone:`good`})}),a=({transfer:e})=>[`csv`,`ndjson`].filter(t=>!e?.length||e.includes(t));return b`<${A} title=${Y.export}>
<div class="stack stack-4">
<p class="muted">${Y.exportText}</p>
${e.problem&&b`<${S} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
<ul class="export-list">
${t.map(t=>b`<li key=${t.plural} class="row">
<span class="grow">${t.labels[1]}</span>
${a(t).map(r=>b`<${y} key=${r} size="small" tone="quiet" disabled=${e.busy}
aria-label=${Y.get(t.labels[1],Y[r])} onClick=${()=>n(t,r)}>${Y[r]}<//>`)}
</li>`)}
</ul>
<div class="row"><${y} icon="download" busy=${e.busy} onClick=${r}>${Y.all}<//></div>
</div>
<//>`}function Vr(){let e=O(),{name:t,slug:n}=fe.value??{};return b`<${A} title=${Y.close}>
<div class="stack stack-4">
<p class="muted">${Y.closeText}</p>
${e.problem&&b`<${S} tone="bad" onClose=${e.clear}>${e.problem.detail??e.problem.message}<//>`}
${Cr(`owner`)?b`<${w}>
${fe.value?.kind===`personal`&&b`<p>${Y.personal}</p>`}
<div class="row"><${y} tone="danger" busy=${e.busy} onClick=${async()=>{await je({title:Y.closeTitle(t),body:Y.closeBody,confirm:Y.closeButton,tone:`danger`,typed:n})&&await e.run(async()=>{await pe(`/api/tenant`),await Ce(),i(Y.closed(t),{tone:`good`}),ye(`/`,{replace:!0})})}}>${Y.closeButton}<//></div>
<//>`:b`<p>${x.value?.impersonation?j.adminsOnly.title:Y.ownersOnly}</p>`}
</div>
<//>`}var Hr=/* @__PURE__ */ e({default:()=>Ur});function Ur(){let[e,t]=T(null),[n,r]=T(null),i=async()=>{try{let{data:e}=await E(`/api/tenant`);t(e),r(null)}catch(e){r(e)}};return D(()=>void i(),[]),b`<${Ar} tab="general">
${n&&!e&&b`<${N} problem=${n} onRetry=${i} />`}
${!n&&!e&&b`<${f} lines=${5} />`}
${e&&b`<${Wr} key=${e.version} row=${e} onReload=${i} onSaved=${t} />`}
<//>`}function Wr({row:e,onReload:t,onSaved:n}){let[a,s]=T(e.name),[c,l]=T(e.slug),[u,d]=T(e.require_second_factor),[f,p]=T(null),m=Tn(),h=Cr(`admin`),g={};a.trim()!==e.name&&(g.name=a.trim()),c!==e.slug&&(g.slug=c),u!==e.require_second_factor&&(g.require_second_factor=u);let _=Object.keys(g).length>0,ee=En(_),te=()=>{let r=Dn({name:a.trim()?null:j.required,slug:On.test(c)?null:j.slugWrong});p(r),!r&&_&&m.run(async()=>{try{let{data:t}=await _e(`/api/tenant`,g,{ifMatch:`"${e.version}"`});ee(),await Ce(),n(t),i(j.saved,{tone:`good`}),t.slug!==e.slug&&ye(`/t/${t.slug}/settings/general`,{replace:!0})}catch(e){if(e.status===412)return i(j.changedMeanwhile,{tone:`warn`}),t();throw e.code===`slug_taken`?De(e,`slug`,j.slugTaken):e}})},ne=o(te);ne.current=te,D(()=>h?Ae(`mod+s`,()=>ne.current()):void 0,[h]);let re=f??m.problem,ie=I(re),ae=(x.value?.factors??[]).length>0,oe={name:j.name,slug:j.slug,require_second_factor:j.general.factor};return b`<${w}>
<${A}>
<${F} onSubmit=${te} error=${re} busy=${m.busy} fields=${oe}>
<${v} name="name" label=${oe.name} error=${ie.name}>
${e=>b`<${r} ...${e} maxlength="200" autocomplete="organization" value=${a}
onChange=${s} disabled=${!h} />`}
<//>
<${v} name="slug" label=${oe.slug} error=${ie.slug}
help=${c===e.slug?j.slugHelp:`${j.slugHelp} ${j.general.slugChange}`}>
${e=>b`<${r} ...${e} maxlength="63" autocomplete="off" value=${c}
onChange=${e=>l(e.toLowerCase())} disabled=${!h} />`}
<//>
<${v} name="require_second_factor" label=${j.general.factor} error=${ie.require_second_factor} help=${j.general.factorHelp}>
${e=>b`<${Ge} ...${e} value=${u} onChange=${d}
disabled=${!Cr(`owner`)||!ae&&!u} />`}
<//>
${Cr(`owner`)&&!ae&&b`<p class="small muted">
${j.general.factorFirst} <a href="/account/security">${j.general.factorLink}</a>
</p>`}
${h?b`<div class="row"><${y} type="submit" tone="primary" busy=${m.busy} disabled=${!_}>${j.save}<//></div>`:b`<p class="small muted">${j.general.readOnly}</p>`}
<//>
<//>
<dl class="facts">
<div><dt>${j.general.id}</dt><dd class="row"><code class="mono">${e.id}</code><${ve} value=${e.id} /></dd></div>
<div><dt>${j.general.created}</dt><dd><${P} value=${e.created_at} /></dd></div>
</dl>
<//>`}const Gr=j.invitations;function Kr({onSent:e,more:t}){let[n,a]=T(``),[o,s]=T(`member`),[c,l]=T(null),u=Tn();En(n.trim()!==``);let d=()=>{let t=Dn({email:n.trim()?null:j.required});l(t),t||u.run(async t=>{try{let{data:r}=await C(`/api/invitations`,{email:n.trim(),role:o},{key:t});a(``),i(Gr.sent(r.email),{tone:`good`}),e(r)}catch(e){throw e.code===`already_member`?De(e,`email`,Gr.member):e}})},f=c??u.problem,p=I(f);return b`<${F} onSubmit=${d} error=${f} busy=${u.busy} fields=${{email:Gr.email,role:j.role}}>
<div class="grid invite-fields">
<${v} name="email" label=${Gr.email} error=${p.email}>
${e=>b`<${r} ...${e} type="email" autocomplete="off" maxlength="254" value=${n} onChange=${a} />`}
<//>
<${v} name="role" label=${j.role} error=${p.role} help=${j.roleHelp[o]}>
${e=>b`<${Le} ...${e} options=${Er()} value=${o} onChange=${s} />`}
<//>
</div>
<div class="row">
<${y} type="submit" tone="primary" busy=${u.busy} disabled=${u.until!==null}>${Gr.send}<//>
${t}
</div>
<//>`}function qr(){let e=O(),t=x.value?.user.email;return b`<${S} tone="warn">
<div class="stack stack-2 verify-first">
<strong>${j.verify.title}</strong>
<span>${j.verify.text(t)}</span>
${e.problem&&b`<span role="alert">${e.problem.detail??e.problem.message}</span>`}
<div class="row">
${t&&b`<${y} size="small" onClick=${()=>e.run(async()=>{await C(`/auth/email/resend`),i(j.verify.sent,{tone:`good`})})} busy=${e.busy} disabled=${e.until!==null}>${j.verify.again}<//>`}
<${y} size="small" tone="quiet" href="/account/profile">${j.verify.account}<//>
${ge.value?.development_mailbox&&b`<a href="/dev/mail" target="_blank" rel="noopener noreferrer">${j.verify.mailbox}</a>`}
</div>
</div>
<//>`}var Jr=/* @__PURE__ */ e({default:()=>Yr});const X=j.invitations;function Yr(){return b`<${Ar} tab="invitations"><${Xr} /><//>`}function Xr(){let e=Fe(`/api/invitations`),t=O(),n=Cr(),r=t=>e.setRows(e=>[t,...e.filter(({id:e,email:n})=>e!==t.id&&n!==t.email)]),a=e=>t.run(async()=>{let{data:t}=await C(`/api/invitations/${e.id}/resend`);r(t),i(X.resent(e.email),{tone:`good`})}),o=n=>t.run(async()=>{await pe(`/api/invitations/${n.id}`),e.setRows(e=>e.filter(({id:e})=>e!==n.id));let a=async()=>r((await C(`/api/invitations`,{email:n.email,role:n.role})).data);i(X.withdrawn(n.email),{action:{label:j.undo,run:()=>t.run(a)}})}),s=[{key:`email`,label:X.email,width:`wide`,render:e=>e.email},{key:`role`,label:j.role,render:e=>j.roles[e.role]},{key:`invited_by`,label:X.by,render:e=>b`<${Ie} id=${e.invited_by} />`},{key:`expires_at`,label:X.until,render:e=>new Date(e.expires_at)</* @__PURE__ */ new Date?b`<${M} tone="warn">${X.expired}<//>`:b`<${P} value=${e.expires_at} />`},...n?[{key:`acts`,label:X.acts,align:`end`,render:e=>b`<div class="row row-end">
${Dr()&&b`<${y} size="small" tone="quiet" busy=${t.busy} onClick=${()=>a(e)}
aria-label=${`${X.resend}: ${e.email}`}>${X.resend}<//>`}
<${y} size="small" tone="quiet" onClick=${()=>o(e)} aria-label=${`${X.withdraw}: ${e.email}`}>${X.withdraw}<//>
</div>`}]:[]];return b`<${w}>
${n&&(Dr()?b`<${A} title=${X.form}><${Kr} onSent=${r} /><//>`:b`<${qr} />`)}
<section class="stack stack-3" aria-labelledby="pending-invitations">
<h2 id="pending-invitations">${X.pending}</h2>
${t.problem&&b`<${S} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${e.problem&&b`<${N} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&b`<${f} lines=${3} />`}
${e.rows?.length===0&&b`<${u} icon="mail" title=${X.empty}>${X.emptyText}<//>`}
${e.rows?.length>0&&b`<${Re} caption=${X.pending} columns=${s} rows=${e.rows} compact=${[`email`,`role`,`acts`]} />`}
<${Be} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
</section>
<//>`}const Zr=j.keys;function Qr({things:e,value:t,onChange:n,error:r}){let i=c(),a=e=>{let[r,i]=e.split(`:`);if(t.includes(e))return n(t.filter(t=>t!==e));n([...r===`*`?t.filter(e=>!e.endsWith(`:${i}`)):t,e])},o=(e,n,o,s)=>{let c=e!==`*`&&t.includes(`*:${n}`),l=`${e}:${n}`;return b`<td><label class="scope-box">
<input type="checkbox" name=${s?`scopes`:void 0} aria-label=${o} checked=${c||t.includes(l)} disabled=${c}
aria-invalid=${s&&r?`true`:void 0} aria-describedby=${s&&r?`${i}-error`:void 0} onChange=${()=>a(l)} />
</label></td>`},s=({name:e,label:t,read:n=!0,write:r=!0})=>b`<tr key=${e} class=${e===`*`?`scope-all`:``}>
<th scope="row">${t}</th>
${n?o(e,`read`,Zr.mayRead(t),e===`*`):b`<td></td>`}
${r?o(e,`write`,Zr.mayWrite(t)):b`<td></td>`}
</tr>`;return b`<fieldset class="scope-set" aria-describedby=${`${i}-help`}>
<legend>${Zr.scopes}</legend>
<p id=${`${i}-help`} class="small muted">${Zr.scopesHelp}</p>
${r&&b`<p id=${`${i}-error`} class="field-error">${r}</p>`}
<div class="scope-scroll" tabindex="0" role="group" aria-label=${Zr.scopes}>
<table class="scope-grid">
<thead><tr><th scope="col">${Zr.thing}</th><th scope="col">${Zr.read}</th><th scope="col">${Zr.write}</th></tr></thead>
<tbody>${s({name:`*`,label:Zr.everything})}${e.map(e=>s({read:!1,write:!1,...e}))}</tbody>
</table>
</div>
</fieldset>`}const $r=j.keys,ei=[`7`,`30`,`90`,`365`,`own`];function ti({onMade:e,onCancel:t}){let[n,i]=T(``),[a,o]=T([]),[s,c]=T(`member`),[l,u]=T(`90`),[d,f]=T(null),[p,m]=T(null),h=ni(),g=Tn();En(n.trim()!==``||a.length>0);let _=()=>{let t=Dn({name:n.trim()?null:j.required,scopes:a.length?null:$r.none,expires_at:l===`own`&&!d?j.required:null});if(m(t),t)return;let r=l===`own`?d:(/* @__PURE__ */ new Date(Date.now()+Number(l)*864e5-6e4)).toISOString();g.run(async t=>{let i={name:n.trim(),scopes:a,role:s,expires_at:r};e((await C(`/api/api-keys`,i,{key:t})).data)})},ee=p??g.problem,te=I(ee),ne={name:$r.name,scopes:$r.scopes,role:$r.role,expires_at:$r.endsAt};return b`<${F} onSubmit=${_} error=${ee} busy=${g.busy} fields=${ne}>
<${v} name="name" label=${$r.name} help=${$r.nameHelp} error=${te.name}>
${e=>b`<${r} ...${e} maxlength="200" autocomplete="off" value=${n} onChange=${i} />`}
<//>
<${Qr} things=${h} value=${a} onChange=${o} error=${te.scopes} />
<div class="grid invite-fields">
<${v} name="role" label=${$r.role} error=${te.role} help=${j.roleHelp[s]}>
${e=>b`<${Le} ...${e} options=${Er(`admin`)} value=${s} onChange=${c} />`}
<//>
<${v} name="ends" label=${$r.expires}>
${e=>b`<${Le} ...${e} options=${ei.map(e=>({value:e,label:$r.ends[e]}))} value=${l} onChange=${u} />`}
<//>
</div>
${(l===`own`||te.expires_at)&&b`<${v} name="expires_at" label=${$r.endsAt} error=${te.expires_at}>
${e=>b`<${Ve} ...${e} value=${d} onChange=${f} />`}
<//>`}
<div class="row">
<${y} type="submit" tone="primary" busy=${g.busy}>${$r.create}<//>
<${y} tone="quiet" onClick=${t}>${j.cancel}<//>
</div>
<//>`}function ni(){let[e,t]=T([]);return D(()=>{let e=!0;return Promise.resolve(xe()).then(n=>e&&t(ri(n))),()=>e=!1},[]),e}function ri(e){let t=/* @__PURE__ */ new Map,n=e=>{let[n,r]=e.split(`:`);t.set(n,{...t.get(n),name:n,[r]:!0})};for(let t of Object.values(e?.paths??{}))for(let e of Object.values(t))(e?.security??[]).forEach(e=>(e.apiKey??[]).forEach(n));t.size||re().forEach(({plural:e})=>[`${e}:read`,`${e}:write`].forEach(n));let r=e=>{let t=e.replaceAll(`-`,` `);return $r.things[e]??d(e)?.labels[1]??t[0].toUpperCase()+t.slice(1)};return[...t.values()].map(e=>({...e,label:r(e.name)})).sort((e,t)=>e.label.localeCompare(t.label))}var ii=/* @__PURE__ */ e({default:()=>ai});const Z=j.keys;function ai(){let[e,t]=T(!1),n=Cr()&&Dr()&&!e&&b`<${y} tone="primary" icon="plus" onClick=${()=>t(!0)}>${Z.create}<//>`;return b`<${Ar} tab="api-keys" actions=${n}>
<${oi} making=${e} onMade=${()=>t(!1)} />
<//>`}function oi({making:e,onMade:t}){let n=Fe(`/api/api-keys`),r=O(),[a,o]=T(null),s=({key:e,...r})=>{t(),o(e),n.setRows(e=>[r,...e.filter(({id:e})=>e!==r.id)])},c=async e=>{await je({title:Z.revokeTitle(e.name),body:Z.revokeBody,confirm:Z.revoke,tone:`danger`})&&await r.run(async()=>{await pe(`/api/api-keys/${e.id}`),n.setRows(t=>t.filter(({id:t})=>t!==e.id)),i(Z.revoked(e.name),{tone:`good`})})},l=[{key:`name`,label:Z.name,width:`wide`,render:e=>e.name},{key:`prefix`,label:Z.prefix,render:e=>b`<code class="mono">${e.prefix}</code>`},{key:`scopes`,label:Z.scopes,width:`wide`,render:e=>b`<span class="mono small scope-list">${e.scopes.join(`, `)}</span>`},{key:`role`,label:j.role,render:e=>j.roles[e.role]??``},{key:`made_by`,label:Z.made,render:e=>b`<${Ie} id=${e.made_by} />`},{key:`last_used_at`,label:Z.used,render:e=>e.last_used_at?b`<${P} value=${e.last_used_at} />`:Z.never},{key:`expires_at`,label:Z.expires,render:e=>b`<${P} value=${e.expires_at} />`},...Cr()?[{key:`acts`,label:Z.acts,align:`end`,render:e=>b`<${y} size="small" tone="quiet"
onClick=${()=>c(e)} aria-label=${`${Z.revoke}: ${e.name}`}>${Z.revoke}<//>`}]:[]];return b`<${w}>
<p class="muted">${Z.intro}</p>
${Cr()&&!Dr()&&b`<${qr} />`}
${e&&b`<${A} title=${Z.make}><${ti} onMade=${s} onCancel=${t} /><//>`}
${r.problem&&b`<${S} tone="bad" onClose=${r.clear}>${r.problem.detail??r.problem.message}<//>`}
${n.problem&&b`<${N} problem=${n.problem} onRetry=${n.reload} />`}
${!n.rows&&!n.problem&&b`<${f} lines=${3} />`}
${n.rows?.length===0&&!e&&b`<${u} icon="key" title=${Z.empty}>${Z.emptyText}<//>`}
${n.rows?.length>0&&b`<${Re} caption=${j.settings.tabs[`api-keys`]} columns=${l} rows=${n.rows}
compact=${[`name`,`prefix`,`expires_at`,`acts`]} />`}
<${Be} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<${si} secret=${a} onClose=${()=>o(null)} />
<//>`}function si({secret:e,onClose:t}){if(!e)return null;let n=b`<${y} tone="primary" onClick=${t}>${Z.secretDone}<//>`;return b`<${te} open title=${Z.secretTitle} actions=${n}>
<div class="stack stack-3">
<p>${Z.secretText}</p>
<div class="secret-box">
<code class="mono" aria-label=${Z.secretLabel}>${e}</code>
<${ve} value=${e} label=${Z.copy} />
</div>
</div>
<//>`}var ci=/* @__PURE__ */ e({default:()=>li});const Q=j.members;function li(){let e=Fe(`/api/members`),t=pi(e),n=x.value?.user.id,r=e.rows?.map(e=>({...e,id:e.user_id})),i=(r??[]).filter(({role:e})=>e===`owner`),a=!e.cursor&&i.length===1&&i[0].id===n,o=[{key:`name`,label:Q.name,width:`wide`,render:e=>b`<${w}>${e.name||Q.unnamed}
${e.id===n&&b` <span class="muted">(${Q.you})</span>`}<//>`},...Cr()?[{key:`email`,label:Q.email,width:`wide`,render:e=>e.email??``}]:[],{key:`role`,label:j.role,width:`narrow`,render:e=>b`<${ui} row=${e} locked=${a&&e.id===n}
onChange=${n=>t.change(e,n)} />`},{key:`created_at`,label:Q.since,render:e=>b`<${P} value=${e.created_at} />`},...r?.some(e=>di(e,n,a))?[{key:`acts`,label:Q.acts,align:`end`,render:e=>b`<${fi} row=${e} act=${di(e,n,a)} acts=${t} />`}]:[]],s=Cr()&&b`<${y} tone="primary" icon="mail" href=${Te(`settings`,`invitations`)}>${Q.invite}<//>`;return b`<${Ar} tab="members" actions=${s}>
${t.problem&&b`<${S} tone="bad" onClose=${t.clear}>${t.problem.detail??t.problem.message}<//>`}
${a&&b`<${S} tone="info">${Q.lastOwner}<//>`}
${e.problem&&b`<${N} problem=${e.problem} onRetry=${e.reload} />`}
${!r&&!e.problem&&b`<${f} lines=${4} />`}
${r&&b`<${Re} caption=${Q.title} columns=${o} rows=${r} compact=${[`name`,`role`,`acts`]} />`}
<${Be} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}function ui({row:e,locked:t,onChange:n}){return t||!Cr()||!Tr(e.role)?b`<span>${j.roles[e.role]}</span>`:b`<${Le} aria-label=${Q.roleOf(e.name||Q.unnamed)} options=${Er()} value=${e.role} onChange=${n} />`}function di(e,t,n){return e.id===t?n||x.value?.impersonation?null:`leave`:Cr()&&Tr(e.role)?`remove`:null}function fi({row:e,act:t,acts:n}){return t===`leave`?b`<${y} size="small" tone="quiet" onClick=${()=>n.leave(e)}>${Q.leave}<//>`:t&&b`<${y} size="small" tone="quiet" onClick=${()=>n.remove(e)}
aria-label=${`${Q.remove}: ${e.name||Q.unnamed}`}>${Q.remove}<//>`}function pi(e){let t=O(),n=e=>e.user_id===x.value?.user.id,r=(r,a)=>t.run(async()=>{try{let{data:t}=await _e(`/api/members/${r.user_id}`,{role:a},{ifMatch:`"${r.version}"`});return e.setRows(e=>e.map(e=>e.user_id===t.user_id?{...e,...t}:e)),n(r)&&await Ce(),t}catch(t){if(t.status===412)return i(j.changedMeanwhile,{tone:`warn`}),e.reload();throw mi(t)}});return{change:async(t,a)=>{if(a===t.role)return;if(n(t)&&!await je({title:Q.own,body:Q.ownBody(j.roles[a]),confirm:Q.ownConfirm}))return e.setRows(e=>[...e]);let o=await r(t,a);if(!o)return e.setRows(e=>[...e]);let s=n(t)?void 0:{label:j.undo,run:()=>r(o,t.role)};i(Q.changed(t.name||Q.unnamed,j.roles[a]),{tone:`good`,action:s})},remove:async n=>{await je({title:Q.removeTitle(n.name||n.email||Q.unnamed),body:Q.removeBody,confirm:Q.remove,tone:`danger`})&&await t.run(async()=>{await pe(`/api/members/${n.user_id}`),e.setRows(e=>e.filter(e=>e.user_id!==n.user_id)),i(Q.removed(n.name||n.email||Q.unnamed),{tone:`good`})})},leave:async e=>{await je({title:Q.leaveTitle(fe.value.name),body:Q.leaveBody,confirm:Q.leave,tone:`danger`})&&await t.run(async()=>{await pe(`/api/members/${e.user_id}`).catch(e=>{throw mi(e)}),await Ce(),ye(`/`,{replace:!0})})},problem:t.problem,clear:t.clear}}function mi(e){return e.code===`last_owner`&&(e.detail=Q.lastOwner),e}var hi=/* @__PURE__ */ e({default:()=>gi});function gi(){let e=An(),[t,n]=T(null),r=Tn(),i=En(e.dirty),a=()=>{let t=e.wrong();n(t),t||r.run(async t=>{try{let{data:n}=await C(`/api/tenants`,{name:e.name,slug:e.slug},{key:t,tenant:null});i(),await Ce(),ye(`/t/${n.slug}/`)}catch(e){throw e.code===`slug_taken`?De(e,`slug`,j.slugTaken):e}})},o=t??r.problem;return b`<${m} title=${j.create.title} subtitle=${j.create.text} narrow>
<${A}>
<${F} onSubmit=${a} error=${o} busy=${r.busy} fields=${{name:j.name,slug:j.slug}}>
<${jn} fields=${e} errors=${I(o)} help=${j.create.nameHelp} />
<div class="row"><${y} type="submit" tone="primary" busy=${r.busy}>${j.create.submit}<//></div>
<//>
<//>
<//>`}const _i=j.overview,vi=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0}),yi=[{name:`leads`,rate:({win_rate:e})=>e,say:_i.won},{name:`calls`,rate:({answer_rate:e})=>e,say:_i.answered},{name:`messages`,rate:({delivery_rate:e})=>e,say:_i.delivered}];function bi({onDone:e}){let t=o(yi.length),n=()=>--t.current===0&&e();return b`<section aria-labelledby="figures" class="stack stack-3">
<div class="figures-head"><h2 id="figures">${_i.figures}</h2><a class="small" href=${Te(`analytics`)}>${_i.analytics}</a></div>
<div class="figures">${yi.map(e=>b`<${xi} key=${e.name} kind=${e} onDone=${n} />`)}</div>
</section>`}function xi({kind:e,onDone:t}){let[r,i]=T(null),[a,o]=T(!1);D(()=>{let n=!0,r=Intl.DateTimeFormat().resolvedOptions().timeZone;return E(`/api/analytics/${e.name}`,{query:{timezone:r,bucket:`day`}}).then(({data:e})=>n&&i(e),()=>n&&o(!0)).finally(()=>n&&t()),()=>n=!1},[]);let s=_i[e.name];if(a)return b`<div class="figure"><h3>${s}</h3><p class="muted small">${_i.failed}</p></div>`;if(!r)return b`<div class="figure"><h3>${s}</h3><${f} lines=${2} /></div>`;let{total:c}=r,l=e.rate(c),u=c.total===0?_i.none:l==null?``:e.say(vi.format(l));return b`<div class="figure">
<h3>${s}</h3>
<p class="figure-number">${n(c.total)}</p>
<p class="muted small figure-note">${u}</p>
<${Je} label=${_i.perDay(s,n(c.total))} values=${r.buckets.map(({total:e})=>e)} />
</div>`}const Si=j.needs,Ci=({updated_at:e})=>Date.now()-Date.parse(e)<2592e6,wi=[{list:`campaigns`,filter:{status:`paused`},icon:`megaphone`,say:Si.paused,test:({error_code:e})=>!!e},{list:`campaigns`,filter:{status:`running`},icon:`megaphone`,say:Si.campaignDoubt,test:({counts:e})=>e?.in_doubt>0},{list:`campaigns`,filter:{status:`failed`},icon:`megaphone`,say:Si.campaigns},{list:`scheduled-calls`,filter:{status:`pending`,sort:`scheduled_at`},icon:`calendar-clock`,say:Si.due,test:({scheduled_at:e})=>Date.parse(e)<=Date.now()},{list:`scheduled-calls`,filter:{status:`running`},icon:`calendar-clock`,say:Si.callDoubt,test:({in_doubt:e})=>e},{list:`scheduled-calls`,filter:{status:`failed`,sort:`-updated_at`},icon:`calendar-clock`,say:Si.scheduled},{list:`calls`,filter:{status:`failed`,sort:`-updated_at`},icon:`phone-call`,say:Si.calls},{list:`messages`,filter:{status:`failed`,sort:`-updated_at`},icon:`message-square`,say:Si.messages},{list:`messages`,filter:{status:`undelivered`,sort:`-updated_at`},icon:`message-square`,say:Si.undelivered},{list:`phones`,filter:{},icon:`phone`,say:Si.phones,test:({blocked_reason:e})=>!!e},{list:`image-jobs`,filter:{status:`failed`,sort:`-updated_at`},icon:`image`,say:Si.images},{list:`webhooks`,filter:{status:`paused`},icon:`webhook`,say:Si.webhooksPaused,test:()=>!0,role:`admin`},{list:`webhooks`,filter:{status:`disabled`},icon:`webhook`,say:Si.webhooksOff,test:()=>!0,role:`admin`}];async function Ti({list:e,filter:t,icon:n,say:r,test:i=Ci}){let{data:a}=await E(ue(d(e)),{query:{...t,limit:5},quiet:!0}),o=a.items.filter(i).length;if(o===0)return null;let s=o===5&&!!a.next_cursor,c=new URLSearchParams(t).toString();return{icon:n,text:r(s?`5+`:String(o),o===1),href:Te(e)+(c?`?${c}`:``)}}async function Ei(){let e=wi.filter(({list:e,role:t=`viewer`})=>d(e)&&wr(t)),t=await le(e,Ti,{most:6});return{items:t.map(({value:e})=>e).filter(Boolean),failed:t.filter(({ok:e})=>!e).length}}const Di=j.needs;function Oi({ready:e}){let[t,n]=T(null),[r,i]=T(0);D(()=>{if(!e)return;let t=!0;return Ei().then(e=>t&&n(e),()=>t&&n({items:[],failed:1})),()=>t=!1},[e,r]);let{items:a,failed:o}=t??{items:[],failed:0};return b`<${A} title=${Di.title}>
${!t&&b`<${f} lines=${3} />`}
${a.length>0&&b`<ul class="needs">${a.map(({icon:e,text:t,href:n})=>b`<li key=${t}>
<a href=${n}><${l} name=${e} /><span class="grow">${t}</span><${l} name="arrow-right" /></a></li>`)}</ul>`}
${t&&a.length===0&&o===0&&b`<p class="muted">${Di.nothing}</p>`}
${o>0&&b`<div class="row" role="status"><span class="muted">${Di.failed}</span>
<${y} size="small" icon="refresh-cw" onClick=${()=>i(r+1)}>${Di.retry}<//></div>`}
<//>`}const ki=j.steps;function Ai(){let e=Mi(),t=[...x.value?.impersonation?[]:ji(),...e??[]];return b`<${A} title=${j.overview.next}>
${t.length>0&&b`<ul class="next-steps">
${t.map(({title:e,text:t,act:n,href:r,icon:i})=>b`<li key=${r+e}>
<${l} name=${i} />
<div class="grow"><strong>${e}</strong><p class="muted small">${t}</p></div>
<${y} size="small" href=${r} aria-label=${`${n}: ${e}`}>${n}<//>
</li>`)}
</ul>`}
${!e&&b`<${f} lines=${2} />`}
${e&&t.length===0&&b`<p class="muted">${ki.done}</p>`}
<//>`}function ji(){let e=[];return Dr()||e.push({...ki.verify,icon:`mail`,href:`/account/profile`}),(x.value?.factors??[]).length===0&&e.push({...ki.factor,icon:`shield`,href:`/account/security`}),e}function Mi(){let[e,t]=T(null);return D(()=>{let e=!0;return Promise.all([Pi(),Fi()]).then(n=>e&&t(n.filter(Boolean)),()=>e&&t([])),()=>e=!1},[]),e}async function Ni(e,t){try{return(await E(e,{query:t,quiet:!0})).data.items}catch{return null}}async function Pi(){if(!Cr())return null;let[e,t]=await Promise.all([Ni(`/api/members`,{limit:2}),Ni(`/api/invitations`,{limit:1})]);return e?.length!==1||t?.length!==0?null:{...ki.invite,icon:`users`,href:Te(`settings`,`invitations`)}}async function Fi(){return!ie()||!ne(`member`)?null:(await Ni(`/api/leads`,{limit:1}))?.length===0?{...ki.first,icon:`plus`,href:Te(`leads`,`new`)}:null}var Ii=/* @__PURE__ */ e({default:()=>Ri});const Li=j.overview;function Ri(){let[e,t]=T(!1);return b`<${m} title=${Li.title} subtitle=${fe.value?.name}>
<div class="stack stack-5">
<${bi} onDone=${()=>t(!0)} />
<div class="overview-columns">
<div class="stack stack-5"><${Oi} ready=${e} /><${Ai} /></div>
${wr(`admin`)&&b`<${zi} />`}
</div>
</div>
<//>`}function zi(){let e=Fe(`/api/audit-log`,{limit:8}),t=b`<a class="small" href=${Te(`settings`,`audit`)}>${Li.allActivity}</a>`;return b`<${A} title=${Li.activity} actions=${t}>
${e.problem&&b`<${N} problem=${e.problem} onRetry=${e.reload} />`}
${!e.rows&&!e.problem&&b`<${f} lines=${5} />`}
${e.rows?.length===0&&b`<p class="muted">${Li.nothingYet}</p>`}
${e.rows?.length>0&&b`<ul class="activity">
${e.rows.map((e,t)=>{let n=_r(e);return b`<li key=${`${e.changed_at}${e.row_id}${t}`}>
<span class="grow">${n?b`<a href=${n}>${gr(e)}</a>`:gr(e)}</span>
<span class="muted small nowrap"><${P} value=${e.changed_at} /></span>
</li>`})}
</ul>`}
<//>`}const Bi=j.values,Vi=/^[a-z0-9._-]{1,100}$/;function Hi({row:e,onSaved:t,onCancel:n}){let[i,a]=T(e.key??``),[o,s]=T(e.value??null),[c,l]=T(!0),[u,d]=T(null),f=Tn();En(i!==(e.key??``)||JSON.stringify(o)!==JSON.stringify(e.value??null));let p=()=>{let n=Dn({key:Vi.test(i)?null:Bi.keyWrong,value:c?null:Bi.valueWrong});d(n),n||f.run(async()=>{let n=`/api/settings/${encodeURIComponent(i)}`;if(!e.key&&await Ui(n))throw Dn({key:Bi.exists});try{t((await me(n,{value:o},e.version?{ifMatch:`"${e.version}"`}:{})).data)}catch(e){throw e.status===412&&(e.detail=j.changedMeanwhile),e}})},m=u??f.problem,h=I(m);return b`<${F} onSubmit=${p} error=${m} busy=${f.busy} fields=${{key:Bi.key,value:Bi.value}}>
${!e.key&&b`<${v} name="key" label=${Bi.key} help=${Bi.keyHelp} error=${h.key}>
${e=>b`<${r} ...${e} class="mono" maxlength="100" autocomplete="off" value=${i} onChange=${a} />`}
<//>`}
<${v} name="value" label=${e.key?`${Bi.value}: ${e.key}`:Bi.value} help=${Bi.valueHelp} error=${h.value}>
${e=>b`<${Ue} ...${e} value=${o} onChange=${s} onValid=${l} />`}
<//>
<div class="row">
<${y} type="submit" tone="primary" busy=${f.busy}>${j.save}<//>
<${y} tone="quiet" onClick=${n}>${j.cancel}<//>
</div>
<//>`}async function Ui(e){try{return await E(e),!0}catch(e){if(e.status===404)return!1;throw e}}var Wi=/* @__PURE__ */ e({default:()=>Ki});const $=j.values,Gi=e=>`/api/settings/${encodeURIComponent(e)}`;function Ki(){let[e,t]=T(null),n=ie()&&!e&&b`<${y} tone="primary" icon="plus" onClick=${()=>t({})}>${$.add}<//>`;return b`<${Ar} tab="values" actions=${n}><${qi} editing=${e} onEdit=${t} /><//>`}function qi({editing:e,onEdit:t}){let n=Fe(`/api/settings`),r=O(),a=n.rows?.map(e=>({...e,id:e.key})),o=e=>n.setRows(t=>[...t.filter(({key:t})=>t!==e.key),e].sort((e,t)=>e.key<t.key?-1:1)),s=e=>{o(e),t(null),i($.saved(e.key),{tone:`good`})},c=e=>r.run(async()=>t((await E(Gi(e.key))).data)),l=e=>r.run(async()=>{await pe(Gi(e.key),{ifMatch:`"${e.version}"`}).catch(e=>{throw e.status===412?(n.reload(),Object.assign(e,{detail:j.changedMeanwhile})):e}),n.setRows(t=>t.filter(({key:t})=>t!==e.key));let t=async()=>o((await me(Gi(e.key),{value:e.value})).data);i($.removed(e.key),{action:{label:j.undo,run:()=>r.run(t)}})}),d=[{key:`key`,label:$.key,width:`wide`,render:e=>b`<code class="mono">${e.key}</code>`},{key:`value`,label:$.value,width:`wide`,render:e=>b`<code class="mono small value-cell">${JSON.stringify(e.value)}</code>`},{key:`updated_at`,label:$.changed,render:e=>b`<${P} value=${e.updated_at} />`},...ie()?[{key:`acts`,label:$.acts,align:`end`,render:e=>b`<div class="row row-end">
<${y} size="small" tone="quiet" onClick=${()=>c(e)} aria-label=${`${$.change}: ${e.key}`}>${$.change}<//>
<${y} size="small" tone="quiet" onClick=${()=>l(e)} aria-label=${`${$.remove}: ${e.key}`}>${$.remove}<//>
</div>`}]:[]];return b`<${w}>
<p class="muted">${$.intro}</p>
${e&&b`<${A} title=${e.key?$.edit:$.add}>
<${Hi} key=${e.key??``} row=${e} onSaved=${s} onCancel=${()=>t(null)} />
<//>`}
${r.problem&&b`<${S} tone="bad" onClose=${r.clear}>${r.problem.detail??r.problem.message}<//>`}
${n.problem&&b`<${N} problem=${n.problem} onRetry=${n.reload} />`}
${!a&&!n.problem&&b`<${f} lines=${3} />`}
${a?.length===0&&!e&&b`<${u} icon="settings" title=${$.empty}>${$.emptyText}<//>`}
${a?.length>0&&b`<${Re} caption=${$.title} columns=${d} rows=${a} compact=${[`key`,`value`,`acts`]} />`}
<${Be} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<//>`}const Ji=j.welcome,Yi=({busy:e,label:t=Ji.next,skip:n})=>b`<div class="row">
<${y} type="submit" tone="primary" busy=${e}>${t}<//>${n}
</div>`;function Xi({skip:e,onDone:t}){let[n,i]=T(x.value?.user.name??``),[a,o]=T(null),s=Tn(),c=()=>{let e=Dn({name:n.trim()?null:j.required});o(e),e||s.run(async()=>{n.trim()!==x.value?.user.name&&(await _e(`/auth/me`,{name:n.trim()}),await Ce()),t()})},l=a??s.problem;return b`<${F} onSubmit=${c} error=${l} busy=${s.busy} fields=${{name:Ji.you.label}}>
<${v} name="name" label=${Ji.you.label} error=${I(l).name}>
${e=>b`<${r} ...${e} autocomplete="name" maxlength="200" value=${n} onChange=${i} />`}
<//>
<${Yi} busy=${s.busy} skip=${e} />
<//>`}function Zi({own:e,skip:t,onDone:n}){let r=An(e),[i,a]=T(null),o=Tn(),s=()=>{let t=r.wrong();a(t),t||o.run(async()=>{try{r.dirty&&await _e(`/api/tenant`,{name:r.name,slug:r.slug},ta(e)),await Ce(),n()}catch(e){throw e.code===`slug_taken`?De(e,`slug`,j.slugTaken):e}})},c=i??o.problem;return b`<${F} onSubmit=${s} error=${c} busy=${o.busy} fields=${{name:j.name,slug:j.slug}}>
<${jn} fields=${r} errors=${I(c)} />
<${Yi} busy=${o.busy} skip=${t} />
<//>`}function Qi({own:e,skip:t,onDone:n}){let[i,a]=T(``),[o,s]=T(`member`),[c,l]=T(null),u=Tn();if(!Dr())return b`<div class="stack stack-3"><${qr} /><div class="row">${t}</div></div>`;let d=()=>{let t=Dn({email:i.trim()?null:j.required});l(t),t||u.run(async t=>{await C(`/api/invitations`,{email:i.trim(),role:o},{...ta(e),key:t}),n()})},f=c??u.problem,p=I(f),m=Object.keys(j.roles).map(e=>({value:e,label:j.roles[e]}));return b`<${F} onSubmit=${d} error=${f} busy=${u.busy} fields=${{email:j.invitations.email,role:j.role}}>
<${v} name="email" label=${j.invitations.email} error=${p.email}>
${e=>b`<${r} ...${e} type="email" autocomplete="off" maxlength="254" value=${i} onChange=${a} />`}
<//>
<${v} name="role" label=${j.role} help=${j.roleHelp[o]} error=${p.role}>
${e=>b`<${Le} ...${e} options=${m} value=${o} onChange=${s} />`}
<//>
<${Yi} busy=${u.busy} label=${j.invitations.send} skip=${t} />
<//>`}function $i({own:e,skip:t,onDone:n,onLeave:r}){let[i,a]=T(!1),o=Tn();return b`<div class="stack stack-3">
${o.problem&&b`<${S} tone="bad">${o.problem.detail??o.problem.message}<//>`}
${i&&b`<p role="status">${Ji.data.added}</p>`}
<div class="row">
${i?b`<${y} tone="primary" onClick=${n}>${Ji.goOn}<//>`:b`<${y} tone="primary" busy=${o.busy} onClick=${()=>o.run(async t=>{for(let[n,r]of Ji.data.leads.entries())await C(`/api/leads`,r,{...ta(e),key:`${t}-${n}`});a(!0)})}>${Ji.data.sample}<//>`}
<${y} onClick=${()=>r(`/t/${e.slug}/leads/import`)}>${Ji.data.import}<//>
${!i&&t}
</div>
</div>`}function ea({onDone:e,onLeave:t}){let n=(x.value?.factors??[]).length>0;return b`<div class="stack stack-3">
${n&&b`<p>${Ji.factor.have}</p>`}
<div class="row">
${!n&&b`<${y} tone="primary" onClick=${()=>t(`/account/security`)}>${Ji.factor.act}<//>`}
<${y} tone=${n?`primary`:`quiet`} onClick=${e}>${Ji.finish}<//>
</div>
</div>`}const ta=e=>({tenant:e?.id});var na=/* @__PURE__ */ e({default:()=>aa});const ra=j.welcome,ia=[[`you`,Xi],[`space`,Zi],[`invite`,Qi],[`data`,$i],[`factor`,ea]];function aa(){let[e,t]=T(0),[n,r]=ia[e],i=x.value?.memberships.find(({home:e})=>e)??x.value?.memberships[0],a=async e=>{await oa(),ye(e??(i?`/t/${i.slug}/`:`/`),{replace:!0})},o=()=>e+1<ia.length?t(e+1):a(),s=b`<${y} tone="quiet" onClick=${o}>${ra.skip}<//>`;return b`<${m} title=${ra.title} subtitle=${ra.step(e+1,ia.length)} narrow
actions=${b`<${y} tone="quiet" onClick=${()=>a()}>${ra.skipAll}<//>`}>
<div class="stack stack-4">
<progress class="welcome-progress" max=${ia.length} value=${e+1} aria-label=${ra.step(e+1,ia.length)}></progress>
<${A} title=${ra[n].title}>
<div class="stack stack-4">
<p class="muted">${ra[n].text}</p>
<${r} key=${n} own=${i} skip=${s} onDone=${o} onLeave=${a} />
</div>
<//>
</div>
<//>`}async function oa(){try{let{data:e}=await E(`/auth/preferences`,{quiet:!0});await me(`/auth/preferences`,{...e,welcomed:!0},{quiet:!0})}catch{}}export{Qe as S,nn as _,ci as a,Et as b,Hr as c,ar as d,Qn as f,ln as g,_n as h,hi as i,Rr as l,Mn as m,Wi as n,ii as o,Hn as p,Ii as r,Jr as s,na as t,jr as u,Vt as v,ct as x,jt as y};