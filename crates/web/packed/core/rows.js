import{t as e}from"./rolldown-runtime.js";import{$ as t,B as n,C as r,D as i,Et as a,F as o,G as s,H as c,I as l,K as u,L as d,M as f,O as p,P as m,Q as h,R as g,St as _,Tt as v,U as y,V as b,W as x,Y as S,Z as C,_ as ee,a as te,at as w,b as T,bt as E,c as ne,ct as D,d as re,dt as O,ft as ie,g as k,gt as A,h as j,ht as ae,it as oe,l as M,mt as se,n as ce,nt as le,o as ue,ot as de,p as fe,q as pe,r as me,rt as N,s as he,st as ge,t as _e,u as P,ut as ve,v as ye,wt as F,x as I,xt as be,y as L,z as R}from"./main.js";import{C as xe}from"./admin.js";import{C as Se,S as Ce,T as we,_ as z,b as Te,c as Ee,d as De,f as Oe,g as ke,h as Ae,l as je,m as Me,n as Ne,o as Pe,p as Fe,s as Ie,u as Le,w as Re,x as ze}from"./lists.js";import{_ as B,a as Be,c as Ve,d as V,f as He,g as Ue,i as We,l as Ge,m as Ke,n as qe,o as Je,p as Ye,r as Xe,s as Ze,u as H,v as U}from"./sign-in.js";const Qe={title:`Account`,tabs:{profile:`Profile`,security:`Security`,sessions:`Devices`,history:`History`},save:`Save`,cancel:`Cancel`,remove:`Remove`,done:`Done`,retry:`Try again`,saved:`Saved`,required:`Fill this in.`,acting:`You act as this person. Their account is theirs to change.`,profile:{about:`About you`,name:`Name`,home:`Home workspace`,homeHelp:`It opens when you sign in.`,email:`E-mail address`,phone:`Phone number`,none:`None yet`,verified:`Confirmed`,unverified:`To be confirmed`,unverifiedText:`Open the link in our letter to confirm this address.`,resend:`Send the letter again`,resent:`The letter is on its way.`,mailbox:`Open the mailbox`,change:`Change address`,add:`Add address`,newEmail:`New e-mail address`,newEmailHelp:`We send a link there. Your address changes when it is opened.`,send:`Send link`,sent:e=>`We sent a link to ${e}. Your address changes when it is opened.`,guard:{title:`Leave without saving?`,body:`What you changed here is lost.`,confirm:`Leave`}},password:{title:`Password`,current:`Current password`,new:`New password`,newHelp:`At least 8 characters.`,short:`Use at least 8 characters.`,others:`A new password signs out your other devices.`,keys:`Also revoke my API keys`,keysHelp:`Programs that use them stop working.`,submit:`Change password`,changed:`Password changed. Your other devices are signed out.`,wrong:`This isn’t your current password.`,forgot:`Without a password yet, or forgot it? We send a link to choose one.`,sendLink:`Send link`,linkSent:e=>`We sent a link to ${e}.`},totp:{title:`Authenticator app`,on:`On`,off:`Off`,intro:`An app on your phone shows a new code every 30 seconds. You enter one when you sign in.`,setUp:`Set up`,scan:`Scan this with your app, then enter the code it shows.`,qr:`QR code for your authenticator app`,type:`Or type this secret into the app:`,secret:`Secret`,copySecret:`Copy secret`,open:`Open in an app on this device`,code:`Code from the app`,confirm:`Turn on`,codeWrong:`This code is wrong or was used before. Enter the next one.`,enabled:`Authenticator app is on. Your other devices are signed out.`,disable:`Turn off`,disableTitle:`Turn off the authenticator app`,disableText:`Your other devices are signed out.`,proof:`Code from the app, or a recovery code`,disabled:`Authenticator app is off.`,wait:e=>`Too many tries. Try again in ${e}.`},recovery:{title:`Recovery codes`,intro:`Each code signs you in once when your phone or passkey is gone. Keep them where only you find them.`,needFactor:`You get recovery codes with your first authenticator app or passkey.`,renew:`Make new codes`,renewTitle:`Make new recovery codes?`,renewBody:`The codes you have now stop working.`,dialog:`Your recovery codes`,once:`They are shown this once. Copy or download them now.`,copy:`Copy codes`,download:`Download codes`,file:`recovery-codes.txt`,kept:`I saved them`},passkeys:{title:`Passkeys`,intro:`Sign in by fingerprint, face or the lock of your device.`,empty:`No passkeys yet.`,name:`Name`,nameHelp:`So that you know it again, like “Work laptop”.`,add:`Add passkey`,create:`Create passkey`,added:e=>`${e} is added. Your other devices are signed out.`,removeTitle:e=>`Remove ${e}?`,removeBody:`You can no longer sign in by it. Your other devices are signed out.`,removed:e=>`${e} is removed.`,made:`Added`,used:`Last used`,never:`Never`,actions:`Actions`,address:`Passkeys need a name as address. Open this page at localhost.`,open:`Open at localhost`,failed:`This passkey was left out. Try again, or use another device.`},sessions:{title:`Signed-in devices`,intro:`End the ones you don’t know, then change your password.`,device:`Device`,current:`This device`,from:`Address`,signedIn:`Signed in`,seen:`Last seen`,ends:`Ends`,actions:`Actions`,end:`Sign out`,ended:`The device is signed out.`,all:`Sign out everywhere`,allTitle:`Sign out everywhere?`,allBody:`All your devices are signed out, this one too.`,unknown:`Unknown device`},history:{title:`Sign-ins and changes`,intro:`What happened to your account, newest first.`,when:`When`,what:`What`,result:`Result`,from:`Address`,server:`On the server`,done:`Done`,refused:`Refused`,empty:`Nothing has happened yet.`,kinds:{authn_login_success:`Signed in`,authn_login_fail:`Sign-in attempt`,authn_login_lock:`Sign-in locked for a while`,authn_password_success:`Password was right`,authn_mfa_success:`Second factor was right`,authn_mfa_fail:`Second factor was wrong`,authn_mfa_lock:`Second factor locked for a while`,authn_mfa_enrolled:`Authenticator app begun`,authn_mfa_added:`Second factor added`,authn_mfa_removed:`Second factor removed`,authn_mfa_recovery_codes_made:`Recovery codes made`,session_created:`Session begun`,session_ended:`Session ended`,session_renewed:`Session renewed`,authn_token_reuse:`Old token used again`,authn_token_revoked:`Token revoked`,authn_token_created:`Token made`,user_created:`Account made`,user_updated:`Account changed`,user_disabled:`Account disabled`,user_enabled:`Account enabled`,privilege_permissions_changed:`Rights changed`,authz_fail:`Access refused`,authn_impersonation_begun:`A platform admin began to act as you`,authn_impersonation_ended:`A platform admin stopped acting as you`,authn_password_change:`Password changed`,authn_password_change_fail:`Password change attempt`}}};function $e({items:e,label:t=x.tabs.label}){let n=_(null),r=e.findIndex(e=>e?.current);return E(()=>{let e=n.current?.querySelector(`[aria-current]`);e&&(n.current.scrollLeft=e.offsetLeft-n.current.offsetLeft-(n.current.clientWidth-e.offsetWidth)/2)},[r]),A`<nav class="tabs" ref=${n} aria-label=${t}><ul>
${e.filter(Boolean).map(e=>A`<li key=${e.href}>
<a href=${e.href} aria-current=${e.current?`page`:void 0}>${e.label}</a></li>`)}
</ul></nav>`}function W({title:e,actions:t,footer:n,class:r=``,children:i}){let a=be();return A`<section class=${`card ${r}`} aria-labelledby=${e?a:void 0}>
${(e||t)&&A`<header class="card-head">
${e&&A`<h2 id=${a}>${e}</h2>`}
${t&&A`<div class="card-actions">${t}</div>`}
</header>`}
<div class="card-body stack">${i}</div>
${n&&A`<footer class="card-foot">${n}</footer>`}
</section>`}function et({value:e,onChange:t,label:r,"aria-required":i,class:a=``,...o}){let s=n(r);return A`<label class=${`check ${a}`}>
<input class="checkbox" type="checkbox" ...${o} checked=${e===!0}
onChange=${e=>t?.(e.currentTarget.checked)} />
${s&&A`<span>${s}</span>`}
</label>`}function tt(e,t){let n=URL.createObjectURL(t),r=document.createElement(`a`);r.href=n,r.download=e,document.body.append(r),r.click(),r.remove(),setTimeout(()=>URL.revokeObjectURL(n),6e4)}const nt=se();async function rt(e){let{data:t}=await O(`/auth/otp/request`,{contact:e.trim(),device_id:nt},{quiet:!0});return{again:new Date(Date.now()+t.retry_after*1e3)}}async function it(e,t){let n={contact:e.trim(),device_id:nt,code:t.trim()};return(await O(`/auth/otp/verify`,n,{quiet:!0})).data}function at({contact:e,fixed:t=!1,onContact:n,onSent:r}){let i=I(),[o,s]=F(null),u=oe.value?.sms!==!1,d=u?l.fields.contact:l.fields.email,f=()=>{let t=L({contact:e});s(t),t||i.run(async()=>r(await rt(e)))},p=o??T(i.problem,e=>e.status===429?null:void 0),m=U(p);return A`<${a}>
<${H} until=${i.until} onEnd=${i.clear} />
<${B} onSubmit=${f} error=${p} busy=${i.busy} fields=${{contact:d}}>
${t?A`<p>${l.code.explainKnown(e)}</p>`:A`<${R} name="contact" label=${d} error=${m.contact} help=${u&&l.fields.contactHelp}>
${t=>A`<${g} ...${t} type=${u?`text`:`email`} autocomplete="username"
maxlength="254" autocapitalize="none" spellcheck=${!1} value=${e} onChange=${n} />`}
<//>`}
<${c} type="submit" tone="primary" class="auth-wide" busy=${i.busy} disabled=${i.until!==null}>
${l.code.request}
<//>
<//>
<//>`}function ot({text:e,onAgain:t}){return A`<div class="stack stack-4">
<p>${e}</p>
<${st} />
<p class="small muted">${l.mail.nothing}</p>
${t&&A`<div class="auth-others"><${c} tone="quiet" onClick=${t}>${l.mail.again}<//></div>`}
</div>`}function st(){return oe.value?.development_mailbox?A`<p class="auth-hint small muted">
${l.mail.mailboxHint} <a href="/dev/mail" target="_blank" rel="noopener">${l.mail.mailbox}</a>
</p>`:null}function ct({contact:e,sent:t,onAnswer:n,onOther:r}){let[i,a]=F(``),[o,s]=F(null),u=I(),d=Ge(),f=t=>{let r=typeof t==`string`?t:i,o=L({code:r});s(o),o||u.run(async()=>{try{await n(await it(e,r))}catch(e){throw a(``),e}})},p=o??T(u.problem,e=>u.until?null:e.status===401?ye(e,`code`,lt(e.data)):void 0),m=U(p);return A`<div class="stack stack-4" ref=${d}>
<p>${l.code.sentTo(e)}</p>
<${st} />
<${H} until=${u.until} onEnd=${u.clear} says=${l.code.blocked} />
<${B} onSubmit=${()=>f()} error=${p} busy=${u.busy} fields=${{code:l.fields.code}}>
<${R} name="code" label=${l.fields.code} error=${m.code}>
${e=>A`<${He} ...${e} value=${i} onChange=${a} onComplete=${f}
disabled=${u.until!==null} />`}
<//>
<${c} type="submit" tone="primary" class="auth-wide" busy=${u.busy} disabled=${u.until!==null}>
${l.code.submit}
<//>
<//>
<${ut} contact=${e} sent=${t} blocked=${u.until!==null} onSent=${u.clear} onOther=${r} />
</div>`}function lt(e){let t=e?.attempts_remaining;return t>0?l.code.left(t):l.code.none}function ut({contact:e,sent:t,blocked:n,onSent:r,onOther:i}){let[a,o]=F(t.again),[s,u]=F(null),d=I(),f=d.until??a;return A`<div class="auth-others">
<p class="visually-hidden" role="status">${s}</p>
${f?!n&&A`<span class="muted small"><${ee} key=${f.getTime()} until=${f}
onEnd=${()=>(d.clear(),o(null))}>${e=>l.code.resendIn(e)}<//></span>`:A`<${c} tone="quiet" busy=${d.busy} disabled=${n} onClick=${()=>d.run(async()=>{o((await rt(e)).again),u(l.code.resent),r()})}>${l.code.resend}<//>`}
${i&&A`<${c} tone="quiet" onClick=${i}>${l.code.other}<//>`}
${d.problem&&!d.until&&A`<p class="auth-failure" role="alert">${d.problem.detail}</p>`}
</div>`}var dt=/* @__PURE__ */ e({default:()=>ft});function ft(){let[e,t]=F(Ve.peek()),[n,r]=F(null),[i,a]=F(null),[o,s]=F(null);We();let c=[{href:Be(`/sign-in`),label:l.footer.password},{href:Be(`/register`),label:l.footer.register}],u=(e=null)=>{a(null),r(null),s(e)};return i?A`<${V} key="factor" title=${l.factor.title} subtitle=${l.factor.explain}>
<${Je} factors=${i} onDone=${Xe} onRestart=${u} />
<//>`:n?A`<${V} key="code" title=${l.code.enterTitle} links=${c.slice(0,1)}>
<${ct} contact=${e} sent=${n} onAnswer=${e=>e.mfa_required?a(e.factors):Xe()} onOther=${()=>u()} />
<//>`:A`<${V} key="contact" title=${l.code.title} subtitle=${l.code.explain} links=${c}>
${o&&A`<${k} tone="warn" onClose=${()=>s(null)}>${o}<//>`}
<${at} contact=${e} onContact=${t} onSent=${r} />
<//>`}var pt=/* @__PURE__ */ e({default:()=>mt});function mt(){let[e,t]=F(null),n=[{href:`/sign-in`,label:l.footer.signIn},{href:`/code`,label:l.footer.code}];return e?A`<${V} key="sent" title=${l.mail.title} links=${n}>
<${ot} text=${l.mail.reset(e)} onAgain=${()=>t(null)} />
<//>`:A`<${V} key="form" title=${l.forgot.title} subtitle=${l.forgot.explain} links=${n}>
<${ht} onSent=${t} />
<//>`}function ht({onSent:e}){let[t,n]=F(Ve.peek()),[r,i]=F(null),o=I(),s=e=>n(Ve.value=e),u=()=>{let n=L({email:t});i(n),n||o.run(async()=>{await O(`/auth/password/forgot`,{email:t.trim()},{quiet:!0}),e(t.trim())})},d=r??T(o.problem,e=>e.status===429?null:void 0),f=U(d);return A`<${a}>
<${H} until=${o.until} onEnd=${o.clear} />
<${B} onSubmit=${u} error=${d} busy=${o.busy} fields=${{email:l.fields.email}}>
<${R} name="email" label=${l.fields.email} error=${f.email}>
${e=>A`<${g} ...${e} type="email" autocomplete="username" maxlength="254"
value=${t} onChange=${s} />`}
<//>
<${c} type="submit" tone="primary" class="auth-wide" busy=${o.busy} disabled=${o.until!==null}>
${l.forgot.submit}
<//>
<//>
<//>`}const gt=/* @__PURE__ */ new Map;function _t(){let e=new URLSearchParams(location.hash.slice(1)).get(`token`);return location.hash&&history.replaceState(history.state,``,location.pathname+location.search),e&&gt.set(location.pathname,e),gt.get(location.pathname)??null}function vt(){gt.delete(location.pathname)}function yt(){let[e,t]=F(_t);return E(()=>{let e=()=>t(_t());return addEventListener(`hashchange`,e),()=>removeEventListener(`hashchange`,e)},[]),e}function bt({name:e=`password`,label:t=l.fields.password,value:n,onChange:r,error:i}){let a=oe.value?.password_min_length??8;return A`<${R} name=${e} label=${t} error=${i} help=${l.fields.passwordHelp(a)}>
${e=>A`<${_e} ...${e} autocomplete="new-password" maxlength="128"
value=${n} onChange=${r} />`}
<//>`}function xt(){let e=[{href:`/sign-in`,label:l.footer.signIn}];return A`<${V} key="none" title=${l.missing.title} links=${e}><p>${l.missing.text}</p><//>`}function St({title:e,text:t,children:n}){let r=[{href:`/sign-in`,label:l.footer.signIn}];return A`<${V} key="gone" title=${e} links=${r}><p>${t}</p>${n}<//>`}const Ct=e=>e?.status===410||e?.errors?.some(({field:e})=>e===`token`)||!1;function wt({onConfirm:e,onOther:t}){let n=I(),r=T(n.problem,e=>e.status===429?null:void 0);return A`<${a}>
<${H} until=${n.until} onEnd=${n.clear} />
<${B} onSubmit=${()=>n.run(()=>e())} error=${r} busy=${n.busy}>
<${c} type="submit" tone="primary" class="auth-wide" busy=${n.busy} disabled=${n.until!==null}>
${l.verify.submit}
<//>
<//>
<div class="auth-others"><${c} tone="quiet" onClick=${t}>${l.verify.other}<//></div>
<//>`}function Tt({onConfirm:e}){let[t,n]=F(``),[r,i]=F(null),o=I(),s=()=>{let n=L({password:t});i(n),n||o.run(()=>e(t))},u=async()=>{await d({title:l.verify.forgottenTitle,body:l.verify.forgottenText,confirm:l.verify.forgottenSubmit,tone:`danger`})&&o.run(()=>e())},f=r??T(o.problem,e=>e.status===429?null:e.errors?.some(({code:e})=>e===`password_wrong`)?ye(e,`password`,l.verify.wrong):void 0),p=U(f);return A`<${a}>
<${H} until=${o.until} onEnd=${o.clear} />
<${B} onSubmit=${s} error=${f} busy=${o.busy} fields=${{password:l.fields.password}}>
<${R} name="password" label=${l.fields.password} error=${p.password}>
${e=>A`<${_e} ...${e} autocomplete="current-password" value=${t}
onChange=${n} />`}
<//>
<${c} type="submit" tone="primary" class="auth-wide" busy=${o.busy} disabled=${o.until!==null}>
${l.verify.submit}
<//>
<//>
<div class="auth-others">
<${c} tone="quiet" disabled=${o.busy} onClick=${u}>${l.verify.forgotten}<//>
</div>
<//>`}var Et=/* @__PURE__ */ e({Resend:()=>At,default:()=>Dt});function Dt(){let e=yt(),[t,n]=F(null),[r,i]=F(!1);if(!e)return A`<${xt} />`;if(t?.token===e)return A`<${kt} outcome=${t} />`;if(N.value===void 0)return A`<${V} title=${l.verify.title}><${o} lines=${2} /><//>`;let a=t=>Ot(e,t,n),s=N.value?.user;if(s&&!r){let e=l.verify.signedIn(s.email??s.name);return A`<${V} key="self" title=${l.verify.title} subtitle=${e}>
<${wt} onConfirm=${a} onOther=${()=>i(!0)} />
<//>`}return A`<${V} key="registrant" title=${l.verify.title} subtitle=${l.verify.explain}>
<${Tt} onConfirm=${a} />
<//>`}async function Ot(e,t,n){let r;try{r=(await O(`/auth/email/verify`,t?{token:e,password:t}:{token:e},{quiet:!0})).data}catch(t){if(Ct(t))return n({token:e,gone:!0});if(t.code===`email_taken`)return n({token:e,taken:!0});throw t}if(vt(),N.value)await le();else if(t&&r.password_kept){let e={email:r.email,password:t},n=await O(`/auth/login`,e,{quiet:!0}).catch(()=>null);if(n&&!n.data.mfa_required)return await de(),C(`/`,{replace:!0})}n({token:e,...r})}function kt({outcome:e}){return e.gone?A`<${St} title=${l.verify.gone} text=${l.verify.goneText}><${At} /><//>`:e.taken?A`<${St} title=${l.verify.gone} text=${l.verify.taken} />`:!e.password_kept&&!N.value?A`<${V} key="done" title=${l.verify.done}>
<p>${l.verify.doneReset(e.email)}</p>
<${c} tone="primary" class="auth-wide" href="/forgot">${l.verify.choose}<//>
<//>`:A`<${V} key="done" title=${l.verify.done}>
<p>${l.verify.doneText(e.email)}</p>
<${c} tone="primary" class="auth-wide" href=${N.value?`/`:`/sign-in`}>
${N.value?l.verify.goOn:l.footer.signIn}
<//>
<//>`}function At(){let e=I(),[t,n]=F(null);return N.value?N.value.user.email_verified?null:A`<div class="stack stack-2">
<${c} class="auth-wide" busy=${e.busy} disabled=${t!==null} onClick=${()=>e.run(async()=>{await O(`/auth/email/resend`),n(l.verify.resent)})}>${l.verify.resend}<//>
<p role="status">${t}</p>
<p class="auth-failure" role="alert">${e.problem?.detail}</p>
</div>`:A`<p class="muted">${l.verify.resendExplain}</p>`}function jt({verified:e,onAccept:t,onLeave:n}){let r=I(),i=r.problem?.code,o=!e||i===`email_unverified`;E(()=>{if(!o)return;let e=async()=>(await le(),r.clear());return addEventListener(`focus`,e),()=>removeEventListener(`focus`,e)},[o]);let s=T(r.problem,e=>e.status===429||i===`other_address`?null:void 0);return A`<${a}>
<${H} until=${r.until} onEnd=${r.clear} />
${i===`other_address`&&A`<p class="auth-failure" role="alert">${l.invitation.otherAddress}</p>`}
${o?A`<p>${l.invitation.unverified}</p><${At} /><${st} />`:A`<${B} onSubmit=${()=>r.run(()=>t())} error=${s} busy=${r.busy}>
<${c} type="submit" tone="primary" class="auth-wide" busy=${r.busy}
disabled=${r.until!==null||i===`other_address`}>
${l.invitation.accept}
<//>
<//>`}
<div class="auth-others"><${c} tone="quiet" onClick=${n}>${l.invitation.signOut}<//></div>
<//>`}function Mt({onAccept:e}){let[t,n]=F(``),[r,i]=F(``),[o,s]=F(null),u=I(),d=()=>{let n=L({password:r});s(n),n||u.run(()=>e({password:r,name:t.trim()||void 0}))},f=o??T(u.problem,e=>e.status===429?null:void 0),p=U(f),m={name:l.fields.name,password:l.fields.password};return A`<${a}>
<${H} until=${u.until} onEnd=${u.clear} />
<${B} onSubmit=${d} error=${f} busy=${u.busy} fields=${m}>
<${R} name="name" label=${m.name} error=${p.name} optional>
${e=>A`<${g} ...${e} autocomplete="name" maxlength="200" value=${t} onChange=${n} />`}
<//>
<${bt} value=${r} onChange=${i} error=${p.password} />
<${c} type="submit" tone="primary" class="auth-wide" busy=${u.busy} disabled=${u.until!==null}>
${l.invitation.create}
<//>
<//>
<//>`}function Nt({email:e=null,contact:t=e,fixed:n=!1,byCode:r=!1,only:i=!1,onSignedIn:a}){let[o,s]=F(r),[u,d]=F(t??``),[f,p]=F(null),[m,h]=F(null),[g,_]=F(null),v=e=>e.mfa_required?h(e.factors):a(e),y=(e=null)=>{h(null),p(null),_(e)};return m?A`<${Je} factors=${m} onDone=${a} onRestart=${y} />`:f?A`<${ct} contact=${u} sent=${f} onAnswer=${v} onOther=${n?void 0:()=>y()} />`:A`<div class="stack stack-4">
${g&&A`<${k} tone="warn" onClose=${()=>_(null)}>${g}<//>`}
${o?A`<${at} contact=${u} fixed=${n&&t!==null} onContact=${d} onSent=${p} />`:A`<${qe} email=${e??``} fixed=${n&&e!==null} onAnswer=${v} />`}
${!i&&Ye.value===`yes`&&A`<p class="auth-or">${l.signIn.or}</p>`}
${!i&&A`<${Ze} run=${Ue} onDone=${a} />`}
${!i&&(!o||e!==null||!n)&&A`<div class="auth-others">
<${c} tone="quiet" onClick=${()=>s(!o)}>
${o?l.footer.password:l.footer.code}
<//>
</div>`}
</div>`}var Pt=/* @__PURE__ */ e({default:()=>Ft});function Ft(){let e=yt(),[t,n]=F(null),[r,i]=F(!1),[a,s]=F(null);if(!e)return A`<${xt} />`;if(t===e)return A`<${St} title=${l.invitation.gone} text=${l.invitation.goneText} />`;if(N.value===void 0)return A`<${V} title=${l.invitation.title}><${o} lines=${2} /><//>`;let u=async t=>{try{await It(e,t)}catch(t){if(Ct(t))return n(e);if(t.code!==`account_exists`)throw t;s(l.invitation.known),i(!0)}};return N.value?A`<${V} key="self" title=${l.invitation.title}
subtitle=${l.invitation.asSelf(N.value.user.email??N.value.user.name)}>
<${jt} verified=${N.value.user.email_verified} onAccept=${u} onLeave=${async()=>{i(!0),await w({stay:!0})}} />
<//>`:r?A`<${V} key="known" title=${l.invitation.title}>
${a&&A`<${k} tone="info">${a}<//>`}
<${Nt} onSignedIn=${()=>de()} />
<div class="auth-others">
<${c} tone="quiet" onClick=${()=>i(!1)}>${l.invitation.noAccount}<//>
</div>
<//>`:A`<${V} key="new" title=${l.invitation.title} subtitle=${l.invitation.newUser}>
<${Mt} onAccept=${u} />
<div class="auth-others">
<${c} tone="quiet" onClick=${()=>i(!0)}>${l.invitation.have}<//>
</div>
<//>`}async function It(e,t={}){let n=new Set((N.value?.memberships??[]).map(({id:e})=>e)),{data:r}=await O(`/auth/invitations/accept`,{token:e,...t},{quiet:!0}),i=r.memberships.filter(({id:e,kind:t})=>!n.has(e)&&t!==`personal`);vt(),await de(),C(i.length?`/t/${i[0].slug}/`:`/`,{replace:!0})}function Lt(e,t){let[n,r]=F(``),[i,a]=F(null),o=I(),s=r=>{let i=typeof r==`string`?r:n,s=L({[e]:i});a(s),s||o.run(async()=>{await O(`/auth/reauthenticate`,{[e]:i}),await t()})},c=i??T(o.problem,t=>t.status===429?null:t.code===`proof_refused`?ye(t,e,l.prove.wrong):void 0);return{value:n,setValue:r,send:s,problem:c,errors:U(c),attempt:o}}function Rt({email:e,onProved:t}){let{value:n,setValue:r,send:i,problem:a,errors:o,attempt:s}=Lt(`password`,t);return A`<${Bt} field="password" label=${l.fields.password} ...${{send:i,problem:a,attempt:s}}>
<input class="visually-hidden" type="text" autocomplete="username" value=${e} readonly tabindex="-1" aria-hidden="true" />
<${R} name="password" label=${l.fields.password} error=${o.password}>
${e=>A`<${_e} ...${e} autocomplete="current-password" value=${n} onChange=${r} />`}
<//>
<//>`}function zt({onProved:e}){let{value:t,setValue:n,send:r,problem:i,errors:a,attempt:o}=Lt(`code`,e);return A`<${Bt} field="code" label=${l.fields.code} ...${{send:r,problem:i,attempt:o}}>
<${R} name="code" label=${l.fields.code} error=${a.code} help=${l.factor.codeHelp}>
${e=>A`<${He} ...${e} value=${t} onChange=${n} onComplete=${r} />`}
<//>
<//>`}function Bt({field:e,label:t,send:n,problem:r,attempt:i,children:a}){let o=Ge();return A`<div class="stack stack-4" ref=${o}>
<${H} until=${i.until} onEnd=${i.clear} />
<${B} onSubmit=${()=>n()} error=${r} busy=${i.busy} fields=${{[e]:t}}>
${a}
<${c} type="submit" tone="primary" class="auth-wide" busy=${i.busy} disabled=${i.until!==null}>
${l.prove.submit}
<//>
<//>
</div>`}var Vt=/* @__PURE__ */ e({Reauthenticate:()=>Ht});function Ht({onProved:e,onCancel:t,reason:n}){let r=N.value?.user,i=N.value?.factors??[],a=[i.includes(`passkey`)&&Ye.value!==`no`&&`passkey`,r?.email&&`password`,i.includes(`totp`)&&`app`,(r?.email||r?.phone)&&`code`].filter(Boolean),[o,s]=F(a[0]),u=async t=>t.user.id===r?.id?e():de();return A`<div class="stack stack-4">
<p class="muted">${n??l.prove.explain}</p>
${o===`password`&&A`<${Rt} email=${r.email} onProved=${e} />`}
${o===`app`&&A`<${zt} onProved=${e} />`}
${o===`passkey`&&A`<${Ze} tone="primary" run=${Ke} onDone=${u} />`}
${o===`code`&&A`<${Nt} email=${r.email??null} contact=${r.email??r.phone} fixed byCode only
onSignedIn=${u} />`}
<div class="auth-others" role="group" aria-label=${l.prove.ways}>
${a.filter(e=>e!==o).map(e=>A`<${c} key=${e} tone="quiet" onClick=${()=>s(e)}>${l.prove[e]}<//>`)}
</div>
<div class="row row-end"><${c} tone="quiet" onClick=${()=>t()}>${l.prove.cancel}<//></div>
</div>`}var Ut=/* @__PURE__ */ e({default:()=>Wt});function Wt(){let[e,t]=F(null);We();let n=[{href:Be(`/sign-in`),label:`${l.register.haveOne} ${l.register.signIn}`},{href:Be(`/code`),label:l.footer.code}];return e?A`<${V} key="sent" title=${l.mail.title} links=${n.slice(0,1)}>
<${ot} text=${l.mail.confirm(e)} onAgain=${()=>t(null)} />
<//>`:A`<${V} key="form" title=${l.register.title} links=${n}>
<${Gt} onMail=${t} />
<//>`}function Gt({onMail:e}){let[t,n]=F(Ve.peek()),[r,i]=F(``),[o,s]=F(``),[u,d]=F(null),f=I(),p=e=>n(Ve.value=e),m=()=>{let n=L({email:t,password:o});d(n),n||f.run(async()=>{let n={email:t.trim(),password:o,name:r.trim()||void 0};await((await O(`/auth/register`,n,{quiet:!0})).status===202?e(n.email):Xe())})},h=f.problem?.code===`email_taken`,_=u??T(f.problem,e=>e.status===429?null:e.code===`email_taken`?ye(e,`email`,l.register.taken):void 0),v=U(_),y={name:l.fields.name,email:l.fields.email,password:l.fields.password};return A`<${a}>
<${H} until=${f.until} onEnd=${f.clear} />
<${B} onSubmit=${m} error=${_} busy=${f.busy} fields=${y}>
<${R} name="name" label=${y.name} error=${v.name} optional>
${e=>A`<${g} ...${e} autocomplete="name" maxlength="200" value=${r} onChange=${i} />`}
<//>
<${R} name="email" label=${y.email} error=${v.email}
help=${h&&A`<a href=${Be(`/sign-in`)}>${l.register.signIn}</a>`}>
${e=>A`<${g} ...${e} type="email" autocomplete="username" maxlength="254"
value=${t} onChange=${p} />`}
<//>
<${bt} value=${o} onChange=${s} error=${v.password} />
<${c} type="submit" tone="primary" class="auth-wide" busy=${f.busy} disabled=${f.until!==null}>
${l.register.submit}
<//>
<//>
<//>`}var Kt=/* @__PURE__ */ e({default:()=>qt});function qt(){let e=yt(),[t,n]=F(null);if(!e)return A`<${xt} />`;if(t?.token===e&&t.done)return A`<${V} key="done" title=${l.reset.done}>
<p>${l.reset.doneText}</p>
<${c} tone="primary" class="auth-wide" href="/sign-in">${l.footer.signIn}<//>
<//>`;if(t?.token===e)return A`<${St} title=${l.reset.gone} text=${l.reset.goneText}>
<${c} tone="primary" class="auth-wide" href="/forgot">${l.reset.another}<//>
<//>`;let r=t=>()=>n({token:e,done:t});return A`<${V} key="form" title=${l.reset.title} subtitle=${l.reset.explain}>
<${Jt} key=${e} token=${e} onDone=${r(!0)} onGone=${r(!1)} />
<//>`}function Jt({token:e,onDone:t,onGone:n}){let[r,i]=F(``),o=be(),[s,u]=F(!1),[d,f]=F(null),p=I(),m=()=>{let i=L({new_password:r});f(i),i||p.run(async()=>{try{await O(`/auth/password/reset`,{token:e,new_password:r,revoke_api_keys:s},{quiet:!0})}catch(e){if(!Ct(e))throw e;return n()}vt(),N.value&&await le(),t()})},h=d??T(p.problem,e=>e.status===429?null:void 0),g=U(h),_={new_password:l.fields.newPassword};return A`<${a}>
<${H} until=${p.until} onEnd=${p.clear} />
<${B} onSubmit=${m} error=${h} busy=${p.busy} fields=${_}>
<${bt} name="new_password" label=${_.new_password} value=${r} onChange=${i}
error=${g.new_password} />
<div>
<${et} id=${o} name="revoke_api_keys" aria-describedby=${`${o}-help`} label=${l.reset.keys}
value=${s} onChange=${u} />
<p id=${`${o}-help`} class="small muted">${l.reset.keysHelp}</p>
</div>
<${c} type="submit" tone="primary" class="auth-wide" busy=${p.busy} disabled=${p.until!==null}>
${l.reset.submit}
<//>
<//>
<//>`}var Yt=/* @__PURE__ */ e({SignInAgain:()=>Xt});function Xt({email:e=null,onSignedIn:t,onCancel:n}){let r=N.value?.user.phone??null,i=e===null&&r!==null;return A`<div class="stack stack-4">
<p class="muted">${l.again.explain}</p>
<${Nt} email=${e} contact=${e??r} fixed=${e!==null||r!==null} byCode=${i}
onSignedIn=${t} />
<div class="row row-end"><${c} tone="quiet" onClick=${()=>n()}>${l.again.cancel}<//></div>
</div>`}const Zt=(e,t,n)=>e===1?`1 ${t}`:`${e} ${n}`,Qt={save:`Save`,saved:`Saved`,cancel:`Cancel`,close:`Close`,undo:`Undo`,name:`Name`,slug:`Address`,slugHelp:`2 to 63 lower-case letters, digits and single hyphens inside.`,slugWrong:`Use 2 to 63 lower-case letters, digits and single hyphens inside.`,slugTaken:`Another workspace has this address. Choose another.`,required:`Fill this in.`,changedMeanwhile:`Someone changed this in the meantime. You see their version now; make your change again.`,discard:{title:`Discard the changes?`,body:`What you typed isn’t saved yet.`,confirm:`Discard`},system:`The system`,someone:`A former member`,roles:{viewer:`Viewer`,member:`Member`,admin:`Admin`,owner:`Owner`},roleHelp:{viewer:`Reads what the workspace shares.`,member:`Reads and changes rows.`,admin:`Also invites people, makes keys and sees the audit log.`,owner:`Also closes the workspace and asks for second factors.`},role:`Role`,adminsOnly:{title:`Admins see this`,text:`Ask an admin of this workspace to look, or to give you the role.`},membersOnly:{title:`Members change this`,text:`You read this workspace. Ask an admin for the role of a member.`},verify:{title:`Confirm your address first`,text:e=>e?`We sent a letter to ${e}. Open its link, then come back.`:`Add an e-mail address to your account, then confirm it.`,again:`Send it again`,sent:`The letter is on its way.`,account:`Open your account`,mailbox:`Open the mailbox`},overview:{title:`Overview`,figures:`Last 30 days`,activity:`Recent activity`,allActivity:`Whole audit log`,nothingYet:`Nothing has happened here yet.`,next:`What’s next`,leads:`Leads`,calls:`Calls`,messages:`Messages`,won:e=>`${e} of the decided ones won`,answered:e=>`${e} answered`,delivered:e=>`${e} delivered`,none:`None in this time`,failed:`This figure isn’t there right now.`,perDay:(e,t)=>`${e} per day over 30 days, ${t} together`,details:`Open analytics`},steps:{verify:{title:`Confirm your address`,text:`Invitations and keys need it.`,act:`Confirm`},invite:{title:`Invite someone`,text:`You are alone here so far.`,act:`Invite`},factor:{title:`Add a second factor`,text:`A password alone can be guessed or stolen.`,act:`Set up`},first:{title:`Create your first lead`,text:`Or import a file of them.`,act:`Create`},failed:e=>({title:`${e}: some failed`,text:`Look at them and try again.`,act:`Show`}),doubt:e=>({title:`${e}: some are in doubt`,text:`Check whether they arrived.`,act:`Show`}),done:`Nothing waits for you.`},activity:{did:{insert:`created`,update:`changed`,delete:`deleted`,restore:`restored`},sentence:(e,t,n)=>`${e} ${t} ${n}`,things:{tenants:`the workspace`,memberships:`a membership`,invitations:`an invitation`,api_keys:`an API key`,settings:`a value`,chat_endpoints:`the chat endpoint`,impersonations:`an impersonation`},a:e=>/^[aeiou]/i.test(e)?`an ${e}`:`a ${e}`,binned:`binned`,removed:`removed`,gone:{api_keys:`revoked`,tenants:`closed`},unbinned:`restored`,by:e=>` (${e} as them)`},settings:{title:`Settings`,tabs:{general:`General`,members:`Members`,invitations:`Invitations`,"api-keys":`API keys`,values:`Values`,audit:`Audit log`,danger:`Export and close`}},general:{title:`General`,slugChange:`Links with the old address stop working.`,factor:`Require a second factor`,factorHelp:`Members without one are asked to add one before they go on.`,factorFirst:`Add a second factor to your own account first.`,factorLink:`Set one up`,id:`Workspace id`,created:`Created`,readOnly:`Admins change these.`},members:{title:`Members`,invite:`Invite`,name:`Name`,email:`E-mail`,since:`Since`,acts:`Actions`,you:`you`,unnamed:`No name`,remove:`Remove`,leave:`Leave`,roleOf:e=>`Role of ${e}`,changed:(e,t)=>`${e}: ${t}`,removeTitle:e=>`Remove ${e}?`,removeBody:`They lose access from their next request on, and their API keys here stop. Rows they made stay.`,removed:e=>`${e} is removed`,leaveTitle:e=>`Leave ${e}?`,leaveBody:`You lose access at once. Someone has to invite you to come back.`,lastOwner:`You are the last owner. Make another member an owner first; then you can leave or take another role.`,own:`Change your own role?`,ownBody:e=>`You will be ${e} from your next request on. Someone above you has to undo it.`,ownConfirm:`Change role`},invitations:{title:`Invitations`,form:`Invite someone`,email:`E-mail`,send:`Send invitation`,sent:e=>`Invitation sent to ${e}`,pending:`Pending`,by:`Invited by`,until:`Good until`,expired:`Expired`,acts:`Actions`,resend:`Send again`,resent:e=>`Sent again to ${e}. The first link no longer works.`,withdraw:`Withdraw`,withdrawn:e=>`Invitation to ${e} withdrawn`,empty:`No invitation is pending`,emptyText:`Who was invited appears here until they accept.`,member:`This address is a member already.`},keys:{title:`API keys`,intro:`A program acts in this workspace by a key: never above its maker, and only on what its scopes name.`,create:`Create key`,make:`New API key`,name:`Name`,nameHelp:`What it is for, like “Nightly import”.`,scopes:`What it may do`,scopesHelp:`Writing doesn’t include reading.`,thing:`Things`,everything:`Everything`,read:`Read`,write:`Write`,mayRead:e=>`Read ${e}`,mayWrite:e=>`Write ${e}`,things:{"audit-log":`Audit log`,settings:`Values`,tenant:`Workspace`,analytics:`Analytics`,universities:`Universities`},none:`Choose at least one scope.`,role:`At most the role`,expires:`Ends`,ends:{7:`In 7 days`,30:`In 30 days`,90:`In 90 days`,365:`In a year`,own:`At a time I choose`},endsAt:`Ends at`,made:`Made by`,used:`Last used`,never:`Never`,prefix:`Begins with`,acts:`Actions`,revoke:`Revoke`,revokeTitle:e=>`Revoke “${e}”?`,revokeBody:`Programs that use it are refused from their next request on. A revoked key can’t come back.`,revoked:e=>`“${e}” is revoked`,empty:`No API keys`,emptyText:`Create one for a program that works with this workspace.`,secretTitle:`Copy the key now`,secretText:`This is the only time it is shown. Keep it where passwords are kept.`,secretLabel:`API key`,copy:`Copy key`,secretDone:`I have kept it`},values:{title:`Values`,intro:`Programs of this workspace keep small JSON values here, by key.`,add:`Add value`,edit:`Change value`,key:`Key`,keyHelp:`1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,keyWrong:`Use 1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,value:`Value`,valueHelp:`JSON, like 42, "text" or {"on": true}.`,valueWrong:`This isn’t JSON yet.`,changed:`Changed`,acts:`Actions`,change:`Change`,remove:`Remove`,removed:e=>`${e} is removed`,saved:e=>`${e} is saved`,exists:`This key has a value already. Change that one.`,empty:`No values`,emptyText:`Add one, or let a program set it by PUT /api/settings/<key>.`},audit:{title:`Audit log`,table:`Things`,row:`Row id`,actor:`Member`,all:`All`,filter:`Filter`,clear:`Clear`,when:`When`,who:`Who`,what:`What`,details:`Details`,detailsOf:e=>`Details: ${e}`,before:`Before`,after:`After`,field:`Field`,request:`Request id`,rowId:`Row id`,key:`API key`,job:`Job`,as:`Platform admin`,open:`Open row`,fields:e=>Zt(e,`field`,`fields`),empty:`Nothing matches`,emptyText:`Clear the filters to see everything.`,hidden:`No values are recorded for this change.`},danger:{title:`Export and close`,export:`Export`,exportText:`Each list as a file of its own. NDJSON keeps every value as it is; CSV opens in a spreadsheet.`,csv:`CSV`,ndjson:`NDJSON`,get:(e,t)=>`${e} as ${t}`,all:`Download all as NDJSON`,done:e=>`${Zt(e,`file`,`files`)} downloaded`,close:`Close this workspace`,closeText:`Its members are kept out from then on. It is removed for good after thirty days; until then the people who run this installation can open it again.`,closeButton:`Close workspace`,closeTitle:e=>`Close ${e}?`,closeBody:`Members are kept out, keys stop, calls and campaigns end.`,closed:e=>`${e} is closed`,ownersOnly:`Owners close a workspace.`,personal:`This is your personal workspace.`},create:{title:`New workspace`,text:`A workspace has members, rows and settings of its own.`,submit:`Create workspace`,nameHelp:`Like your company or your team.`},welcome:{title:`Welcome`,step:(e,t)=>`Step ${e} of ${t}`,skip:`Skip`,skipAll:`Skip all`,next:`Save and go on`,goOn:`Go on`,finish:`Go to your workspace`,you:{title:`What’s your name?`,text:`Members of your workspaces see it.`,label:`Your name`},space:{title:`Name your workspace`,text:`You can change both later.`},invite:{title:`Invite someone`,text:`They get a letter with a link, good for seven days.`},data:{title:`Bring in some data`,text:`Look around with samples, or start with a file of your own.`,sample:`Add sample leads`,added:`Three sample leads are there.`,import:`Import a file`,leads:[{name:`Ada Lovelace`,company:`Analytical Engines`,email:`ada@example.com`,status:`new`},{name:`Grace Hopper`,company:`Compilers & Co.`,email:`grace@example.com`,status:`contacted`},{name:`Alan Turing`,company:`Bombe Works`,email:`alan@example.com`,status:`qualified`}]},factor:{title:`Add a second factor`,text:`An app on your phone or a passkey keeps your account yours, even if the password leaks.`,act:`Set one up`,have:`You have a second factor already.`}}},G=z.wrong,$t=/* @__PURE__ */ new Map;function en(e){if(!$t.has(e)){let t=null;try{t=new RegExp(e,`u`)}catch{t=null}$t.set(e,t)}return $t.get(e)}const tn=/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,nn={integer:e=>Number.isInteger(Number(e))?null:G.integer,decimal:e=>Number.isFinite(Number(e))?null:G.number,uuid:e=>tn.test(e)?null:G.uuid,uuids:e=>e.every(e=>tn.test(e))?null:G.uuid,date:e=>Number.isNaN(Date.parse(e))?G.date:null,timestamp:e=>Number.isNaN(Date.parse(e))?G.date:null},rn={email:G.email,phone:G.phone,e164:G.phone,url:G.url},an=e=>e==null||(Array.isArray(e)?!e.length:typeof e==`string`&&!e.trim());function on(e,t){if(e.kind===`uuids`&&Array.isArray(t)&&!t.length&&!e.minItems)return null;if(an(t))return e.required&&e.default==null&&e.kind!==`boolean`?G.required:null;let n=nn[e.kind]?.(t);if(n)return n;if(e.kind===`select`&&e.options&&!e.options.some(e=>(e?.value??e)===t))return G.option;if(Array.isArray(t))return e.maxItems&&t.length>e.maxItems?G.items(e.maxItems):null;if([`integer`,`decimal`].includes(e.kind))return e.min!=null&&Number(t)<e.min?G.min(e.min):e.max!=null&&Number(t)>e.max?G.max(e.max):null;if(typeof t!=`string`)return null;let r=[...t].length;if(e.minLength&&r<e.minLength)return G.minLength(e.minLength);if(e.maxLength&&r>e.maxLength)return G.maxLength(e.maxLength);let i=e.pattern&&en(e.pattern);return i&&!i.test(t)?rn[e.kind]??G.pattern:null}function sn(e,t){let n=e.map(e=>[e.name,on(e,t[e.name])]);return Object.fromEntries(n.filter(([,e])=>e))}function K(e,t){if(Object.is(e,t))return!0;if(e==null||t==null)return(e??null)===(t??null);if(typeof e!=`object`||typeof t!=`object`||Array.isArray(e)!==Array.isArray(t))return!1;let n=Object.keys(e);return n.length===Object.keys(t).length&&n.every(n=>Object.hasOwn(t,n)&&K(e[n],t[n]))}function cn(e,t,n){let r={},i=[],a=!0;for(let o of/* @__PURE__ */ new Set([...Object.keys(e),...Object.keys(t),...Object.keys(n)])){let[s,c,l]=[e[o],Object.hasOwn(t,o)?t[o]:e[o],n[o]],u=K(c,s);r[o]=u?l:c,u||K(c,l)||(a=!1,K(l,s)||(r[o]=l,i.push({field:o,base:s,mine:c,theirs:l})))}return{merged:r,conflicts:i,settled:a}}function ln(e,t){return Object.fromEntries(Object.entries(t).filter(([t,n])=>!K(n,e[t])))}const un=e=>e.name===`client_id`&&e.kind===`uuid`,dn=(e,t)=>e.fields.filter(e=>!e.readOnly&&!un(e)&&(t||!e.createOnly));function fn(e,t){return an(t)?[`tags`,`uuids`].includes(e.kind)&&!e.nullable?[]:null:e.kind===`integer`&&typeof t==`string`?Number(t):t}const pn=(e,t)=>Object.fromEntries(e.map(e=>[e.name,fn(e,t[e.name])])),mn=()=>d({title:z.form.leaveTitle,body:z.form.leaveText,confirm:z.form.leave,tone:`danger`});function hn(e,t,n=null){let r=v(()=>{let r=t??{...Object.fromEntries(e.map(e=>[e.name,e.default??null])),...n};return pn(e,r)},[]),[i,a]=F(r),[o,s]=F(r),[c,l]=F({}),[u,d]=F({}),f=pn(e,o),p=ln(i,f),m=Object.keys(p).length>0,g=_(m);g.current=m,E(()=>h(()=>!g.current||mn(),()=>g.current),[]);let y=sn(e,f),b=!!t;return{base:i,values:o,now:f,dirty:m,patch:p,errorOf:e=>u[e.name]??(c[e.name]?on(e,f[e.name]):null),set(e,t){s(n=>({...n,[e]:t})),d(({[e]:t,...n})=>n)},touch:e=>l(t=>t[e]?t:{...t,[e]:!0}),wrong(){return l(Object.fromEntries(e.map(e=>[e.name,!0]))),Object.entries(y).filter(([e])=>!b||e in p)},refused:e=>d(e),settle:()=>g.current=!1,reset(t){let n=t?pn(e,t):r;g.current=!1,a(n),s(n),l({}),d({})},body:()=>Object.fromEntries(e.map(({name:e,required:t})=>[e,f[e],t]).filter(([,e,t])=>!an(e)||t&&Array.isArray(e)))}}const gn=(e,t)=>Object.fromEntries(t.map(t=>[t,e[t]??null])),_n=e=>e.etag??he(e.data);async function vn({resource:e,id:t,parent:n},r,i,a){let o=M(e,t,n),s=e.operations.change?await ve(o,r,{ifMatch:a}):await ie(o,i,{ifMatch:a});return{kind:`saved`,row:s.data,etag:_n(s)}}async function yn(e,t,n,r){try{return await vn(e,ln(t,n),n,r)}catch(e){if(e.status===404)return{kind:`gone`};if(e.status===412)return null;throw e}}function bn(e,t,n){let r=gn(n.data,Object.keys(t)),{merged:i,conflicts:a,settled:o}=cn(e,t,r),s=_n(n);return o?{kind:`saved`,row:n.data,etag:s}:{kind:a.length?`conflict`:`joined`,theirs:r,merged:i,conflicts:a,row:n.data,etag:s}}async function xn(e,t,n,r){for(let i=0;i<4;i+=1){let i=await yn(e,t,n,r);if(i)return i;let a;try{a=await D(M(e.resource,e.id,e.parent))}catch(e){if(e.status===404)return{kind:`gone`};throw e}let o=bn(t,n,a);if(o.kind!==`joined`)return o;[t,n,r]=[o.theirs,o.merged,o.etag]}let i=await D(M(e.resource,e.id,e.parent)),a=bn(t,n,i);return a.kind===`joined`?{...a,kind:`conflict`}:a}async function Sn(e,t,n){let r=bn(t,n,await Cn(e));return r.kind===`joined`?xn(e,r.theirs,r.merged,r.etag):r}const Cn=({resource:e,id:t,parent:n})=>O(ue(e.operations.restore.path,t,n));async function wn({resource:e,parent:t},n,r){let i=e.fields.find(un),a=i?{...n,[i.name]:r}:n,o=await O(ne(e,t),a,{key:r});return{kind:`saved`,row:o.data,etag:_n(o)}}const Tn=e=>e.status===0||e.status>=500||e.code===`in_progress`,En=e=>{if(e.status===void 0)throw e;r(e.detail??e.title??e.message,{tone:`bad`})};async function Dn(e){try{let{data:t,etag:n}=await Cn(e);return t?Ae(e.resource,t,{parent:e.parent,etag:n}):ke(e.resource,e.parent),r(z.view.restored(e.resource.labels[0]),{tone:`good`}),!0}catch(e){return En(e),!1}}async function On({resource:e,row:t,etag:n,parent:i,onStale:a}){let o={resource:e,id:t.id,parent:i},[s]=e.labels,c=e.operations.restore;if(!c&&!await d({title:z.view.removeTitle(s),body:z.view.removeText,confirm:z.view.remove,tone:`danger`}))return!1;try{await ge(M(e,t.id,i),{ifMatch:n??he(t)})}catch(e){if(e.status===412)return a?.(),r(z.view.refreshed,{tone:`warn`}),!1;if(e.status!==404)return En(e),!1}return Me(e,t.id,{parent:i}),r(z.view.removed(s),c?{action:{label:z.view.undo,run:()=>Dn(o)}}:{}),!0}var kn=/* @__PURE__ */ e({default:()=>Pn});const An=Le(()=>Promise.resolve().then(()=>Yn),`BulkBar`);function jn({resource:e,row:t}){let[n,r]=F(!1);return A`<${c} size="small" icon="rotate-ccw" busy=${n} onClick=${async()=>{r(!0),await Dn({resource:e,id:t.id}),r(!1)}}>${z.bin.restore}<//>`}function Mn(e){let t=e.operations.restore?.access?.role;return u()&&(!t||s(t))}function Nn({resource:e}){let t=je(e,{query:{deleted:!0}}),n=Ie(t.rows??[]),r=_(null),i=Mn(e);Pe(r,{toggle:e=>i&&t.rows?.[e]&&n.toggle(t.rows[e].id)});let a=De(e,{without:[`created_at`],add:[{key:`deleted_at`,label:z.bin.deleted,render:e=>A`<${ze} value=${e.deleted_at} />`},...i?[{key:`restore`,label:z.bin.actions,width:`narrow`,render:t=>A`<${jn} resource=${e} row=${t} />`}]:[]]}),s=[.../* @__PURE__ */ new Set([...e.compact??[],`deleted_at`,`restore`])];return A`<div ref=${r} class="list stack stack-4" aria-busy=${t.busy}>
<div class="list-fresh" role="status">${t.fresh>0&&A`<${c} size="small" icon="arrow-up" onClick=${t.reload}>${z.list.more(t.fresh)}<//>`}</div>
${t.problem&&A`<${Se} problem=${t.problem} onRetry=${t.reload} />`}
${!t.rows&&!t.problem&&A`<${o} lines=${8} />`}
${t.rows?.length===0&&A`<${m} icon="trash-2" title=${z.bin.empty}>${z.bin.emptyText}<//>`}
${t.rows?.length>0&&A`<${Ce} caption=${z.bin.title(e.labels[1])} columns=${a} rows=${t.rows} compact=${s}
selected=${i?n.selected:void 0} onSelect=${i?n.onSelect:void 0} />`}
<${Re} cursor=${t.cursor} busy=${t.busy} onMore=${t.more} />
${n.chosen.length>0&&A`<${An} resource=${e} rows=${n.chosen} onDone=${()=>{n.clear(),t.reload()}} />`}
</div>`}function Pn({params:e}){let t=fe(e.things);if(!t?.operations.restore)return A`<${f} title=${z.bin.none}><p>${z.list.unknownText}</p><//>`;let n=[{label:t.labels[1],href:P(t)}];return A`<${f} title=${z.bin.title(t.labels[1])} crumbs=${n} subtitle=${z.bin.subtitle}>
<${Nn} key=${t.plural} resource=${t} />
<//>`}const Fn=j.bulk,In=async(e,t,n)=>n.data?.id?n:D(M(e,t)),Ln=(e,{data:t,etag:n})=>(Ae(e,t,{etag:n,quiet:!0}),t);async function Rn(e,t,n){let r=await ve(M(e,t.id),n,{ifMatch:he(t)});return Ln(e,await In(e,t.id,r))}async function zn(e,t){return await ge(M(e,t.id),{ifMatch:he(t)}),Me(e,t.id),t}async function Bn(e,t){let n=await Cn({resource:e,id:t.id});return Ln(e,await In(e,t.id,n))}function Vn(e){return e.status===412?Fn.conflict:e.status===404?Fn.gone:e.errors?.map(({message:e})=>e).join(` `)||e.detail||e.title||j.failed}async function Hn(e,t,n){let i=(await te(t,n)).filter(({ok:e})=>e).length;ke(e),r(Fn.undone(i),{tone:`good`}),i<t.length&&r(Fn.undoFailed(t.length-i),{tone:`warn`})}const Un=j.bulk,Wn=e=>e===``||e==null,Gn=(e,t)=>e.kind===`boolean`?t===!0:Wn(t)?null:e.kind===`integer`&&typeof t==`string`?Number(t):t;function Kn({resource:e,fields:t,rows:n,onApply:r,onClose:i}){let a=be(),[o,s]=F(``),[l,u]=F(null),[d,f]=F(null),p=t.find(e=>e.name===o),m=e=>{s(e),u(null),f(null)},h=()=>{if(!p)return f(j.required);let e=Gn(p,l),t=e===null&&(p.required||p.nullable===!1)?j.required:on(p,e);return f(t??null),t?void 0:r(p,e)},g=e.labels[n.length===1?0:1],_=A`<${c} tone="quiet" onClick=${i}>${j.cancel}<//>
<${c} tone="primary" type="submit" form=${a} disabled=${!p}>${Un.apply(n.length)}<//>`;return A`<${b} open title=${Un.title(n.length,g)} onClose=${i} actions=${_}>
<${B} id=${a} onSubmit=${h}>
<${R} name="bulk-field" label=${Un.field}>
${e=>A`<${Te} ...${e} value=${o} onChange=${m} empty=${Un.pick}
options=${t.map(e=>({value:e.name,label:e.label}))} />`}
<//>
${p&&A`<${R} key=${p.name} name=${p.name} label=${p.label} help=${p.help} error=${d} optional=${!p.required}>
${e=>A`<${Ne} field=${p} control=${e} value=${l} onChange=${u} />`}
<//>`}
<//>
<//>`}const qn=j.bulk;function Jn({resource:e,report:t,onClose:n}){let r=t.outcomes.filter(e=>e.ok).length,i=[...t.outcomes].sort((e,t)=>Number(e.ok)-Number(t.ok)),a=A`${t.retry&&A`<${c} onClick=${t.retry}>${qn.again}<//>`}
<${c} tone="primary" onClick=${n}>${qn.done}<//>`;return A`<${b} open title=${qn.report(r,t.outcomes.length)} onClose=${n} actions=${a}>
<div class="bulk-report">
<table class="plain-table">
<thead><tr><th scope="col">${qn.row}</th><th scope="col">${qn.outcome}</th></tr></thead>
<tbody>${i.map(({item:t,ok:n,problem:r})=>A`<tr key=${t.id}>
<th scope="row"><a href=${P(e,t.id)}>${re(e,t)??t.id.slice(0,8)}</a></th>
<td>${n?A`<${we} tone="good">${qn.ok}<//>`:A`<span class="bulk-wrong">${Vn(r)}</span>`}</td>
</tr>`)}</tbody>
</table>
</div>
<//>`}var Yn=/* @__PURE__ */ e({BulkBar:()=>Qn});const q=j.bulk,Xn=e=>e.fields.filter(e=>!e.readOnly&&!e.createOnly&&!e.writeOnly&&![`secret`,`json`].includes(e.kind)),Zn=(e,t)=>e.labels[t===1?0:1];function Qn({resource:e,rows:t,onDone:n}){let[i,a]=F(null),[o,s]=F(null),[l,u]=F(null);if(!t.length&&!o&&!l&&!i)return null;let f=t.length>0&&t.every(e=>e.deleted_at),p=t.length>100,m=async(t,i,{said:a,back:o,again:c})=>{s({done:0,all:t.length});let l=await te(t,i,{onDone:e=>s({done:e,all:t.length})});s(null);let d=l.filter(({ok:e})=>e),f=o&&d.length>0?{label:j.undo,run:()=>Hn(e,d,o)}:void 0;if(d.length>0&&r(a(d.length,Zn(e,d.length)),{tone:`good`,action:f}),d.length===t.length)return n();let p=l.filter(({ok:e,problem:t})=>!e&&t.status!==404&&t.status!==412).map(({item:e})=>e);return u({outcomes:l,retry:p.length>0?()=>c(p):null})},h=(t,n,r)=>(a(null),u(null),m(t,t=>Rn(e,t,{[n.name]:r}),{said:q.changed,back:({item:t,value:r})=>Rn(e,r,{[n.name]:t[n.name]??null}),again:e=>h(e,n,r)})),g=async t=>{u(null);let n=!!e.operations.restore,r={title:q.forever.title(t.length,Zn(e,t.length)),body:q.forever.body,confirm:q.forever.confirm};if(!n&&!await d({...r,tone:`danger`}))return;let i=n?({item:t})=>Bn(e,t):null;await m(t,t=>zn(e,t),{said:n?q.deleted:q.removed,back:i,again:g})},_=t=>(u(null),m(t,t=>Bn(e,t),{said:q.restored,back:({value:t})=>zn(e,t),again:_})),v=()=>{u(null),n()},y=p||o!==null;return A`<div class="bulk-bar" role="region" aria-label=${q.bar}>
<p class="bulk-count" aria-live="polite">${o?q.working(o.done,o.all):q.selected(t.length)}</p>
${o&&A`<progress class="progress" max=${o.all} value=${o.done} aria-label=${q.working(o.done,o.all)} />`}
${p&&A`<p class="small">${q.tooMany(100)}</p>`}
<div class="row">
${f&&e.operations.restore&&e.canDelete()&&A`<${c} icon="rotate-ccw" disabled=${y} onClick=${()=>_(t)}>${q.restore}<//>`}
${!f&&e.operations.change&&e.canChange()&&Xn(e).length>0&&A`<${c} icon="pencil" disabled=${y}
onClick=${()=>a(t)}>${q.change}<//>`}
${!f&&e.canDelete()&&A`<${c} icon="trash-2" disabled=${y} onClick=${()=>g(t)}>${q.delete}<//>`}
<${c} tone="quiet" icon="x" label=${q.clear} disabled=${o!==null} onClick=${n} />
</div>
${i&&A`<${Kn} resource=${e} fields=${Xn(e)} rows=${i} onClose=${()=>a(null)}
onApply=${(e,t)=>h(i,e,t)} />`}
${l&&A`<${Jn} resource=${e} report=${l} onClose=${v} />`}
</div>`}function $n(e,t,n){let r={};try{r=JSON.parse(t)}catch{}let i=r.detail??r.title??(e===0?j.offline:j.failed),a=Number(n(`retry-after`));return Object.assign(Error(i),{status:e,detail:i,data:r,title:r.title??i,code:r.code??(e===0?`offline`:`failed`),errors:r.errors??[],requestId:n(`x-request-id`)??r.request_id??null,retryAfter:Number.isFinite(a)&&a>0?a:null})}function er(e,{file:t,type:n,key:r,onProgress:i,signal:a}){return new Promise((o,s)=>{let c=new XMLHttpRequest,l=()=>c.abort(),u=e=>{a?.removeEventListener(`abort`,l),e()};c.open(`POST`,e),c.setRequestHeader(`Content-Type`,n),c.setRequestHeader(`Accept`,`application/json`),S.peek()&&c.setRequestHeader(`X-Tenant`,S.peek().id),r&&c.setRequestHeader(`Idempotency-Key`,r),c.upload.addEventListener(`progress`,({loaded:e,total:t})=>i?.(t?e/t:1)),c.upload.addEventListener(`load`,()=>i?.(1)),c.addEventListener(`load`,()=>u(()=>{c.status>=200&&c.status<300?o(JSON.parse(c.responseText)):s($n(c.status,c.responseText,e=>c.getResponseHeader(e)))})),c.addEventListener(`error`,()=>u(()=>s($n(0,``,()=>null)))),c.addEventListener(`abort`,()=>u(()=>s(new DOMException(`stopped`,`AbortError`)))),a?.addEventListener(`abort`,l),a?.aborted?l():c.send(t)})}const tr=e=>e.status===401||e.code===`reauthentication_required`;async function nr(e,{query:t,probe:n,...r}){let i=Object.entries(t).filter(([,e])=>e!==void 0&&e!==``),a=i.length?`${e}?${new URLSearchParams(i)}`:e;try{return await er(a,r)}catch(e){if(!tr(e))throw e;return await D(n,{query:{limit:1}}),er(a,r)}}var rr=/* @__PURE__ */ e({ExportMenu:()=>cr,download:()=>sr});const ir=j.export;function ar(e,t){let n=new Set((e.operations.export.parameters??[]).map(e=>e.name??e));return Object.entries(t??{}).filter(([e,t])=>n.has(e)&&t!=null&&t!==``)}async function or(e){let t=S.peek()?{"X-Tenant":S.peek().id}:{},n;try{n=await fetch(e,{headers:t,credentials:`same-origin`,cache:`no-store`})}catch{throw $n(0,``,()=>null)}if(!n.ok)throw $n(n.status,await n.text(),e=>n.headers.get(e));try{return await n.blob()}catch{throw $n(0,``,()=>null)}}async function sr(e,t,n){let r=new URLSearchParams([[`format`,t],...t===`csv`?[[`bom`,`true`]]:[],...ar(e,n)]),i=`${e.operations.export.path}?${r}`,a;try{a=await or(i)}catch(t){if(!tr(t))throw t;await D(ne(e),{query:{limit:1}}),a=await or(i)}let o=`${S.peek()?.slug??`rows`}-${e.plural}-${(/* @__PURE__ */ new Date()).toISOString().slice(0,10)}.${t}`;return tt(o,a),o}function cr({resource:e,query:t}){let[n,i]=F(!1);if(!e.operations.export)return null;let a=async n=>{i(!0);try{r(ir.done(await sr(e,n,t)),{tone:`good`})}catch(e){r(e.detail??j.failed,{tone:`bad`,action:{label:j.retry,run:()=>a(n)}})}finally{i(!1)}},o=ar(e,t).length>0?ir.filtered:ir,s=[`csv`,`ndjson`].map(e=>({label:o[e],icon:`download`,disabled:n,onSelect:()=>a(e)}));return A`<${me} label=${ir.label} icon="download" items=${s} />`}const lr=[`theirs`,`mine`,`base`];function ur({field:e,conflict:t,side:n,chosen:r,onChoose:i}){return A`<label class="conflict-choice">
<input type="radio" name=${`conflict-${e.name}`} checked=${r===n} onChange=${()=>i(n)} />
<span class="stack"><span class="small muted">${z.conflict[n]}</span>
<span class="conflict-value"><${Oe} field=${e} row=${{[e.name]:t[n]}} link /></span></span>
</label>`}function dr({resource:e,fields:t,clash:n,busy:r,onSave:i,onClose:a}){let[o,s]=F({}),l=n=>t.find(e=>e.name===n)??e.field(n),u=n.conflicts.some(({field:e})=>!o[e]),d=new Set(n.conflicts.map(({field:e})=>e)),f=t.filter(({name:e})=>!d.has(e)&&!K(n.theirs[e],n.from[e])),p=A`<${c} onClick=${a} disabled=${r}>${z.conflict.cancel}<//>
<${c} tone="primary" busy=${r} disabled=${u} onClick=${()=>{let e=Object.fromEntries(n.conflicts.map(e=>[e.field,e[o[e.field]]]));i({...n.merged,...e})}}>${z.conflict.save}<//>`;return A`<${b} open title=${z.conflict.title} onClose=${a} actions=${p} size="large">
<div class="stack stack-4">
<p>${z.conflict.text} <span class="muted small">${z.conflict.when}: <${ze} value=${n.row.updated_at} /></span></p>
${n.conflicts.map(e=>{let t=l(e.field);return A`<fieldset key=${t.name} class="conflict"><legend>${t.label}</legend>
<div class="conflict-choices">${lr.map(n=>A`<${ur} key=${n} field=${t} conflict=${e} side=${n}
chosen=${o[t.name]} onChoose=${e=>s(n=>({...n,[t.name]:e}))} />`)}</div>
</fieldset>`})}
${f.length>0&&A`<p class="muted small">${z.conflict.joined(f.map(({label:e})=>e).join(`, `))}</p>`}
</div>
<//>`}function fr({resource:e,busy:t,onRestore:n,onClose:r}){let i=!!e.operations.restore,a=A`<${c} onClick=${r} disabled=${t}>${z.conflict.cancel}<//>
${i&&A`<${c} tone="primary" busy=${t} onClick=${n}>${z.conflict.binnedSave}<//>`}`;return A`<${b} open title=${z.conflict.binnedTitle} onClose=${r} actions=${a}>
<p>${i?z.conflict.binnedText:z.conflict.removedText}</p>
<//>`}function pr(e){let t=/* @__PURE__ */ new Map;for(let n of e)t.set(n.group??``,[...t.get(n.group??``)??[],n]);return[...t]}function mr({field:e,draft:t,disabled:n}){return A`<div class=${`form-field form-${e.kind}`} onFocusOut=${()=>t.touch(e.name)}>
<${R} name=${e.name} label=${e.label} help=${e.help} error=${t.errorOf(e)} optional=${!e.required}>
${r=>A`<${Ne} field=${e} control=${r} disabled=${n}
value=${t.values[e.name]} onChange=${n=>t.set(e.name,n)} />`}
<//>
</div>`}const hr=e=>({status:422,code:`invalid`,detail:null,errors:e.map(([e,t])=>({field:e,code:`check`,message:t}))});function gr({resource:e,parent:t,row:n=null,etag:r=null,preset:i,onSaved:a,onCancel:o,onDirty:s,another:l=!1}){let u=dn(e,!n),d=hn(u,n,i),[f]=F(r),[p,m]=F(!1),[h,g]=F(null),[v,y]=F(null),[b,x]=F(null),S=_(null),C=_(!1),te=_(null),w={resource:e,parent:t,id:n?.id},T=(n,r)=>{if(n.kind!==`saved`)return x({...n,from:r.from??d.base});x(null),d.settle(),Ae(e,n.row,{parent:t,etag:n.etag}),r.another&&d.reset(null),a(n.row,{another:!!r.another})},ne=e=>{Tn(e)||(S.current=null),e.retryAfter&&e.status===429&&y(new Date(Date.now()+e.retryAfter*1e3)),d.refused(Object.fromEntries((e.errors??[]).map(e=>[String(e.field).split(/[.[]/)[0],e.message]))),g(e)},D=async(e,t={})=>{if(!C.current){C.current=!0,m(!0),g(null);try{T(await e(),t),S.current=null}catch(e){if(e.status===void 0)throw e;x(null),ne(e)}finally{C.current=!1,m(!1)}}},re=async(e,t)=>Object.keys(ln(e.theirs,t)).length?xn(w,e.theirs,t,e.etag):{kind:`saved`,row:e.row,etag:e.etag},O=(e={})=>{if(v)return;let t=d.wrong();return t.length?g(hr(t)):n&&!d.dirty?o?.():(S.current??=se(),D(()=>n?xn(w,d.base,d.now,f):wn(w,d.body(),S.current),e))},ie=JSON.stringify(d.now);E(()=>{C.current||(S.current=null)},[ie]),E(()=>{s?.(d.dirty)},[d.dirty]);let k=_(O);k.current=O,E(()=>ae(`mod+s`,e=>{e?.preventDefault?.(),k.current()}),[]),E(()=>{n||te.current?.querySelector(`input, select, textarea`)?.focus()},[]);let j=Object.fromEntries(u.map(e=>[e.name,e.label])),oe=p||v!==null;return A`<div ref=${te} class="row-form">
<${B} onSubmit=${()=>O()} error=${h} busy=${p} fields=${j}>
${pr(u).map(([e,t])=>e?A`<fieldset key=${e} class="form-group stack"><legend>${e}</legend>
${t.map(e=>A`<${mr} key=${e.name} field=${e} draft=${d} disabled=${p} />`)}</fieldset>`:t.map(e=>A`<${mr} key=${e.name} field=${e} draft=${d} disabled=${p} />`))}
${v&&A`<${ee} until=${v} onEnd=${()=>y(null)}>${e=>z.form.waiting(e)}<//>`}
<div class="save-bar row">
<${c} type="submit" tone="primary" busy=${p} disabled=${oe}>${n?z.form.save:z.form.create}<//>
${l&&A`<${c} disabled=${oe} onClick=${()=>O({another:!0})}>${z.form.another}<//>`}
${o&&A`<${c} tone="quiet" disabled=${p} onClick=${o}>${z.form.cancel}<//>`}
</div>
<//>
${b?.kind===`conflict`&&A`<${dr} resource=${e} fields=${u} clash=${b} busy=${p} onClose=${()=>x(null)}
onSave=${e=>D(()=>re(b,e),{from:b.theirs})} />`}
${b?.kind===`gone`&&A`<${fr} resource=${e} busy=${p} onClose=${()=>x(null)}
onRestore=${()=>D(()=>Sn(w,d.base,d.now))} />`}
</div>`}var _r=/* @__PURE__ */ e({RowForm:()=>gr,default:()=>yr});function vr(e){let n=[...t.peek().query].filter(([t])=>e.field(t)&&!e.field(t).readOnly);return Object.fromEntries(n)}function yr({params:e}){let t=fe(e.things),n=_(t&&vr(t)),i=t?.labels[0]??``,a=t?[{label:t.labels[1],href:P(t)}]:[];if(E(()=>{t&&!t.operations.create&&C(P(t),{replace:!0})},[t]),!t)return A`<${f} title=${z.list.unknown}><p>${z.list.unknownText}</p><//>`;if(!t.canCreate()){let e=A`<${c} href=${P(t)}>${z.view.toList}<//>`;return A`<${f} title=${z.form.newTitle(i)} crumbs=${a} narrow>
<${m} icon="lock" title=${z.form.locked} action=${e}>${z.form.lockedText}<//><//>`}return A`<${f} title=${z.form.newTitle(i)} crumbs=${a} narrow>
<${gr} key=${t.plural} resource=${t} preset=${n.current} another onSaved=${(e,{another:n})=>{let a=t.operations.find&&{label:z.form.open,run:()=>C(P(t,e.id))};r(z.form.created(i),{tone:`good`,action:n&&a||void 0}),n||C(t.operations.find?P(t,e.id):P(t),{replace:!0})}}
onCancel=${()=>C(P(t))} />
<//>`}function br({id:e,name:t}){let n=t??(e?pe(e):null)??(e?e.slice(0,8):x.person.unknown);return A`<span class="person"><span class=${`avatar hue-${i(e??n)}`} aria-hidden="true">${p(n)}</span>
<span class="person-name">${n}</span></span>`}var xr=/* @__PURE__ */ e({History:()=>kr});const J=j.history,Sr=[`id`,`tenant_id`,`owner_id`,`version`,`created_at`,`updated_at`],Cr=(e,t)=>Object.entries(t.fields).filter(([n,r])=>!Sr.includes(n)&&(t.operation===`update`||r!==null)&&n!==`deleted_at`&&e.field(n));function wr({operation:e,fields:t}){let n=e===`update`?t.deleted_at:null;return Array.isArray(n)?n[1]===null?J.restored:J.trashed:J[e]??e}function Tr(e,t){if(t.operation!==`update`||!e.operations.change||!e.canChange())return null;let n=Object.entries(t.fields).filter(([t,n])=>{let r=e.field(t);return Array.isArray(n)&&r&&!r.readOnly&&!r.writeOnly&&!r.createOnly&&r.kind!==`secret`});return n.length?Object.fromEntries(n):null}function Er({change:e}){return e.job?A`<span>${J.job(e.job)}</span>`:e.actor_id?A`<span>${e.api_key_id?J.key:J.by} <${br} id=${e.actor_id} /></span>`:A`<span>${J.by} ${J.server}</span>`}function Dr({resource:e,name:t,value:n,update:r}){let i=e.field(t),a=e=>e==null||e===``?A`<span class="muted">${J.nothing}</span>`:A`<${Oe} field=${i} row=${{[t]:e}} />`;return A`<div class="history-line"><dt>${i.label}</dt>
<dd>${r?A`<span class="history-before">${a(n[0])}</span><span class="muted" aria-hidden="true"> → </span>
<span class="visually-hidden">${J.to}</span><span>${a(n[1])}</span>`:a(n)}</dd></div>`}function Or({resource:e,change:t,busy:n,onRevert:r}){let i=Cr(e,t),a=Tr(e,t);return A`<li class="history-change">
<div class="row"><strong>${wr(t)}</strong> <${Er} change=${t} />
<span class="muted small"><${ze} value=${t.changed_at} /></span>
${a&&A`<${c} size="small" tone="quiet" icon="rotate-ccw" busy=${n} onClick=${()=>r(a)}>${J.revert}<//>`}
</div>
${i.length>0&&t.operation!==`delete`&&A`<dl class="history-fields">
${i.map(([n,r])=>A`<${Dr} key=${n} resource=${e} name=${n} value=${r}
update=${t.operation===`update`&&Array.isArray(r)} />`)}
</dl>`}
</li>`}function kr({resource:e,id:t}){return s(`admin`)?A`<${Ar} key=${t} resource=${e} id=${t} />`:null}function Ar({resource:e,id:t}){let n=xe(`/api/audit-log`,{table:e.plural.replaceAll(`-`,`_`),row_id:t}),[i,s]=F(!1),c=async(r,i)=>{let a=await ve(M(e,t),r,{ifMatch:i}),{data:o,etag:s}=a.data?.id?a:await D(M(e,t));return Ae(e,o,{etag:s}),await n.reload(),s},l=async n=>{s(!0);try{let{data:i,etag:a}=await D(M(e,t)),o=Object.keys(n),s=Object.fromEntries(o.map(e=>[e,n[e][0]]));if(o.every(e=>K(i[e]??null,s[e]??null)))return r(J.same);let l=o.filter(e=>!K(i[e]??null,n[e][1]??null)),f=J.revertBody(l.map(t=>e.field(t).label));if(l.length&&!await d({title:J.revertTitle,body:f,confirm:J.revert}))return;let p=await c(s,a),m=Object.fromEntries(o.map(e=>[e,i[e]??null]));return r(J.reverted,{tone:`good`,action:{label:j.undo,run:()=>c(m,p).catch(u)}})}catch(e){return u(e)}finally{s(!1)}},u=e=>r(e.status===412?J.conflict:e.detail??j.failed,{tone:`bad`});return A`<${a}>
${n.problem&&A`<${Se} problem=${n.problem} onRetry=${n.reload} />`}
${!n.rows&&!n.problem&&A`<${o} lines=${3} />`}
${n.rows?.length===0&&A`<p class="muted">${J.empty}</p>`}
${n.rows?.length>0&&A`<ol class="history">${n.rows.map((t,n)=>A`<${Or} key=${`${t.changed_at} ${n}`}
resource=${e} change=${t} busy=${i} onRevert=${l} />`)}</ol>`}
<${Re} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<//>`}function jr({onFile:e,accept:t,label:n,help:r,disabled:i=!1,...a}){let o=be(),s=a.id??o,[c,l]=F(!1),u=(e,t)=>{e.preventDefault(),l(t&&!i)};return A`<div class=${`file-drop ${c?`file-drop-over`:``}`} onDragOver=${e=>u(e,!0)}
onDragLeave=${e=>u(e,!1)} onDrop=${t=>{u(t,!1);let n=t.dataTransfer?.files?.[0];n&&!i&&e(n)}}>
<input class="visually-hidden" type="file" ...${a} id=${s} accept=${t} disabled=${i} onChange=${t=>{let n=t.currentTarget.files?.[0];t.currentTarget.value=``,n&&e(n)}} />
<label for=${s}><${y} name="upload" /><strong>${n??x.file.choose}</strong>
<span class="muted">${r??x.file.drop}</span></label>
</div>`}const Mr=[`,`,`;`,`	`,`|`],Nr=/^[\s\p{C}\p{Z}]+|[\s\p{C}\p{Z}]+$/gu,Pr=e=>e.replace(Nr,``),Y=e=>Pr(e).normalize(`NFC`).toLowerCase();function Fr(e,t,n=1/0){let r=[],i=[],a=``,o=!1,s=0,c=()=>{i.push(a),r.push(i),i=[],a=``};for(;s<e.length&&r.length<n;s+=1){let n=e[s];o?n===`"`?e[s+1]===`"`?a+=e[s+=1]:o=!1:a+=n:n===`"`&&Pr(a)===``?(a=``,o=!0):n===t?(i.push(a),a=``):n===`
`||n===`\r`?(n===`\r`&&e[s+1]===`
`&&(s+=1),c()):a+=n}return r.length<n&&(a!==``||i.length>0)&&c(),r}function Ir(e,t){let n=/^sep=(.)(\r\n|\r|\n)/i.exec(e);if(n)return{separator:n[1],text:e.slice(n[0].length)};let r={separator:`,`,score:-1};for(let n of Mr){let i=Fr(e,n,1)[0]??[],a=i.filter(e=>t(Y(e))).length+Math.min(i.length,99)/100;a>r.score&&(r={separator:n,score:a})}return{separator:r.separator,text:e}}const Lr=e=>e.some(e=>Pr(e)!==``),Rr=(e,t)=>/["\r\n]/.test(e)||e.includes(t)||e!==e.trim()?`"${e.replaceAll(`"`,`""`)}"`:e,zr=(e,t=`,`)=>e.map(e=>`${e.map(e=>Rr(e,t)).join(t)}\r\n`).join(``),Br=[`id`,`owner_id`,`version`,`created_at`,`updated_at`,`deleted_at`],Vr=e=>Y(e).replace(/[^\p{L}\p{N}]+/gu,` `).trim(),Hr=e=>e.fields.filter(e=>!e.readOnly&&!Br.includes(e.name));function Ur(e,t){let n=/* @__PURE__ */ new Set,r={},i=({name:e})=>t=>Y(t.name)===Y(e),a=({name:e})=>t=>[t.name,t.label].some(t=>Vr(t)===Vr(e));for(let o of[i,a])for(let i of e){if(r[i.name])continue;let e=t.find(e=>!n.has(e.name)&&o(i)(e));r[i.name]=e?.name??null,e&&n.add(e.name)}return r}function Wr(e,t){let n=Object.entries(e).filter(([e,n])=>n?Y(e)!==n:!(Br.includes(Y(e))||t.some(t=>t.name===Y(e)&&t.readOnly)));return n.length?JSON.stringify(Object.fromEntries(n)):void 0}function Gr(e){let t=Object.values(e).filter(Boolean);return[...new Set(t.filter((e,n)=>t.indexOf(e)!==n))]}async function Kr(e){let t=new Uint8Array(await e.slice(0,3).arrayBuffer());if(t[0]===255&&t[1]===254||t[0]===254&&t[1]===255)return`utf-16`;let n=new TextDecoder(`utf-8`,{fatal:!0}),r=e.stream().getReader();try{for(;;){let{done:e,value:t}=await r.read();if(e)break;n.decode(t,{stream:!0})}return n.decode(),`utf-8`}catch{return`windows-1252`}finally{r.cancel().catch(()=>{})}}async function qr(e,t){let n=await e.arrayBuffer(),r=new Uint8Array(n.slice(0,1))[0]===254;return new TextDecoder(t===`utf-16`?r?`utf-16be`:`utf-16le`:t).decode(n)}function Jr(e){let t=/* @__PURE__ */ new Map;for(let n of e)try{for(let[e,r]of Object.entries(JSON.parse(n)))t.has(e)||t.set(e,[]),r!==null&&t.get(e).push(typeof r==`string`?r:JSON.stringify(r))}catch{}return[...t].map(([e,t])=>({name:e,examples:t.slice(0,3)}))}async function Yr(e,t,n){n??=await Kr(e);let r=await qr(e.slice(0,262144),n);if(r.includes(`\0`))throw TypeError(`not a text`);let i=/\.(ndjson|jsonl)$/i.test(e.name)||/^\s*\{/.test(r)?`ndjson`:`csv`;if(i===`ndjson`){let t=r.split(/\r\n|\r|\n/).filter(e=>e.trim()).slice(0,20);return{file:e,format:i,charset:n,separator:``,columns:Jr(t)}}let{separator:a,text:o}=Ir(r,t),[s=[],...c]=Fr(o,a,40),l=c.filter(Lr),u=s.map((e,t)=>({name:e.trim(),examples:l.map(e=>e[t]??``).filter(e=>e.trim()).slice(0,3)}));return{file:e,format:i,charset:n,separator:a,columns:u.filter(({name:e})=>Y(e))}}async function Xr(e,t,n,r){let i=await qr(e.file,e.charset),a=e.file.name.replace(/\.[^.]*$/,``)||`rows`,o=e=>e.filter((e,n)=>t.has(n+1));if(e.format===`ndjson`){let e=o(i.split(/\r\n|\r|\n/).filter(e=>e.trim()));return{name:`${a}-failed.ndjson`,blob:new Blob([`${e.join(`
`)}\n`],{type:`application/x-ndjson`})}}let{separator:s,text:c}=Ir(i,n),[l=[],...u]=Fr(c,s),d=l.findIndex(e=>Y(e)===r),f=e=>l.map((t,n)=>e[n]??``).filter((e,t)=>t!==d),p=u.filter(Lr).flatMap((e,n)=>t.has(n+1)?[[...f(e),t.get(n+1)]]:[]),m=zr([[...f(l),r],...p],s);return{name:`${a}-failed.csv`,blob:new Blob([`\ufeff${m}`],{type:`text/csv;charset=utf-8`})}}const X=j.import,Zr=[`rows_read`,`imported`,`updated`,`skipped`,`failed`];function Qr({title:e,resource:t,sheet:n,report:r,known:i}){let a=Zr.filter(e=>r[e]>0||[`rows_read`,`imported`,`failed`].includes(e));return A`<${W} title=${e}>
<dl class="import-counts">${a.map(e=>A`<div key=${e} class=${e===`failed`&&r.failed>0?`import-bad`:``}>
<dt>${X.counts[e]}</dt><dd>${r[e].toLocaleString()}</dd></div>`)}</dl>
${r.errors.length>0&&A`<${$r} resource=${t} sheet=${n} report=${r} known=${i} />`}
<//>`}function $r({resource:e,sheet:t,report:n,known:i}){let[a,o]=F(!1),s=t=>e.field(t)?.label??t,l=({field:e,message:t})=>e?`${s(e)}: ${t}`:t;return A`<div class="stack stack-3">
<h3>${X.errors}</h3>
${n.errors.length>=100&&A`<${k} tone="info">${X.errorsFirst(100)}<//>`}
<div class="import-errors" role="region" aria-label=${X.errors} tabindex="0">
<table class="plain-table">
<thead><tr><th scope="col" class="number">${X.row}</th><th scope="col">${X.wrong}</th></tr></thead>
<tbody>${n.errors.map((e,t)=>A`<tr key=${t}><td class="number">${e.row.toLocaleString()}</td><td>${l(e)}</td></tr>`)}</tbody>
</table>
</div>
<div class="row"><${c} icon="download" busy=${a} onClick=${async()=>{o(!0);try{let e=/* @__PURE__ */ new Map;for(let t of n.errors)e.set(t.row,[e.get(t.row),l(t)].filter(Boolean).join(`; `));let{name:r,blob:a}=await Xr(t,e,i,X.errorColumn);tt(r,a)}catch{r(j.failed,{tone:`bad`})}finally{o(!1)}}}>${X.download}<//><span class="small muted">${X.downloadHelp}</span></div>
</div>`}const ei=j.import;function ti({resource:e,sheet:t,report:n,known:r,onAgain:i}){let a=_(null);return E(()=>a.current?.focus(),[]),A`<div class="stack stack-5">
<div ref=${a} tabindex="-1" role="status">${n.failed>0&&A`<p>${ei.doneFailed(n.failed)}</p>`}</div>
<${Qr} title=${ei.doneTitle(n.imported+n.updated)} resource=${e} sheet=${t} report=${n} known=${r} />
<div class="row">
<${c} tone="primary" href=${P(e)}>${ei.open(e.labels[1])}<//>
<${c} icon="upload" onClick=${i}>${ei.more}<//>
</div>
</div>`}const ni=j.import;function ri({sheet:e,fields:t,map:n,onChange:r,disabled:i=!1}){let a=be(),o=t.map(e=>({value:e.name,label:e.required?`${e.label} *`:e.label}));return A`<div class="stack stack-3">
<p class="muted">${ni.columnsHelp}</p>
<table class="plain-table import-columns">
<thead><tr><th scope="col">${ni.column}</th><th scope="col">${ni.example}</th><th scope="col">${ni.field}</th></tr></thead>
<tbody>${e.columns.map(({name:e,examples:t},s)=>A`<tr key=${e}>
<th scope="row" id=${`${a}-${s}`}>${e}</th>
<td class="muted small">${t.join(` · `).slice(0,120)}</td>
<td><${Te} value=${n[e]??``} options=${o} empty=${ni.skip} disabled=${i} aria-labelledby=${`${a}-${s}`}
onChange=${t=>r({...n,[e]:t||null})} /></td>
</tr>`)}</tbody>
</table>
</div>`}const Z=j.import;function ii({fields:e,sheet:t,how:n,onChange:r,onCharset:i,disabled:a=!1}){let o=e.filter(e=>e.kind===`email`).map(e=>({value:e.name,label:e.label})),s=Object.entries(Z.charsets).map(([e,t])=>({value:e,label:t}));return A`<${W} title=${Z.options}>
<div class="import-options">
${o.length>0&&A`<${R} name="unique_by" label=${Z.unique} required=${!1}>
${e=>A`<${Te} ...${e} value=${n.unique} options=${o} empty=${Z.uniqueNone} disabled=${a}
onChange=${e=>r({...n,unique:e})} />`}
<//>`}
${n.unique&&A`<${R} name="existing" label=${Z.existing} required=${!1}>
${e=>A`<${Te} ...${e} value=${n.existing} disabled=${a}
options=${[{value:`skip`,label:Z.existingSkip},{value:`update`,label:Z.existingUpdate}]}
onChange=${e=>r({...n,existing:e})} />`}
<//>`}
<${R} name="charset" label=${Z.charset} required=${!1}>
${e=>A`<${Te} ...${e} value=${t.charset} options=${s} disabled=${a} onChange=${i} />`}
<//>
</div>
<//>`}const ai=j.import,oi={busy:!1,share:0,keyed:!1,problem:null},si={csv:`text/csv`,ndjson:`application/x-ndjson`};function ci(e,t){if(t.code===`import_in_progress`)return ai.busy;let n=t=>e.field(t)?.label??t;return(t.errors??[]).map(({field:e,message:t})=>e?`${n(e)}: ${t}`:t).join(` `)||t.detail||j.failed}function li(e){let[t,n]=F(oi),r=_(null),i=_(null);E(()=>t.busy?h(()=>d({...ai.leave,tone:`danger`})):void 0,[t.busy]),E(()=>()=>i.current?.abort(),[]);let a=async(t,a,{keyed:o=!1}={})=>{let s=JSON.stringify([t.file.name,t.file.size,t.file.lastModified,t.charset,a]);o&&r.current?.wanted!==s&&(r.current={wanted:s,key:se()});let c=new AbortController;i.current=c,n({...oi,busy:!0,keyed:o});try{let i=await nr(e.operations.import.path,{query:a,file:t.file,type:`${si[t.format]}; charset=${t.charset}`,key:o?r.current.key:void 0,signal:c.signal,probe:ne(e),onProgress:e=>n(t=>({...t,share:e}))});return o&&(r.current=null,ke(e)),n(oi),i}catch(t){return t.status>=400&&t.status<500&&t.code!==`in_progress`&&(r.current=null),n({...oi,problem:t.name===`AbortError`?null:ci(e,t)}),null}};return{...t,run:a,stop:()=>i.current?.abort(),clear:()=>n(e=>e.busy?e:oi)}}const Q=j.import;function ui({resource:e,fields:t,plan:n,known:r,onDone:i,onCharset:a,onAgain:o}){let{sheet:s}=n,[l,u]=F(n.map),[d,f]=F({unique:``,existing:`skip`}),[p,m]=F(null),h=li(e),g=_(null),v=Object.values(l),y=t.filter(e=>e.required&&e.default===void 0&&!v.includes(e.name)),b=Gr(l).map(e=>t.find(t=>t.name===e)?.label??e),x=y.length===0&&b.length===0&&v.some(Boolean),S=t=>({mode:t,columns:Wr(l,e.fields),unique_by:d.unique||void 0,existing:d.unique?d.existing:void 0}),C=async()=>{m(null);let e=await h.run(s,S(`check`));e&&m(e)},ee=async()=>{let e=await h.run(s,S(`valid`),{keyed:!0});e&&i(e)};E(()=>void(x&&C()),[]),E(()=>void(p&&g.current?.focus({preventScroll:!1})),[p]);let te=e=>t=>{e(t),m(null),h.clear()},w=p?p.imported+p.updated:0;return A`<div class="stack stack-5">
<${W} title=${s.file.name} actions=${A`<${c} size="small" disabled=${h.busy} onClick=${o}>${Q.another}<//>`}>
<${ri} sheet=${s} fields=${t} map=${l} onChange=${te(u)} disabled=${h.busy} />
${y.length>0&&A`<${k} tone="warn">${Q.missing(y.map(e=>e.label))}<//>`}
${b.map(e=>A`<${k} key=${e} tone="warn">${Q.twice(e)}<//>`)}
<//>
<${ii} fields=${t} sheet=${s} how=${d} onChange=${te(f)} onCharset=${a} disabled=${h.busy} />
<div class="stack stack-3" aria-live="polite">
${h.busy&&A`<${di} share=${h.share} keyed=${h.keyed} onStop=${h.stop} />`}
${h.problem&&A`<${k} tone="bad" onClose=${h.clear}>${h.problem}<//>`}
</div>
${p&&A`<div ref=${g} tabindex="-1">
<${Qr} title=${Q.checked} sheet=${s} report=${p} known=${r} resource=${e} />
${w===0&&A`<p class="muted">${Q.nothing}</p>`}
</div>`}
<div class="row">
${p?A`<${c} tone="primary" icon="upload" busy=${h.busy} disabled=${w===0} onClick=${ee}>${Q.start(w)}<//>`:A`<${c} tone="primary" busy=${h.busy} disabled=${!x} onClick=${C}>${Q.check}<//>`}
</div>
</div>`}function di({share:e,keyed:t,onStop:n}){let r=e>=1,i=r?t?Q.storing:Q.checking:Q.uploading(Math.floor(e*100));return A`<div class="import-progress">
<p id="import-progress">${i}</p>
<div class="row"><progress class="progress grow" max="1" value=${r?void 0:e} aria-labelledby="import-progress" />
${!(r&&t)&&A`<${c} size="small" onClick=${n}>${j.cancel}<//>`}</div>
</div>`}var fi=/* @__PURE__ */ e({default:()=>pi});const $=j.import;function pi({params:e}){let t=fe(e.things),n=t?.operations.import&&u()&&t.canCreate(),r=t?[{label:t.labels[1],href:P(t)}]:[];return A`<${f} title=${t?$.title(t.labels[1]):$.crumb} crumbs=${r}>
${n?A`<${mi} key=${t.plural} resource=${t} />`:A`<${m} icon="upload" title=${$.closed}>${$.closedText}<//>`}
<//>`}function mi({resource:e}){let[t,n]=F(null),[r,i]=F(null),[a,o]=F(null),s=Hr(e),c=t=>e.fields.some(e=>Y(e.name)===t||Y(e.label)===t),l=async(e,t)=>{if(o(null),e.size===0)return o($.empty);try{let r=await Yr(e,c,t);return r.columns.length?n({sheet:r,map:Ur(r.columns,s),at:Date.now()}):o($.notText)}catch{return o($.notText)}},u=()=>{n(null),i(null)};return r?A`<${ti} resource=${e} sheet=${t.sheet} report=${r} known=${c} onAgain=${u} />`:t?A`<${ui} key=${t.at} resource=${e} fields=${s} plan=${t} known=${c} onDone=${i}
onCharset=${e=>l(t.sheet.file,e)} onAgain=${u} />`:A`<${W}>
${a&&A`<${k} tone="bad">${a}<//>`}
<${jr} accept=".csv,.tsv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson" label=${$.drop} help=${$.dropHelp} onFile=${e=>l(e)} />
<//>`}const hi=({access:e})=>(!e?.role||s(e.role))&&(e?.impersonator===`read`||u()),gi=({when:e},t)=>Object.entries(e??{}).every(([e,n])=>n.includes(t[e])),_i=(e,t)=>(e.actions??[]).filter(e=>hi(e)&&gi(e,t));function vi(e,t){let n=(e.actions??[]).flatMap(({when:e})=>Object.keys(e??{}))[0],r=e.field(n??``)??e.fields.find(e=>e.kind===`select`&&e.readOnly);return r&&t[r.name]?Fe(t[r.name]):null}const yi=(e,{field:t,message:n})=>`${e.field(t)?.label??t}: ${n}.`;function bi({resource:e,row:t,etag:n,parent:i,reload:a}){let[o,s]=F(null),[l,u]=F(null),d=_(null),f=_i(e,t),p=async c=>{if(!o){s(c.verb),u(null),d.current?.verb!==c.verb&&(d.current={verb:c.verb,value:se()});try{let o=await O(ue(c.path,t.id,i),void 0,{key:d.current.value,ifMatch:n??he(t)});d.current=null,o.data?.id===t.id?Ae(e,o.data,{parent:i,etag:o.etag}):await a(),r(z.view.done(c.label),{tone:`good`})}catch(t){if(t.status===void 0)throw t;Tn(t)||(d.current=null);let n=[409,412].includes(t.status)?await a():null;t.code===`invalid_state`?u(z.view.state(c.label,n?.row?vi(e,n.row):null)):t.status===412?u(z.view.refreshed):t.status===422&&t.errors.length?u(t.errors.map(t=>yi(e,t)).join(` `)):t.status===409?u(t.detail):En(t)}finally{s(null)}}};return!f.length&&!l?null:A`<div class="row-actions stack">
${l&&A`<${k} tone="warn" onClose=${()=>u(null)}>${l}<//>`}
${f.length>0&&A`<div class="row">${f.map(e=>A`<${c} key=${e.verb} busy=${o===e.verb}
disabled=${o!==null} onClick=${()=>p(e)}>${e.label}<//>`)}</div>`}
</div>`}const xi=(e,t)=>e.fields.filter(n=>n.refers===t.plural||e.path.includes(`{${n.name}}`)).map(({name:e})=>e);function Si({child:e,row:t,parent:n,onEdit:r,onStale:i}){let a=[e.canChange()&&{label:z.view.edit,icon:`pencil`,onSelect:()=>r(t)},e.canDelete()&&{label:z.view.remove,icon:`trash-2`,tone:`danger`,onSelect:()=>On({resource:e,row:t,parent:n,onStale:i})}].filter(Boolean);return A`<${me} label=${z.view.more} icon="ellipsis" items=${a} />`}function Ci({child:e,resource:t,row:n,readOnly:i=!1}){let a=n.id,s=je(e,{parent:a}),[l,u]=F(null),d=_(n.version);E(()=>{d.current!==n.version&&s.reload(),d.current=n.version},[n.version]);let[f,p]=e.labels,m=!i&&(e.canChange()||e.canDelete()),h={key:`actions`,label:z.bin.actions,width:`narrow`,render:t=>A`<${Si} child=${e} row=${t} parent=${a} onEdit=${u} onStale=${s.reload} />`},g=De(e,{without:xi(e,t),add:m?[h]:[]}),v=!i&&e.canCreate()&&A`<${c} size="small" icon="plus" onClick=${()=>u(`new`)}>${z.view.add(f)}<//>`;return A`<${W} title=${p} actions=${v}>
<div class="stack" aria-busy=${s.busy}>
${s.problem&&A`<${Se} problem=${s.problem} onRetry=${s.reload} />`}
${!s.rows&&!s.problem&&A`<${o} lines=${3} />`}
${s.rows?.length===0&&A`<p class="muted">${z.list.empty(p)}</p>`}
${s.rows?.length>0&&A`<${Ce} caption=${p} columns=${g} rows=${s.rows} compact=${e.compact} />`}
<${Re} cursor=${s.cursor} busy=${s.busy} onMore=${s.more} />
</div>
${l&&A`<${wi} child=${e} parent=${a} row=${l===`new`?null:l} onSaved=${()=>{r(l===`new`?z.form.created(f):z.form.saved(f),{tone:`good`}),u(null)}}
onClose=${()=>u(null)} />`}
<//>`}function wi({child:e,parent:t,row:n,onSaved:r,onClose:i}){let[a]=e.labels,[o,s]=F(!1),c=async()=>(!o||await mn())&&i(),l=n?z.view.editTitle(a):z.view.add(a);return A`<${b} open title=${l} onClose=${c}>
<${gr} resource=${e} parent=${t} row=${n} etag=${n&&he(n)} onSaved=${r} onCancel=${c} onDirty=${s} />
<//>`}function Ti({resource:e,row:t,readOnly:n=!1}){return(e.children??[]).filter(e=>e.operations.list).map(r=>A`<${Ci} key=${`${r.plural} ${t.id}`} child=${r} resource=${e} row=${t} readOnly=${n} />`)}var Ei=/* @__PURE__ */ e({default:()=>Fi});const Di=Le(()=>Promise.resolve().then(()=>xr),`History`),Oi=[`id`,`version`,`created_at`,`updated_at`,`deleted_at`,`owner_id`],ki=e=>e.fields.filter(e=>!Oi.includes(e.name)&&!e.writeOnly);function Ai({resource:e,row:t}){return A`<dl class="fields">
${ki(e).map(e=>A`<div key=${e.name} class=${`fields-row fields-${e.kind}`}>
<dt>${e.label}</dt><dd><${Oe} field=${e} row=${t} link /></dd></div>`)}
</dl>`}function ji({row:e}){return A`<dl class="fields fields-about small">
${e.owner_id&&A`<div class="fields-row"><dt>${z.view.owner}</dt>
<dd><${Oe} field=${{name:`owner_id`,kind:`member`}} row=${e} /></dd></div>`}
${e.created_at&&A`<div class="fields-row"><dt>${z.view.created}</dt><dd><${ze} value=${e.created_at} /></dd></div>`}
${e.updated_at&&A`<div class="fields-row"><dt>${z.view.updated}</dt><dd><${ze} value=${e.updated_at} /></dd></div>`}
<div class="fields-row"><dt>${z.view.id}</dt><dd class="row"><span class="mono" title=${e.id}>${e.id.slice(0,8)}</span><${ce} value=${e.id} /></dd></div>
</dl>`}function Mi({resource:e,row:t,etag:n,notice:i,onDone:a}){let o=_(!1);return A`<div class="stack stack-4">
${i&&A`<${k} tone="info">${i===`delete`?z.view.gone2:z.view.stale}<//>`}
<${gr} resource=${e} row=${t} etag=${n} onSaved=${()=>{r(z.form.saved(e.labels[0]),{tone:`good`}),a()}} onCancel=${async()=>(!o.current||await mn())&&a()} onDirty=${e=>o.current=e} />
</div>`}function Ni({resource:e}){let t=e.operations.restore,n=A`<div class="row">
${t&&A`<${c} href=${P(e,`trash`)} icon="trash-2">${z.view.toBin}<//>`}
<${c} href=${P(e)}>${z.view.toList}<//></div>`;return A`<${m} icon=${e.icon} title=${z.view.gone} action=${n}>${z.view.goneText}<//>`}function Pi({resource:e,id:t}){let[n,r]=F(!1),[i,a]=F(null),{row:l,etag:u,problem:d,busy:p,reload:m}=Ee(e,t,{hold:n,onChange:a}),h=[{label:e.labels[1],href:P(e)}],g=l&&re(e,l)||e.labels[0],_=async()=>{await On({resource:e,row:l,etag:u,onStale:m})&&C(P(e))},v=()=>{r(!1),i&&m(),a(null)},y=l&&!n&&A`
${e.canDelete()&&A`<${c} tone="quiet" icon="trash-2" onClick=${_}>${z.view.remove}<//>`}
${e.canChange()&&A`<${c} tone="primary" icon="pencil" onClick=${()=>r(!0)}>${z.view.edit}<//>`}`;return A`<${f} title=${g} crumbs=${h} actions=${y} subtitle=${l&&re(e,l)?e.labels[0]:void 0}>
<div class="view stack stack-5" aria-busy=${p}>
${!l&&d?.status===404&&A`<${Ni} resource=${e} />`}
${d&&d.status!==404&&A`<${Se} problem=${d} onRetry=${m} />`}
${!l&&!d&&A`<${o} lines=${8} />`}
${l&&!n&&A`<${bi} resource=${e} row=${l} etag=${u} reload=${m} />`}
${l&&A`<div class="view-parts">
<${W} title=${z.view.details}>${n?A`<${Mi} resource=${e} row=${l} etag=${u} notice=${i} onDone=${v} />`:A`<${Ai} resource=${e} row=${l} />`}<//>
<${W} title=${z.view.about}><${ji} row=${l} /><//>
</div>`}
${l&&A`<${Ti} resource=${e} row=${l} />`}
${l&&s(`admin`)&&A`<${W} title=${z.view.history}>
<${Di} key=${`${t} ${l.version}`} resource=${e} id=${t} /><//>`}
</div>
<//>`}function Fi({params:e}){let t=fe(e.things),n=t?.operations.find&&!t.parent;return E(()=>{t?.parent&&C(P(t.parent),{replace:!0})},[t]),n?A`<${Pi} key=${`${S.value?.id} ${t.plural} ${e.id}`} resource=${t} id=${e.id} />`:A`<${f} title=${z.list.unknown}><p>${z.list.unknownText}</p><//>`}export{tt as _,rr as a,$e as b,Qt as c,Ut as d,Vt as f,dt as g,pt as h,_r as i,Yt as l,Et as m,fi as n,Yn as o,Pt as p,br as r,kn as s,Ei as t,Kt as u,et as v,Qe as x,W as y};