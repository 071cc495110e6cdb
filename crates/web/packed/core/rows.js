import{t as e}from"./rolldown-runtime.js";import{$ as t,B as n,C as r,Ct as i,D as a,Et as o,F as s,G as c,H as l,I as u,K as d,L as f,M as p,O as m,P as h,Q as g,R as _,St as v,Tt as y,U as b,V as x,W as S,Y as ee,Z as C,_ as te,a as w,at as ne,b as T,bt as E,c as re,ct as D,d as ie,dt as O,ft as ae,g as k,gt as A,h as j,ht as oe,it as se,l as M,mt as ce,n as le,nt as ue,o as de,ot as fe,p as pe,q as me,r as he,rt as N,s as ge,st as _e,t as ve,u as P,ut as ye,v as be,wt as F,x as I,xt as xe,y as L,z as R}from"./main.js";import{C as Se,D as Ce,E as we,S as Te,T as Ee,_ as De,c as Oe,d as ke,f as Ae,g as je,h as Me,l as Ne,m as Pe,n as Fe,p as Ie,r as Le,s as Re,u as ze,v as z,w as Be,x as Ve}from"./lists.js";import{_ as B,a as He,c as Ue,d as V,f as We,g as Ge,i as Ke,l as qe,m as Je,n as Ye,o as Xe,p as Ze,r as Qe,s as $e,u as H,v as U}from"./sign-in.js";const et={title:`Account`,tabs:{profile:`Profile`,security:`Security`,sessions:`Devices`,history:`History`},save:`Save`,cancel:`Cancel`,remove:`Remove`,done:`Done`,retry:`Try again`,saved:`Saved`,required:`Fill this in.`,acting:`You act as this person. Their account is theirs to change.`,profile:{about:`About you`,name:`Name`,home:`Home workspace`,homeHelp:`It opens when you sign in.`,email:`E-mail address`,phone:`Phone number`,none:`None yet`,verified:`Confirmed`,unverified:`To be confirmed`,unverifiedText:`Open the link in our letter to confirm this address.`,resend:`Send the letter again`,resent:`The letter is on its way.`,mailbox:`Open the mailbox`,change:`Change address`,add:`Add address`,newEmail:`New e-mail address`,newEmailHelp:`We send a link there. Your address changes when it is opened.`,send:`Send link`,sent:e=>`We sent a link to ${e}. Your address changes when it is opened.`,guard:{title:`Leave without saving?`,body:`What you changed here is lost.`,confirm:`Leave`}},password:{title:`Password`,current:`Current password`,new:`New password`,newHelp:`At least 8 characters.`,short:`Use at least 8 characters.`,others:`A new password signs out your other devices.`,keys:`Also revoke my API keys`,keysHelp:`Programs that use them stop working.`,submit:`Change password`,changed:`Password changed. Your other devices are signed out.`,wrong:`This isn’t your current password.`,forgot:`Without a password yet, or forgot it? We send a link to choose one.`,sendLink:`Send link`,linkSent:e=>`We sent a link to ${e}.`},totp:{title:`Authenticator app`,on:`On`,off:`Off`,intro:`An app on your phone shows a new code every 30 seconds. You enter one when you sign in.`,setUp:`Set up`,scan:`Scan this with your app, then enter the code it shows.`,qr:`QR code for your authenticator app`,type:`Or type this secret into the app:`,secret:`Secret`,copySecret:`Copy secret`,open:`Open in an app on this device`,code:`Code from the app`,confirm:`Turn on`,codeWrong:`This code is wrong or was used before. Enter the next one.`,enabled:`Authenticator app is on. Your other devices are signed out.`,disable:`Turn off`,disableTitle:`Turn off the authenticator app`,disableText:`Your other devices are signed out.`,proof:`Code from the app, or a recovery code`,disabled:`Authenticator app is off.`,wait:e=>`Too many tries. Try again in ${e}.`},recovery:{title:`Recovery codes`,intro:`Each code signs you in once when your phone or passkey is gone. Keep them where only you find them.`,needFactor:`You get recovery codes with your first authenticator app or passkey.`,renew:`Make new codes`,renewTitle:`Make new recovery codes?`,renewBody:`The codes you have now stop working.`,dialog:`Your recovery codes`,once:`They are shown this once. Copy or download them now.`,copy:`Copy codes`,download:`Download codes`,file:`recovery-codes.txt`,kept:`I saved them`},passkeys:{title:`Passkeys`,intro:`Sign in by fingerprint, face or the lock of your device.`,empty:`No passkeys yet.`,name:`Name`,nameHelp:`So that you know it again, like “Work laptop”.`,add:`Add passkey`,create:`Create passkey`,added:e=>`${e} is added. Your other devices are signed out.`,removeTitle:e=>`Remove ${e}?`,removeBody:`You can no longer sign in by it. Your other devices are signed out.`,removed:e=>`${e} is removed.`,made:`Added`,used:`Last used`,never:`Never`,actions:`Actions`,address:`Passkeys need a name as address. Open this page at localhost.`,open:`Open at localhost`,failed:`This passkey was left out. Try again, or use another device.`},sessions:{title:`Signed-in devices`,intro:`End the ones you don’t know, then change your password.`,device:`Device`,current:`This device`,from:`Address`,signedIn:`Signed in`,seen:`Last seen`,ends:`Ends`,actions:`Actions`,end:`Sign out`,ended:`The device is signed out.`,all:`Sign out everywhere`,allTitle:`Sign out everywhere?`,allBody:`All your devices are signed out, this one too.`,unknown:`Unknown device`},history:{title:`Sign-ins and changes`,intro:`What happened to your account, newest first.`,when:`When`,what:`What`,result:`Result`,from:`Address`,server:`On the server`,done:`Done`,refused:`Refused`,empty:`Nothing has happened yet.`,kinds:{authn_login_success:`Signed in`,authn_login_fail:`Sign-in attempt`,authn_login_lock:`Sign-in locked for a while`,authn_password_success:`Password was right`,authn_mfa_success:`Second factor was right`,authn_mfa_fail:`Second factor was wrong`,authn_mfa_lock:`Second factor locked for a while`,authn_mfa_enrolled:`Authenticator app begun`,authn_mfa_added:`Second factor added`,authn_mfa_removed:`Second factor removed`,authn_mfa_recovery_codes_made:`Recovery codes made`,session_created:`Session begun`,session_ended:`Session ended`,session_renewed:`Session renewed`,authn_token_reuse:`Old token used again`,authn_token_revoked:`Token revoked`,authn_token_created:`Token made`,user_created:`Account made`,user_updated:`Account changed`,user_disabled:`Account disabled`,user_enabled:`Account enabled`,privilege_permissions_changed:`Rights changed`,authz_fail:`Access refused`,authn_impersonation_begun:`A platform admin began to act as you`,authn_impersonation_ended:`A platform admin stopped acting as you`,authn_password_change:`Password changed`,authn_password_change_fail:`Password change attempt`}}};function tt(e,t={}){let[n,r]=F({rows:null,problem:null,busy:!1,cursor:null}),a=v(0),o=JSON.stringify(t),s=i(async(t,n)=>{if(!e)return;let i=++a.current;r(e=>({...e,busy:!0,problem:null}));try{let{data:s}=await D(e,{query:{limit:50,...JSON.parse(o),cursor:t}});if(i!==a.current)return;r({rows:[...n,...s.items],problem:null,busy:!1,cursor:s.next_cursor??null})}catch(e){i===a.current&&r(t=>({...t,busy:!1,problem:e}))}},[e,o]);E(()=>(r({rows:null,problem:null,busy:!1,cursor:null}),s(void 0,[]),()=>a.current++),[s]);let c=i(e=>r(t=>({...t,rows:e(t.rows??[])})),[]);return{...n,more:()=>s(n.cursor,n.rows??[]),reload:()=>s(void 0,[]),setRows:c}}function nt({items:e,label:t=S.tabs.label}){let n=v(null),r=e.findIndex(e=>e?.current);return E(()=>{let e=n.current?.querySelector(`[aria-current]`);e&&(n.current.scrollLeft=e.offsetLeft-n.current.offsetLeft-(n.current.clientWidth-e.offsetWidth)/2)},[r]),A`<nav class="tabs" ref=${n} aria-label=${t}><ul>
${e.filter(Boolean).map(e=>A`<li key=${e.href}>
<a href=${e.href} aria-current=${e.current?`page`:void 0}>${e.label}</a></li>`)}
</ul></nav>`}function W({title:e,actions:t,footer:n,class:r=``,children:i}){let a=xe();return A`<section class=${`card ${r}`} aria-labelledby=${e?a:void 0}>
${(e||t)&&A`<header class="card-head">
${e&&A`<h2 id=${a}>${e}</h2>`}
${t&&A`<div class="card-actions">${t}</div>`}
</header>`}
<div class="card-body stack">${i}</div>
${n&&A`<footer class="card-foot">${n}</footer>`}
</section>`}function rt({value:e,onChange:t,label:r,"aria-required":i,class:a=``,...o}){let s=n(r);return A`<label class=${`check ${a}`}>
<input class="checkbox" type="checkbox" ...${o} checked=${e===!0}
onChange=${e=>t?.(e.currentTarget.checked)} />
${s&&A`<span>${s}</span>`}
</label>`}const it=ce();async function at(e){let{data:t}=await O(`/auth/otp/request`,{contact:e.trim(),device_id:it},{quiet:!0});return{again:new Date(Date.now()+t.retry_after*1e3)}}async function ot(e,t){let n={contact:e.trim(),device_id:it,code:t.trim()};return(await O(`/auth/otp/verify`,n,{quiet:!0})).data}function st({contact:e,fixed:t=!1,onContact:n,onSent:r}){let i=I(),[a,s]=F(null),c=se.value?.sms!==!1,d=c?u.fields.contact:u.fields.email,f=()=>{let t=L({contact:e});s(t),t||i.run(async()=>r(await at(e)))},p=a??T(i.problem,e=>e.status===429?null:void 0),m=U(p);return A`<${o}>
<${H} until=${i.until} onEnd=${i.clear} />
<${B} onSubmit=${f} error=${p} busy=${i.busy} fields=${{contact:d}}>
${t?A`<p>${u.code.explainKnown(e)}</p>`:A`<${R} name="contact" label=${d} error=${m.contact} help=${c&&u.fields.contactHelp}>
${t=>A`<${_} ...${t} type=${c?`text`:`email`} autocomplete="username"
maxlength="254" autocapitalize="none" spellcheck=${!1} value=${e} onChange=${n} />`}
<//>`}
<${l} type="submit" tone="primary" class="auth-wide" busy=${i.busy} disabled=${i.until!==null}>
${u.code.request}
<//>
<//>
<//>`}function ct({text:e,onAgain:t}){return A`<div class="stack stack-4">
<p>${e}</p>
<${lt} />
<p class="small muted">${u.mail.nothing}</p>
${t&&A`<div class="auth-others"><${l} tone="quiet" onClick=${t}>${u.mail.again}<//></div>`}
</div>`}function lt(){return se.value?.development_mailbox?A`<p class="auth-hint small muted">
${u.mail.mailboxHint} <a href="/dev/mail" target="_blank" rel="noopener">${u.mail.mailbox}</a>
</p>`:null}function ut({contact:e,sent:t,onAnswer:n,onOther:r}){let[i,a]=F(``),[o,s]=F(null),c=I(),d=qe(),f=t=>{let r=typeof t==`string`?t:i,o=L({code:r});s(o),o||c.run(async()=>{try{await n(await ot(e,r))}catch(e){throw a(``),e}})},p=o??T(c.problem,e=>c.until?null:e.status===401?be(e,`code`,dt(e.data)):void 0),m=U(p);return A`<div class="stack stack-4" ref=${d}>
<p>${u.code.sentTo(e)}</p>
<${lt} />
<${H} until=${c.until} onEnd=${c.clear} says=${u.code.blocked} />
<${B} onSubmit=${()=>f()} error=${p} busy=${c.busy} fields=${{code:u.fields.code}}>
<${R} name="code" label=${u.fields.code} error=${m.code}>
${e=>A`<${We} ...${e} value=${i} onChange=${a} onComplete=${f}
disabled=${c.until!==null} />`}
<//>
<${l} type="submit" tone="primary" class="auth-wide" busy=${c.busy} disabled=${c.until!==null}>
${u.code.submit}
<//>
<//>
<${ft} contact=${e} sent=${t} blocked=${c.until!==null} onSent=${c.clear} onOther=${r} />
</div>`}function dt(e){let t=e?.attempts_remaining;return t>0?u.code.left(t):u.code.none}function ft({contact:e,sent:t,blocked:n,onSent:r,onOther:i}){let[a,o]=F(t.again),[s,c]=F(null),d=I(),f=d.until??a;return A`<div class="auth-others">
<p class="visually-hidden" role="status">${s}</p>
${f?!n&&A`<span class="muted small"><${te} key=${f.getTime()} until=${f}
onEnd=${()=>(d.clear(),o(null))}>${e=>u.code.resendIn(e)}<//></span>`:A`<${l} tone="quiet" busy=${d.busy} disabled=${n} onClick=${()=>d.run(async()=>{o((await at(e)).again),c(u.code.resent),r()})}>${u.code.resend}<//>`}
${i&&A`<${l} tone="quiet" onClick=${i}>${u.code.other}<//>`}
${d.problem&&!d.until&&A`<p class="auth-failure" role="alert">${d.problem.detail}</p>`}
</div>`}var pt=/* @__PURE__ */ e({default:()=>mt});function mt(){let[e,t]=F(Ue.peek()),[n,r]=F(null),[i,a]=F(null),[o,s]=F(null);Ke();let c=[{href:He(`/sign-in`),label:u.footer.password},{href:He(`/register`),label:u.footer.register}],l=(e=null)=>{a(null),r(null),s(e)};return i?A`<${V} key="factor" title=${u.factor.title} subtitle=${u.factor.explain}>
<${Xe} factors=${i} onDone=${Qe} onRestart=${l} />
<//>`:n?A`<${V} key="code" title=${u.code.enterTitle} links=${c.slice(0,1)}>
<${ut} contact=${e} sent=${n} onAnswer=${e=>e.mfa_required?a(e.factors):Qe()} onOther=${()=>l()} />
<//>`:A`<${V} key="contact" title=${u.code.title} subtitle=${u.code.explain} links=${c}>
${o&&A`<${k} tone="warn" onClose=${()=>s(null)}>${o}<//>`}
<${st} contact=${e} onContact=${t} onSent=${r} />
<//>`}var ht=/* @__PURE__ */ e({default:()=>gt});function gt(){let[e,t]=F(null),n=[{href:`/sign-in`,label:u.footer.signIn},{href:`/code`,label:u.footer.code}];return e?A`<${V} key="sent" title=${u.mail.title} links=${n}>
<${ct} text=${u.mail.reset(e)} onAgain=${()=>t(null)} />
<//>`:A`<${V} key="form" title=${u.forgot.title} subtitle=${u.forgot.explain} links=${n}>
<${_t} onSent=${t} />
<//>`}function _t({onSent:e}){let[t,n]=F(Ue.peek()),[r,i]=F(null),a=I(),s=e=>n(Ue.value=e),c=()=>{let n=L({email:t});i(n),n||a.run(async()=>{await O(`/auth/password/forgot`,{email:t.trim()},{quiet:!0}),e(t.trim())})},d=r??T(a.problem,e=>e.status===429?null:void 0),f=U(d);return A`<${o}>
<${H} until=${a.until} onEnd=${a.clear} />
<${B} onSubmit=${c} error=${d} busy=${a.busy} fields=${{email:u.fields.email}}>
<${R} name="email" label=${u.fields.email} error=${f.email}>
${e=>A`<${_} ...${e} type="email" autocomplete="username" maxlength="254"
value=${t} onChange=${s} />`}
<//>
<${l} type="submit" tone="primary" class="auth-wide" busy=${a.busy} disabled=${a.until!==null}>
${u.forgot.submit}
<//>
<//>
<//>`}const vt=/* @__PURE__ */ new Map;function yt(){let e=new URLSearchParams(location.hash.slice(1)).get(`token`);return location.hash&&history.replaceState(history.state,``,location.pathname+location.search),e&&vt.set(location.pathname,e),vt.get(location.pathname)??null}function bt(){vt.delete(location.pathname)}function xt(){let[e,t]=F(yt);return E(()=>{let e=()=>t(yt());return addEventListener(`hashchange`,e),()=>removeEventListener(`hashchange`,e)},[]),e}function St({name:e=`password`,label:t=u.fields.password,value:n,onChange:r,error:i}){let a=se.value?.password_min_length??8;return A`<${R} name=${e} label=${t} error=${i} help=${u.fields.passwordHelp(a)}>
${e=>A`<${ve} ...${e} autocomplete="new-password" maxlength="128"
value=${n} onChange=${r} />`}
<//>`}function Ct(){let e=[{href:`/sign-in`,label:u.footer.signIn}];return A`<${V} key="none" title=${u.missing.title} links=${e}><p>${u.missing.text}</p><//>`}function wt({title:e,text:t,children:n}){let r=[{href:`/sign-in`,label:u.footer.signIn}];return A`<${V} key="gone" title=${e} links=${r}><p>${t}</p>${n}<//>`}const Tt=e=>e?.status===410||e?.errors?.some(({field:e})=>e===`token`)||!1;function Et({onConfirm:e,onOther:t}){let n=I(),r=T(n.problem,e=>e.status===429?null:void 0);return A`<${o}>
<${H} until=${n.until} onEnd=${n.clear} />
<${B} onSubmit=${()=>n.run(()=>e())} error=${r} busy=${n.busy}>
<${l} type="submit" tone="primary" class="auth-wide" busy=${n.busy} disabled=${n.until!==null}>
${u.verify.submit}
<//>
<//>
<div class="auth-others"><${l} tone="quiet" onClick=${t}>${u.verify.other}<//></div>
<//>`}function Dt({onConfirm:e}){let[t,n]=F(``),[r,i]=F(null),a=I(),s=()=>{let n=L({password:t});i(n),n||a.run(()=>e(t))},c=async()=>{await f({title:u.verify.forgottenTitle,body:u.verify.forgottenText,confirm:u.verify.forgottenSubmit,tone:`danger`})&&a.run(()=>e())},d=r??T(a.problem,e=>e.status===429?null:e.errors?.some(({code:e})=>e===`password_wrong`)?be(e,`password`,u.verify.wrong):void 0),p=U(d);return A`<${o}>
<${H} until=${a.until} onEnd=${a.clear} />
<${B} onSubmit=${s} error=${d} busy=${a.busy} fields=${{password:u.fields.password}}>
<${R} name="password" label=${u.fields.password} error=${p.password}>
${e=>A`<${ve} ...${e} autocomplete="current-password" value=${t}
onChange=${n} />`}
<//>
<${l} type="submit" tone="primary" class="auth-wide" busy=${a.busy} disabled=${a.until!==null}>
${u.verify.submit}
<//>
<//>
<div class="auth-others">
<${l} tone="quiet" disabled=${a.busy} onClick=${c}>${u.verify.forgotten}<//>
</div>
<//>`}var Ot=/* @__PURE__ */ e({Resend:()=>Mt,default:()=>kt});function kt(){let e=xt(),[t,n]=F(null),[r,i]=F(!1);if(!e)return A`<${Ct} />`;if(t?.token===e)return A`<${jt} outcome=${t} />`;if(N.value===void 0)return A`<${V} title=${u.verify.title}><${s} lines=${2} /><//>`;let a=t=>At(e,t,n),o=N.value?.user;if(o&&!r){let e=u.verify.signedIn(o.email??o.name);return A`<${V} key="self" title=${u.verify.title} subtitle=${e}>
<${Et} onConfirm=${a} onOther=${()=>i(!0)} />
<//>`}return A`<${V} key="registrant" title=${u.verify.title} subtitle=${u.verify.explain}>
<${Dt} onConfirm=${a} />
<//>`}async function At(e,t,n){let r;try{r=(await O(`/auth/email/verify`,t?{token:e,password:t}:{token:e},{quiet:!0})).data}catch(t){if(Tt(t))return n({token:e,gone:!0});if(t.code===`email_taken`)return n({token:e,taken:!0});throw t}if(bt(),N.value)await ue();else if(t&&r.password_kept){let e={email:r.email,password:t},n=await O(`/auth/login`,e,{quiet:!0}).catch(()=>null);if(n&&!n.data.mfa_required)return await fe(),C(`/`,{replace:!0})}n({token:e,...r})}function jt({outcome:e}){return e.gone?A`<${wt} title=${u.verify.gone} text=${u.verify.goneText}><${Mt} /><//>`:e.taken?A`<${wt} title=${u.verify.gone} text=${u.verify.taken} />`:!e.password_kept&&!N.value?A`<${V} key="done" title=${u.verify.done}>
<p>${u.verify.doneReset(e.email)}</p>
<${l} tone="primary" class="auth-wide" href="/forgot">${u.verify.choose}<//>
<//>`:A`<${V} key="done" title=${u.verify.done}>
<p>${u.verify.doneText(e.email)}</p>
<${l} tone="primary" class="auth-wide" href=${N.value?`/`:`/sign-in`}>
${N.value?u.verify.goOn:u.footer.signIn}
<//>
<//>`}function Mt(){let e=I(),[t,n]=F(null);return N.value?N.value.user.email_verified?null:A`<div class="stack stack-2">
<${l} class="auth-wide" busy=${e.busy} disabled=${t!==null} onClick=${()=>e.run(async()=>{await O(`/auth/email/resend`),n(u.verify.resent)})}>${u.verify.resend}<//>
<p role="status">${t}</p>
<p class="auth-failure" role="alert">${e.problem?.detail}</p>
</div>`:A`<p class="muted">${u.verify.resendExplain}</p>`}function Nt({verified:e,onAccept:t,onLeave:n}){let r=I(),i=r.problem?.code,a=!e||i===`email_unverified`;E(()=>{if(!a)return;let e=async()=>(await ue(),r.clear());return addEventListener(`focus`,e),()=>removeEventListener(`focus`,e)},[a]);let s=T(r.problem,e=>e.status===429||i===`other_address`?null:void 0);return A`<${o}>
<${H} until=${r.until} onEnd=${r.clear} />
${i===`other_address`&&A`<p class="auth-failure" role="alert">${u.invitation.otherAddress}</p>`}
${a?A`<p>${u.invitation.unverified}</p><${Mt} /><${lt} />`:A`<${B} onSubmit=${()=>r.run(()=>t())} error=${s} busy=${r.busy}>
<${l} type="submit" tone="primary" class="auth-wide" busy=${r.busy}
disabled=${r.until!==null||i===`other_address`}>
${u.invitation.accept}
<//>
<//>`}
<div class="auth-others"><${l} tone="quiet" onClick=${n}>${u.invitation.signOut}<//></div>
<//>`}function Pt({onAccept:e}){let[t,n]=F(``),[r,i]=F(``),[a,s]=F(null),c=I(),d=()=>{let n=L({password:r});s(n),n||c.run(()=>e({password:r,name:t.trim()||void 0}))},f=a??T(c.problem,e=>e.status===429?null:void 0),p=U(f),m={name:u.fields.name,password:u.fields.password};return A`<${o}>
<${H} until=${c.until} onEnd=${c.clear} />
<${B} onSubmit=${d} error=${f} busy=${c.busy} fields=${m}>
<${R} name="name" label=${m.name} error=${p.name} optional>
${e=>A`<${_} ...${e} autocomplete="name" maxlength="200" value=${t} onChange=${n} />`}
<//>
<${St} value=${r} onChange=${i} error=${p.password} />
<${l} type="submit" tone="primary" class="auth-wide" busy=${c.busy} disabled=${c.until!==null}>
${u.invitation.create}
<//>
<//>
<//>`}function Ft({email:e=null,contact:t=e,fixed:n=!1,byCode:r=!1,only:i=!1,onSignedIn:a}){let[o,s]=F(r),[c,d]=F(t??``),[f,p]=F(null),[m,h]=F(null),[g,_]=F(null),v=e=>e.mfa_required?h(e.factors):a(e),y=(e=null)=>{h(null),p(null),_(e)};return m?A`<${Xe} factors=${m} onDone=${a} onRestart=${y} />`:f?A`<${ut} contact=${c} sent=${f} onAnswer=${v} onOther=${n?void 0:()=>y()} />`:A`<div class="stack stack-4">
${g&&A`<${k} tone="warn" onClose=${()=>_(null)}>${g}<//>`}
${o?A`<${st} contact=${c} fixed=${n&&t!==null} onContact=${d} onSent=${p} />`:A`<${Ye} email=${e??``} fixed=${n&&e!==null} onAnswer=${v} />`}
${!i&&Ze.value===`yes`&&A`<p class="auth-or">${u.signIn.or}</p>`}
${!i&&A`<${$e} run=${Ge} onDone=${a} />`}
${!i&&(!o||e!==null||!n)&&A`<div class="auth-others">
<${l} tone="quiet" onClick=${()=>s(!o)}>
${o?u.footer.password:u.footer.code}
<//>
</div>`}
</div>`}var It=/* @__PURE__ */ e({default:()=>Lt});function Lt(){let e=xt(),[t,n]=F(null),[r,i]=F(!1),[a,o]=F(null);if(!e)return A`<${Ct} />`;if(t===e)return A`<${wt} title=${u.invitation.gone} text=${u.invitation.goneText} />`;if(N.value===void 0)return A`<${V} title=${u.invitation.title}><${s} lines=${2} /><//>`;let c=async t=>{try{await Rt(e,t)}catch(t){if(Tt(t))return n(e);if(t.code!==`account_exists`)throw t;o(u.invitation.known),i(!0)}};return N.value?A`<${V} key="self" title=${u.invitation.title}
subtitle=${u.invitation.asSelf(N.value.user.email??N.value.user.name)}>
<${Nt} verified=${N.value.user.email_verified} onAccept=${c} onLeave=${async()=>{i(!0),await ne({stay:!0})}} />
<//>`:r?A`<${V} key="known" title=${u.invitation.title}>
${a&&A`<${k} tone="info">${a}<//>`}
<${Ft} onSignedIn=${()=>fe()} />
<div class="auth-others">
<${l} tone="quiet" onClick=${()=>i(!1)}>${u.invitation.noAccount}<//>
</div>
<//>`:A`<${V} key="new" title=${u.invitation.title} subtitle=${u.invitation.newUser}>
<${Pt} onAccept=${c} />
<div class="auth-others">
<${l} tone="quiet" onClick=${()=>i(!0)}>${u.invitation.have}<//>
</div>
<//>`}async function Rt(e,t={}){let n=new Set((N.value?.memberships??[]).map(({id:e})=>e)),{data:r}=await O(`/auth/invitations/accept`,{token:e,...t},{quiet:!0}),i=r.memberships.filter(({id:e,kind:t})=>!n.has(e)&&t!==`personal`);bt(),await fe(),C(i.length?`/t/${i[0].slug}/`:`/`,{replace:!0})}function zt(e,t){let[n,r]=F(``),[i,a]=F(null),o=I(),s=r=>{let i=typeof r==`string`?r:n,s=L({[e]:i});a(s),s||o.run(async()=>{await O(`/auth/reauthenticate`,{[e]:i}),await t()})},c=i??T(o.problem,t=>t.status===429?null:t.code===`proof_refused`?be(t,e,u.prove.wrong):void 0);return{value:n,setValue:r,send:s,problem:c,errors:U(c),attempt:o}}function Bt({email:e,onProved:t}){let{value:n,setValue:r,send:i,problem:a,errors:o,attempt:s}=zt(`password`,t);return A`<${Ht} field="password" label=${u.fields.password} ...${{send:i,problem:a,attempt:s}}>
<input class="visually-hidden" type="text" autocomplete="username" value=${e} readonly tabindex="-1" aria-hidden="true" />
<${R} name="password" label=${u.fields.password} error=${o.password}>
${e=>A`<${ve} ...${e} autocomplete="current-password" value=${n} onChange=${r} />`}
<//>
<//>`}function Vt({onProved:e}){let{value:t,setValue:n,send:r,problem:i,errors:a,attempt:o}=zt(`code`,e);return A`<${Ht} field="code" label=${u.fields.code} ...${{send:r,problem:i,attempt:o}}>
<${R} name="code" label=${u.fields.code} error=${a.code} help=${u.factor.codeHelp}>
${e=>A`<${We} ...${e} value=${t} onChange=${n} onComplete=${r} />`}
<//>
<//>`}function Ht({field:e,label:t,send:n,problem:r,attempt:i,children:a}){let o=qe();return A`<div class="stack stack-4" ref=${o}>
<${H} until=${i.until} onEnd=${i.clear} />
<${B} onSubmit=${()=>n()} error=${r} busy=${i.busy} fields=${{[e]:t}}>
${a}
<${l} type="submit" tone="primary" class="auth-wide" busy=${i.busy} disabled=${i.until!==null}>
${u.prove.submit}
<//>
<//>
</div>`}var Ut=/* @__PURE__ */ e({Reauthenticate:()=>Wt});function Wt({onProved:e,onCancel:t,reason:n}){let r=N.value?.user,i=N.value?.factors??[],a=[i.includes(`passkey`)&&Ze.value!==`no`&&`passkey`,r?.email&&`password`,i.includes(`totp`)&&`app`,(r?.email||r?.phone)&&`code`].filter(Boolean),[o,s]=F(a[0]),c=async t=>t.user.id===r?.id?e():fe();return A`<div class="stack stack-4">
<p class="muted">${n??u.prove.explain}</p>
${o===`password`&&A`<${Bt} email=${r.email} onProved=${e} />`}
${o===`app`&&A`<${Vt} onProved=${e} />`}
${o===`passkey`&&A`<${$e} tone="primary" run=${Je} onDone=${c} />`}
${o===`code`&&A`<${Ft} email=${r.email??null} contact=${r.email??r.phone} fixed byCode only
onSignedIn=${c} />`}
<div class="auth-others" role="group" aria-label=${u.prove.ways}>
${a.filter(e=>e!==o).map(e=>A`<${l} key=${e} tone="quiet" onClick=${()=>s(e)}>${u.prove[e]}<//>`)}
</div>
<div class="row row-end"><${l} tone="quiet" onClick=${()=>t()}>${u.prove.cancel}<//></div>
</div>`}var Gt=/* @__PURE__ */ e({default:()=>Kt});function Kt(){let[e,t]=F(null);Ke();let n=[{href:He(`/sign-in`),label:`${u.register.haveOne} ${u.register.signIn}`},{href:He(`/code`),label:u.footer.code}];return e?A`<${V} key="sent" title=${u.mail.title} links=${n.slice(0,1)}>
<${ct} text=${u.mail.confirm(e)} onAgain=${()=>t(null)} />
<//>`:A`<${V} key="form" title=${u.register.title} links=${n}>
<${qt} onMail=${t} />
<//>`}function qt({onMail:e}){let[t,n]=F(Ue.peek()),[r,i]=F(``),[a,s]=F(``),[c,d]=F(null),f=I(),p=e=>n(Ue.value=e),m=()=>{let n=L({email:t,password:a});d(n),n||f.run(async()=>{let n={email:t.trim(),password:a,name:r.trim()||void 0};await((await O(`/auth/register`,n,{quiet:!0})).status===202?e(n.email):Qe())})},h=f.problem?.code===`email_taken`,g=c??T(f.problem,e=>e.status===429?null:e.code===`email_taken`?be(e,`email`,u.register.taken):void 0),v=U(g),y={name:u.fields.name,email:u.fields.email,password:u.fields.password};return A`<${o}>
<${H} until=${f.until} onEnd=${f.clear} />
<${B} onSubmit=${m} error=${g} busy=${f.busy} fields=${y}>
<${R} name="name" label=${y.name} error=${v.name} optional>
${e=>A`<${_} ...${e} autocomplete="name" maxlength="200" value=${r} onChange=${i} />`}
<//>
<${R} name="email" label=${y.email} error=${v.email}
help=${h&&A`<a href=${He(`/sign-in`)}>${u.register.signIn}</a>`}>
${e=>A`<${_} ...${e} type="email" autocomplete="username" maxlength="254"
value=${t} onChange=${p} />`}
<//>
<${St} value=${a} onChange=${s} error=${v.password} />
<${l} type="submit" tone="primary" class="auth-wide" busy=${f.busy} disabled=${f.until!==null}>
${u.register.submit}
<//>
<//>
<//>`}var Jt=/* @__PURE__ */ e({default:()=>Yt});function Yt(){let e=xt(),[t,n]=F(null);if(!e)return A`<${Ct} />`;if(t?.token===e&&t.done)return A`<${V} key="done" title=${u.reset.done}>
<p>${u.reset.doneText}</p>
<${l} tone="primary" class="auth-wide" href="/sign-in">${u.footer.signIn}<//>
<//>`;if(t?.token===e)return A`<${wt} title=${u.reset.gone} text=${u.reset.goneText}>
<${l} tone="primary" class="auth-wide" href="/forgot">${u.reset.another}<//>
<//>`;let r=t=>()=>n({token:e,done:t});return A`<${V} key="form" title=${u.reset.title} subtitle=${u.reset.explain}>
<${Xt} key=${e} token=${e} onDone=${r(!0)} onGone=${r(!1)} />
<//>`}function Xt({token:e,onDone:t,onGone:n}){let[r,i]=F(``),a=xe(),[s,c]=F(!1),[d,f]=F(null),p=I(),m=()=>{let i=L({new_password:r});f(i),i||p.run(async()=>{try{await O(`/auth/password/reset`,{token:e,new_password:r,revoke_api_keys:s},{quiet:!0})}catch(e){if(!Tt(e))throw e;return n()}bt(),N.value&&await ue(),t()})},h=d??T(p.problem,e=>e.status===429?null:void 0),g=U(h),_={new_password:u.fields.newPassword};return A`<${o}>
<${H} until=${p.until} onEnd=${p.clear} />
<${B} onSubmit=${m} error=${h} busy=${p.busy} fields=${_}>
<${St} name="new_password" label=${_.new_password} value=${r} onChange=${i}
error=${g.new_password} />
<div>
<${rt} id=${a} name="revoke_api_keys" aria-describedby=${`${a}-help`} label=${u.reset.keys}
value=${s} onChange=${c} />
<p id=${`${a}-help`} class="small muted">${u.reset.keysHelp}</p>
</div>
<${l} type="submit" tone="primary" class="auth-wide" busy=${p.busy} disabled=${p.until!==null}>
${u.reset.submit}
<//>
<//>
<//>`}var Zt=/* @__PURE__ */ e({SignInAgain:()=>Qt});function Qt({email:e=null,onSignedIn:t,onCancel:n}){let r=N.value?.user.phone??null,i=e===null&&r!==null;return A`<div class="stack stack-4">
<p class="muted">${u.again.explain}</p>
<${Ft} email=${e} contact=${e??r} fixed=${e!==null||r!==null} byCode=${i}
onSignedIn=${t} />
<div class="row row-end"><${l} tone="quiet" onClick=${()=>n()}>${u.again.cancel}<//></div>
</div>`}const $t=(e,t,n)=>e===1?`1 ${t}`:`${e} ${n}`,en={save:`Save`,saved:`Saved`,cancel:`Cancel`,close:`Close`,undo:`Undo`,name:`Name`,slug:`Address`,slugHelp:`2 to 63 lower-case letters, digits and single hyphens inside.`,slugWrong:`Use 2 to 63 lower-case letters, digits and single hyphens inside.`,slugTaken:`Another workspace has this address. Choose another.`,required:`Fill this in.`,changedMeanwhile:`Someone changed this in the meantime. You see their version now; make your change again.`,discard:{title:`Discard the changes?`,body:`What you typed isn’t saved yet.`,confirm:`Discard`},system:`The system`,someone:`A former member`,roles:{viewer:`Viewer`,member:`Member`,admin:`Admin`,owner:`Owner`},roleHelp:{viewer:`Reads what the workspace shares.`,member:`Reads and changes rows.`,admin:`Also invites people, makes keys and sees the audit log.`,owner:`Also closes the workspace and asks for second factors.`},role:`Role`,adminsOnly:{title:`Admins see this`,text:`Ask an admin of this workspace to look, or to give you the role.`},membersOnly:{title:`Members change this`,text:`You read this workspace. Ask an admin for the role of a member.`},verify:{title:`Confirm your address first`,text:e=>e?`We sent a letter to ${e}. Open its link, then come back.`:`Add an e-mail address to your account, then confirm it.`,again:`Send it again`,sent:`The letter is on its way.`,account:`Open your account`,mailbox:`Open the mailbox`},overview:{title:`Overview`,figures:`Last 30 days`,activity:`Recent activity`,allActivity:`Whole audit log`,nothingYet:`Nothing has happened here yet.`,next:`What’s next`,leads:`Leads`,calls:`Calls`,messages:`Messages`,won:e=>`${e} of the decided ones won`,answered:e=>`${e} answered`,delivered:e=>`${e} delivered`,none:`None in this time`,failed:`This figure isn’t there right now.`,perDay:(e,t)=>`${e} per day over 30 days, ${t} together`},steps:{verify:{title:`Confirm your address`,text:`Invitations and keys need it.`,act:`Confirm`},invite:{title:`Invite someone`,text:`You are alone here so far.`,act:`Invite`},factor:{title:`Add a second factor`,text:`A password alone can be guessed or stolen.`,act:`Set up`},first:{title:`Create your first lead`,text:`Or import a file of them.`,act:`Create`},failed:e=>({title:`${e}: some failed`,text:`Look at them and try again.`,act:`Show`}),doubt:e=>({title:`${e}: some are in doubt`,text:`Check whether they arrived.`,act:`Show`}),done:`Nothing waits for you.`},activity:{did:{insert:`created`,update:`changed`,delete:`deleted`,restore:`restored`},sentence:(e,t,n)=>`${e} ${t} ${n}`,things:{tenants:`the workspace`,memberships:`a membership`,invitations:`an invitation`,api_keys:`an API key`,settings:`a value`,chat_endpoints:`the chat endpoint`,impersonations:`an impersonation`},a:e=>/^[aeiou]/i.test(e)?`an ${e}`:`a ${e}`,binned:`deleted`,removed:`removed`,gone:{api_keys:`revoked`,tenants:`closed`},unbinned:`restored`,by:e=>` (${e} as them)`},settings:{title:`Settings`,tabs:{general:`General`,members:`Members`,invitations:`Invitations`,"api-keys":`API keys`,values:`Values`,audit:`Audit log`,danger:`Export and close`}},general:{title:`General`,slugChange:`Links with the old address stop working.`,factor:`Require a second factor`,factorHelp:`Members without one are asked to add one before they go on.`,factorFirst:`Add a second factor to your own account first.`,factorLink:`Set one up`,id:`Workspace id`,created:`Created`,readOnly:`Admins change these.`},members:{title:`Members`,invite:`Invite`,name:`Name`,email:`E-mail`,since:`Since`,acts:`Actions`,you:`you`,unnamed:`No name`,remove:`Remove`,leave:`Leave`,roleOf:e=>`Role of ${e}`,changed:(e,t)=>`${e}: ${t}`,removeTitle:e=>`Remove ${e}?`,removeBody:`They lose access from their next request on, and their API keys here stop. Rows they made stay.`,removed:e=>`${e} is removed`,leaveTitle:e=>`Leave ${e}?`,leaveBody:`You lose access at once. Someone has to invite you to come back.`,lastOwner:`You are the last owner. Make another member an owner first; then you can leave or take another role.`,own:`Change your own role?`,ownBody:e=>`You will be ${e} from your next request on. Someone above you has to undo it.`,ownConfirm:`Change role`},invitations:{title:`Invitations`,form:`Invite someone`,email:`E-mail`,send:`Send invitation`,sent:e=>`Invitation sent to ${e}`,pending:`Pending`,by:`Invited by`,until:`Good until`,expired:`Expired`,acts:`Actions`,resend:`Send again`,resent:e=>`Sent again to ${e}. The first link no longer works.`,withdraw:`Withdraw`,withdrawn:e=>`Invitation to ${e} withdrawn`,empty:`No invitation is pending`,emptyText:`Who was invited appears here until they accept.`,member:`This address is a member already.`},keys:{title:`API keys`,intro:`A program acts in this workspace by a key: never above its maker, and only on what its scopes name.`,create:`Create key`,make:`New API key`,name:`Name`,nameHelp:`What it is for, like “Nightly import”.`,scopes:`What it may do`,scopesHelp:`Writing doesn’t include reading.`,thing:`Things`,everything:`Everything`,read:`Read`,write:`Write`,mayRead:e=>`Read ${e}`,mayWrite:e=>`Write ${e}`,things:{"audit-log":`Audit log`,settings:`Values`,tenant:`Workspace`,analytics:`Analytics`,universities:`Universities`},none:`Choose at least one scope.`,role:`At most the role`,expires:`Ends`,ends:{7:`In 7 days`,30:`In 30 days`,90:`In 90 days`,365:`In a year`,own:`At a time I choose`},endsAt:`Ends at`,made:`Made by`,used:`Last used`,never:`Never`,prefix:`Begins with`,acts:`Actions`,revoke:`Revoke`,revokeTitle:e=>`Revoke “${e}”?`,revokeBody:`Programs that use it are refused from their next request on. A revoked key can’t come back.`,revoked:e=>`“${e}” is revoked`,empty:`No API keys`,emptyText:`Create one for a program that works with this workspace.`,secretTitle:`Copy the key now`,secretText:`This is the only time it is shown. Keep it where passwords are kept.`,secretLabel:`API key`,copy:`Copy key`,secretDone:`I have kept it`},values:{title:`Values`,intro:`Programs of this workspace keep small JSON values here, by key.`,add:`Add value`,edit:`Change value`,key:`Key`,keyHelp:`1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,keyWrong:`Use 1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,value:`Value`,valueHelp:`JSON, like 42, "text" or {"on": true}.`,valueWrong:`This isn’t JSON yet.`,changed:`Changed`,acts:`Actions`,change:`Change`,remove:`Remove`,removed:e=>`${e} is removed`,saved:e=>`${e} is saved`,exists:`This key has a value already. Change that one.`,empty:`No values`,emptyText:`Add one, or let a program set it by PUT /api/settings/<key>.`},audit:{title:`Audit log`,table:`Things`,row:`Row id`,actor:`Member`,all:`All`,filter:`Filter`,clear:`Clear`,when:`When`,who:`Who`,what:`What`,details:`Details`,detailsOf:e=>`Details: ${e}`,before:`Before`,after:`After`,field:`Field`,request:`Request id`,rowId:`Row id`,key:`API key`,job:`Job`,as:`Platform admin`,open:`Open row`,fields:e=>$t(e,`field`,`fields`),empty:`Nothing matches`,emptyText:`Clear the filters to see everything.`,hidden:`No values are recorded for this change.`},danger:{title:`Export and close`,export:`Export`,exportText:`Each list as a file of its own. NDJSON keeps every value as it is; CSV opens in a spreadsheet.`,csv:`CSV`,ndjson:`NDJSON`,get:(e,t)=>`${e} as ${t}`,all:`Download all as NDJSON`,done:e=>`${$t(e,`file`,`files`)} downloaded`,close:`Close this workspace`,closeText:`Its members are kept out from then on. It is removed for good after thirty days; until then the people who run this installation can open it again.`,closeButton:`Close workspace`,closeTitle:e=>`Close ${e}?`,closeBody:`Members are kept out, keys stop, calls and campaigns end.`,closed:e=>`${e} is closed`,ownersOnly:`Owners close a workspace.`,personal:`This is your personal workspace.`},create:{title:`New workspace`,text:`A workspace has members, rows and settings of its own.`,submit:`Create workspace`,nameHelp:`Like your company or your team.`},welcome:{title:`Welcome`,step:(e,t)=>`Step ${e} of ${t}`,skip:`Skip`,skipAll:`Skip all`,next:`Save and go on`,goOn:`Go on`,finish:`Go to your workspace`,you:{title:`What’s your name?`,text:`Members of your workspaces see it.`,label:`Your name`},space:{title:`Name your workspace`,text:`You can change both later.`},invite:{title:`Invite someone`,text:`They get a letter with a link, good for seven days.`},data:{title:`Bring in some data`,text:`Look around with samples, or start with a file of your own.`,sample:`Add sample leads`,added:`Three sample leads are there.`,import:`Import a file`,leads:[{name:`Ada Lovelace`,company:`Analytical Engines`,email:`ada@example.com`,status:`new`},{name:`Grace Hopper`,company:`Compilers & Co.`,email:`grace@example.com`,status:`contacted`},{name:`Alan Turing`,company:`Bombe Works`,email:`alan@example.com`,status:`qualified`}]},factor:{title:`Add a second factor`,text:`An app on your phone or a passkey keeps your account yours, even if the password leaks.`,act:`Set one up`,have:`You have a second factor already.`}}},G=z.wrong,tn=/* @__PURE__ */ new Map;function nn(e){if(!tn.has(e)){let t=null;try{t=new RegExp(e,`u`)}catch{t=null}tn.set(e,t)}return tn.get(e)}const rn=/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,an={integer:e=>Number.isInteger(Number(e))?null:G.integer,decimal:e=>Number.isFinite(Number(e))?null:G.number,uuid:e=>rn.test(e)?null:G.uuid,uuids:e=>e.every(e=>rn.test(e))?null:G.uuid,date:e=>Number.isNaN(Date.parse(e))?G.date:null,timestamp:e=>Number.isNaN(Date.parse(e))?G.date:null},on={email:G.email,phone:G.phone,e164:G.phone,url:G.url},sn=e=>e==null||(Array.isArray(e)?!e.length:typeof e==`string`&&!e.trim());function cn(e,t){if(e.kind===`uuids`&&Array.isArray(t)&&!t.length&&!e.minItems)return null;if(sn(t))return e.required&&e.default==null&&e.kind!==`boolean`?G.required:null;let n=an[e.kind]?.(t);if(n)return n;if(e.kind===`select`&&e.options&&!e.options.some(e=>(e?.value??e)===t))return G.option;if(Array.isArray(t))return e.maxItems&&t.length>e.maxItems?G.items(e.maxItems):null;if([`integer`,`decimal`].includes(e.kind))return e.min!=null&&Number(t)<e.min?G.min(e.min):e.max!=null&&Number(t)>e.max?G.max(e.max):null;if(typeof t!=`string`)return null;let r=[...t].length;if(e.minLength&&r<e.minLength)return G.minLength(e.minLength);if(e.maxLength&&r>e.maxLength)return G.maxLength(e.maxLength);let i=e.pattern&&nn(e.pattern);return i&&!i.test(t)?on[e.kind]??G.pattern:null}function ln(e,t){let n=e.map(e=>[e.name,cn(e,t[e.name])]);return Object.fromEntries(n.filter(([,e])=>e))}function K(e,t){if(Object.is(e,t))return!0;if(e==null||t==null)return(e??null)===(t??null);if(typeof e!=`object`||typeof t!=`object`||Array.isArray(e)!==Array.isArray(t))return!1;let n=Object.keys(e);return n.length===Object.keys(t).length&&n.every(n=>Object.hasOwn(t,n)&&K(e[n],t[n]))}function un(e,t,n){let r={},i=[],a=!0;for(let o of/* @__PURE__ */ new Set([...Object.keys(e),...Object.keys(t),...Object.keys(n)])){let[s,c,l]=[e[o],Object.hasOwn(t,o)?t[o]:e[o],n[o]],u=K(c,s);r[o]=u?l:c,u||K(c,l)||(a=!1,K(l,s)||(r[o]=l,i.push({field:o,base:s,mine:c,theirs:l})))}return{merged:r,conflicts:i,settled:a}}function dn(e,t){return Object.fromEntries(Object.entries(t).filter(([t,n])=>!K(n,e[t])))}const fn=e=>e.name===`client_id`&&e.kind===`uuid`,pn=(e,t)=>e.fields.filter(e=>!e.readOnly&&!fn(e)&&(t||!e.createOnly));function mn(e,t){return sn(t)?[`tags`,`uuids`].includes(e.kind)&&!e.nullable?[]:null:e.kind===`integer`&&typeof t==`string`?Number(t):t}const hn=(e,t)=>Object.fromEntries(e.map(e=>[e.name,mn(e,t[e.name])])),gn=()=>f({title:z.form.leaveTitle,body:z.form.leaveText,confirm:z.form.leave,tone:`danger`});function _n(e,t,n=null){let r=y(()=>{let r=t??{...Object.fromEntries(e.map(e=>[e.name,e.default??null])),...n};return hn(e,r)},[]),[i,a]=F(r),[o,s]=F(r),[c,l]=F({}),[u,d]=F({}),f=hn(e,o),p=dn(i,f),m=Object.keys(p).length>0,h=v(m);h.current=m,E(()=>g(()=>!h.current||gn(),()=>h.current),[]);let _=ln(e,f),b=!!t;return{base:i,values:o,now:f,dirty:m,patch:p,errorOf:e=>u[e.name]??(c[e.name]?cn(e,f[e.name]):null),set(e,t){s(n=>({...n,[e]:t})),d(({[e]:t,...n})=>n)},touch:e=>l(t=>t[e]?t:{...t,[e]:!0}),wrong(){return l(Object.fromEntries(e.map(e=>[e.name,!0]))),Object.entries(_).filter(([e])=>!b||e in p)},refused:e=>d(e),settle:()=>h.current=!1,reset(t){let n=t?hn(e,t):r;h.current=!1,a(n),s(n),l({}),d({})},body:()=>Object.fromEntries(e.map(({name:e,required:t})=>[e,f[e],t]).filter(([,e,t])=>!sn(e)||t&&Array.isArray(e)))}}const vn=(e,t)=>Object.fromEntries(t.map(t=>[t,e[t]??null])),yn=e=>e.etag??ge(e.data);async function bn({resource:e,id:t,parent:n},r,i,a){let o=M(e,t,n),s=e.operations.change?await ye(o,r,{ifMatch:a}):await ae(o,i,{ifMatch:a});return{kind:`saved`,row:s.data,etag:yn(s)}}async function xn(e,t,n,r){try{return await bn(e,dn(t,n),n,r)}catch(e){if(e.status===404)return{kind:`gone`};if(e.status===412)return null;throw e}}function Sn(e,t,n){let r=vn(n.data,Object.keys(t)),{merged:i,conflicts:a,settled:o}=un(e,t,r),s=yn(n);return o?{kind:`saved`,row:n.data,etag:s}:{kind:a.length?`conflict`:`joined`,theirs:r,merged:i,conflicts:a,row:n.data,etag:s}}async function Cn(e,t,n,r){for(let i=0;i<4;i+=1){let i=await xn(e,t,n,r);if(i)return i;let a;try{a=await D(M(e.resource,e.id,e.parent))}catch(e){if(e.status===404)return{kind:`gone`};throw e}let o=Sn(t,n,a);if(o.kind!==`joined`)return o;[t,n,r]=[o.theirs,o.merged,o.etag]}let i=await D(M(e.resource,e.id,e.parent)),a=Sn(t,n,i);return a.kind===`joined`?{...a,kind:`conflict`}:a}async function wn(e,t,n){let r=Sn(t,n,await Tn(e));return r.kind===`joined`?Cn(e,r.theirs,r.merged,r.etag):r}const Tn=({resource:e,id:t,parent:n})=>O(de(e.operations.restore.path,t,n));async function En({resource:e,parent:t},n,r){let i=e.fields.find(fn),a=i?{...n,[i.name]:r}:n,o=await O(re(e,t),a,{key:r});return{kind:`saved`,row:o.data,etag:yn(o)}}const Dn=e=>e.status===0||e.status>=500||e.code===`in_progress`,On=e=>{if(e.status===void 0)throw e;r(e.detail??e.title??e.message,{tone:`bad`})};async function kn(e){try{let{data:t,etag:n}=await Tn(e);return t?je(e.resource,t,{parent:e.parent,etag:n}):De(e.resource,e.parent),r(z.view.restored(e.resource.labels[0]),{tone:`good`}),!0}catch(e){return On(e),!1}}async function An({resource:e,row:t,etag:n,parent:i,onStale:a}){let o={resource:e,id:t.id,parent:i},[s]=e.labels,c=e.operations.restore;if(!c&&!await f({title:z.view.removeTitle(s),body:z.view.removeText,confirm:z.view.remove,tone:`danger`}))return!1;try{await _e(M(e,t.id,i),{ifMatch:n??ge(t)})}catch(e){if(e.status===412)return a?.(),r(z.view.refreshed,{tone:`warn`}),!1;if(e.status!==404)return On(e),!1}return Me(e,t.id,{parent:i}),r(z.view.removed(s),c?{action:{label:z.view.undo,run:()=>kn(o)}}:{}),!0}var jn=/* @__PURE__ */ e({default:()=>In});const Mn=ke(()=>Promise.resolve().then(()=>Zn),`BulkBar`);function Nn({resource:e,row:t}){let[n,r]=F(!1);return A`<${l} size="small" icon="rotate-ccw" busy=${n} onClick=${async()=>{r(!0),await kn({resource:e,id:t.id}),r(!1)}}>${z.bin.restore}<//>`}function Pn(e){let t=e.operations.restore?.access?.role;return d()&&(!t||c(t))}function Fn({resource:e}){let t=ze(e,{query:{deleted:!0}}),n=Oe(t.rows??[]),r=v(null),i=Pn(e);Re(r,{toggle:e=>i&&t.rows?.[e]&&n.toggle(t.rows[e].id)});let a=Ae(e,{without:[`created_at`],add:[{key:`deleted_at`,label:z.bin.deleted,render:e=>A`<${Se} value=${e.deleted_at} />`},...i?[{key:`acts`,label:z.bin.actions,width:`narrow`,render:t=>A`<${Nn} resource=${e} row=${t} />`}]:[]]}),o=[.../* @__PURE__ */ new Set([...e.compact??[],`deleted_at`,`acts`])];return A`<div ref=${r} class="list stack stack-4" aria-busy=${t.busy}>
<div class="list-fresh" role="status">${t.fresh>0&&A`<${l} size="small" icon="arrow-up" onClick=${t.reload}>${z.list.more(t.fresh)}<//>`}</div>
${t.problem&&A`<${Ee} problem=${t.problem} onRetry=${t.reload} />`}
${!t.rows&&!t.problem&&A`<${s} lines=${8} />`}
${t.rows?.length===0&&A`<${h} icon="trash-2" title=${z.bin.empty}>${z.bin.emptyText}<//>`}
${t.rows?.length>0&&A`<${Be} caption=${z.bin.title(e.labels[1])} columns=${a} rows=${t.rows} compact=${o}
selected=${i?n.selected:void 0} onSelect=${i?n.onSelect:void 0} />`}
<${we} cursor=${t.cursor} busy=${t.busy} onMore=${t.more} />
${n.chosen.length>0&&A`<${Mn} resource=${e} rows=${n.chosen} onDone=${()=>{n.clear(),t.reload()}} />`}
</div>`}function In({params:e}){let t=pe(e.things);if(!t?.operations.restore)return A`<${p} title=${z.bin.none}><p>${z.list.unknownText}</p><//>`;let n=[{label:t.labels[1],href:P(t)}];return A`<${p} title=${z.bin.title(t.labels[1])} crumbs=${n} subtitle=${z.bin.subtitle}>
<${Fn} key=${t.plural} resource=${t} />
<//>`}const Ln=j.bulk,Rn=async(e,t,n)=>n.data?.id?n:D(M(e,t)),zn=(e,{data:t,etag:n})=>(je(e,t,{etag:n,quiet:!0}),t);async function Bn(e,t,n){let r=await ye(M(e,t.id),n,{ifMatch:ge(t)});return zn(e,await Rn(e,t.id,r))}async function Vn(e,t){return await _e(M(e,t.id),{ifMatch:ge(t)}),Me(e,t.id),t}async function Hn(e,t){let n=await Tn({resource:e,id:t.id});return zn(e,await Rn(e,t.id,n))}function Un(e){return e.status===412?Ln.conflict:e.status===404?Ln.gone:e.errors?.map(({message:e})=>e).join(` `)||e.detail||e.title||j.failed}async function Wn(e,t,n){let i=(await w(t,n)).filter(({ok:e})=>e).length;De(e),r(Ln.undone(i),{tone:`good`}),i<t.length&&r(Ln.undoFailed(t.length-i),{tone:`warn`})}const Gn=j.bulk,Kn=e=>e===``||e==null,qn=(e,t)=>e.kind===`boolean`?t===!0:Kn(t)?null:e.kind===`integer`&&typeof t==`string`?Number(t):t;function Jn({resource:e,fields:t,rows:n,onApply:r,onClose:i}){let a=xe(),[o,s]=F(``),[c,u]=F(null),[d,f]=F(null),p=t.find(e=>e.name===o),m=e=>{s(e),u(null),f(null)},h=()=>{if(!p)return f(j.required);let e=qn(p,c),t=e===null&&(p.required||p.nullable===!1)?j.required:cn(p,e);return f(t??null),t?void 0:r(p,e)},g=e.labels[n.length===1?0:1],_=A`<${l} tone="quiet" onClick=${i}>${j.cancel}<//>
<${l} tone="primary" type="submit" form=${a} disabled=${!p}>${Gn.apply(n.length)}<//>`;return A`<${x} open title=${Gn.title(n.length,g)} onClose=${i} actions=${_}>
<${B} id=${a} onSubmit=${h}>
<${R} name="bulk-field" label=${Gn.field}>
${e=>A`<${Te} ...${e} value=${o} onChange=${m} empty=${Gn.pick}
options=${t.map(e=>({value:e.name,label:e.label}))} />`}
<//>
${p&&A`<${R} key=${p.name} name=${p.name} label=${p.label} help=${p.help} error=${d} optional=${!p.required}>
${e=>A`<${Le} field=${p} control=${e} value=${c} onChange=${u} />`}
<//>`}
<//>
<//>`}const Yn=j.bulk;function Xn({resource:e,report:t,onClose:n}){let r=t.outcomes.filter(e=>e.ok).length,i=[...t.outcomes].sort((e,t)=>Number(e.ok)-Number(t.ok)),a=A`${t.retry&&A`<${l} onClick=${t.retry}>${Yn.again}<//>`}
<${l} tone="primary" onClick=${n}>${Yn.done}<//>`;return A`<${x} open title=${Yn.report(r,t.outcomes.length)} onClose=${n} actions=${a}>
<div class="bulk-report">
<table class="plain-table">
<thead><tr><th scope="col">${Yn.row}</th><th scope="col">${Yn.outcome}</th></tr></thead>
<tbody>${i.map(({item:t,ok:n,problem:r})=>A`<tr key=${t.id}>
<th scope="row"><a href=${P(e,t.id)}>${ie(e,t)??t.id.slice(0,8)}</a></th>
<td>${n?A`<${Ce} tone="good">${Yn.ok}<//>`:A`<span class="bulk-wrong">${Un(r)}</span>`}</td>
</tr>`)}</tbody>
</table>
</div>
<//>`}var Zn=/* @__PURE__ */ e({BulkBar:()=>er});const q=j.bulk,Qn=e=>e.fields.filter(e=>!e.readOnly&&!e.createOnly&&!e.writeOnly&&![`secret`,`json`].includes(e.kind)),$n=(e,t)=>e.labels[t===1?0:1];function er({resource:e,rows:t,onDone:n}){let[i,a]=F(null),[o,s]=F(null),[c,u]=F(null);if(!t.length&&!o&&!c&&!i)return null;let d=t.length>0&&t.every(e=>e.deleted_at),p=t.length>100,m=async(t,i,{said:a,back:o,again:c})=>{s({done:0,all:t.length});let l=await w(t,i,{onDone:e=>s({done:e,all:t.length})});s(null);let d=l.filter(({ok:e})=>e),f=o&&d.length>0?{label:j.undo,run:()=>Wn(e,d,o)}:void 0;if(d.length>0&&r(a(d.length,$n(e,d.length)),{tone:`good`,action:f}),d.length===t.length)return n();let p=l.filter(({ok:e,problem:t})=>!e&&t.status!==404&&t.status!==412).map(({item:e})=>e);return u({outcomes:l,retry:p.length>0?()=>c(p):null})},h=(t,n,r)=>(a(null),u(null),m(t,t=>Bn(e,t,{[n.name]:r}),{said:q.changed,back:({item:t,value:r})=>Bn(e,r,{[n.name]:t[n.name]??null}),again:e=>h(e,n,r)})),g=async t=>{u(null);let n=!!e.operations.restore,r={title:q.forever.title(t.length,$n(e,t.length)),body:q.forever.body,confirm:q.forever.confirm};if(!n&&!await f({...r,tone:`danger`}))return;let i=n?({item:t})=>Hn(e,t):null;await m(t,t=>Vn(e,t),{said:n?q.deleted:q.removed,back:i,again:g})},_=t=>(u(null),m(t,t=>Hn(e,t),{said:q.restored,back:({value:t})=>Vn(e,t),again:_})),v=()=>{u(null),n()},y=p||o!==null;return A`<div class="bulk-bar" role="region" aria-label=${q.bar}>
<p class="bulk-count" aria-live="polite">${o?q.working(o.done,o.all):q.selected(t.length)}</p>
${o&&A`<progress class="progress" max=${o.all} value=${o.done} aria-label=${q.working(o.done,o.all)} />`}
${p&&A`<p class="small">${q.tooMany(100)}</p>`}
<div class="row">
${d&&e.operations.restore&&e.canDelete()&&A`<${l} icon="rotate-ccw" disabled=${y} onClick=${()=>_(t)}>${q.restore}<//>`}
${!d&&e.operations.change&&e.canChange()&&Qn(e).length>0&&A`<${l} icon="pencil" disabled=${y}
onClick=${()=>a(t)}>${q.change}<//>`}
${!d&&e.canDelete()&&A`<${l} icon="trash-2" disabled=${y} onClick=${()=>g(t)}>${q.delete}<//>`}
<${l} tone="quiet" icon="x" label=${q.clear} disabled=${o!==null} onClick=${n} />
</div>
${i&&A`<${Jn} resource=${e} fields=${Qn(e)} rows=${i} onClose=${()=>a(null)}
onApply=${(e,t)=>h(i,e,t)} />`}
${c&&A`<${Xn} resource=${e} report=${c} onClose=${v} />`}
</div>`}const tr=[`theirs`,`mine`,`base`];function nr({field:e,conflict:t,side:n,chosen:r,onChoose:i}){return A`<label class="conflict-choice">
<input type="radio" name=${`conflict-${e.name}`} checked=${r===n} onChange=${()=>i(n)} />
<span class="stack"><span class="small muted">${z.conflict[n]}</span>
<span class="conflict-value"><${Ie} field=${e} row=${{[e.name]:t[n]}} link /></span></span>
</label>`}function rr({resource:e,fields:t,clash:n,busy:r,onSave:i,onClose:a}){let[o,s]=F({}),c=n=>t.find(e=>e.name===n)??e.field(n),u=n.conflicts.some(({field:e})=>!o[e]),d=new Set(n.conflicts.map(({field:e})=>e)),f=t.filter(({name:e})=>!d.has(e)&&!K(n.theirs[e],n.from[e])),p=A`<${l} onClick=${a} disabled=${r}>${z.conflict.cancel}<//>
<${l} tone="primary" busy=${r} disabled=${u} onClick=${()=>{let e=Object.fromEntries(n.conflicts.map(e=>[e.field,e[o[e.field]]]));i({...n.merged,...e})}}>${z.conflict.save}<//>`;return A`<${x} open title=${z.conflict.title} onClose=${a} actions=${p} size="large">
<div class="stack stack-4">
<p>${z.conflict.text} <span class="muted small">${z.conflict.when}: <${Se} value=${n.row.updated_at} /></span></p>
${n.conflicts.map(e=>{let t=c(e.field);return A`<fieldset key=${t.name} class="conflict"><legend>${t.label}</legend>
<div class="conflict-choices">${tr.map(n=>A`<${nr} key=${n} field=${t} conflict=${e} side=${n}
chosen=${o[t.name]} onChoose=${e=>s(n=>({...n,[t.name]:e}))} />`)}</div>
</fieldset>`})}
${f.length>0&&A`<p class="muted small">${z.conflict.joined(f.map(({label:e})=>e).join(`, `))}</p>`}
</div>
<//>`}function ir({resource:e,busy:t,onRestore:n,onClose:r}){let i=!!e.operations.restore,a=A`<${l} onClick=${r} disabled=${t}>${z.conflict.cancel}<//>
${i&&A`<${l} tone="primary" busy=${t} onClick=${n}>${z.conflict.binnedSave}<//>`}`;return A`<${x} open title=${z.conflict.binnedTitle} onClose=${r} actions=${a}>
<p>${i?z.conflict.binnedText:z.conflict.removedText}</p>
<//>`}function ar(e){let t=/* @__PURE__ */ new Map;for(let n of e)t.set(n.group??``,[...t.get(n.group??``)??[],n]);return[...t]}function or({field:e,draft:t,disabled:n}){return A`<div class=${`form-field form-${e.kind}`} onFocusOut=${()=>t.touch(e.name)}>
<${R} name=${e.name} label=${e.label} help=${e.help} error=${t.errorOf(e)} optional=${!e.required}>
${r=>A`<${Le} field=${e} control=${r} disabled=${n}
value=${t.values[e.name]} onChange=${n=>t.set(e.name,n)} />`}
<//>
</div>`}const sr=e=>({status:422,code:`invalid`,detail:null,errors:e.map(([e,t])=>({field:e,code:`check`,message:t}))});function cr({resource:e,parent:t,row:n=null,etag:r=null,preset:i,onSaved:a,onCancel:o,onDirty:s,another:c=!1}){let u=pn(e,!n),d=_n(u,n,i),[f]=F(r),[p,m]=F(!1),[h,g]=F(null),[_,y]=F(null),[b,x]=F(null),S=v(null),ee=v(!1),C=v(null),w={resource:e,parent:t,id:n?.id},ne=(n,r)=>{if(n.kind!==`saved`)return x({...n,from:r.from??d.base});x(null),d.settle(),je(e,n.row,{parent:t,etag:n.etag}),r.another&&d.reset(null),a(n.row,{another:!!r.another})},T=e=>{Dn(e)||(S.current=null),e.retryAfter&&e.status===429&&y(new Date(Date.now()+e.retryAfter*1e3)),d.refused(Object.fromEntries((e.errors??[]).map(e=>[String(e.field).split(/[.[]/)[0],e.message]))),g(e)},re=async(e,t={})=>{if(!ee.current){ee.current=!0,m(!0),g(null);try{ne(await e(),t),S.current=null}catch(e){if(e.status===void 0)throw e;x(null),T(e)}finally{ee.current=!1,m(!1)}}},D=async(e,t)=>Object.keys(dn(e.theirs,t)).length?Cn(w,e.theirs,t,e.etag):{kind:`saved`,row:e.row,etag:e.etag},ie=(e={})=>{if(_)return;let t=d.wrong();return t.length?g(sr(t)):n&&!d.dirty?o?.():(S.current??=ce(),re(()=>n?Cn(w,d.base,d.now,f):En(w,d.body(),S.current),e))},O=JSON.stringify(d.now);E(()=>{ee.current||(S.current=null)},[O]),E(()=>{s?.(d.dirty)},[d.dirty]);let ae=v(ie);ae.current=ie,E(()=>oe(`mod+s`,e=>{e?.preventDefault?.(),ae.current()}),[]),E(()=>{n||C.current?.querySelector(`input, select, textarea`)?.focus()},[]);let k=Object.fromEntries(u.map(e=>[e.name,e.label])),j=p||_!==null;return A`<div ref=${C} class="row-form">
<${B} onSubmit=${()=>ie()} error=${h} busy=${p} fields=${k}>
${ar(u).map(([e,t])=>e?A`<fieldset key=${e} class="form-group stack"><legend>${e}</legend>
${t.map(e=>A`<${or} key=${e.name} field=${e} draft=${d} disabled=${p} />`)}</fieldset>`:t.map(e=>A`<${or} key=${e.name} field=${e} draft=${d} disabled=${p} />`))}
${_&&A`<${te} until=${_} onEnd=${()=>y(null)}>${e=>z.form.waiting(e)}<//>`}
<div class="save-bar row">
<${l} type="submit" tone="primary" busy=${p} disabled=${j}>${n?z.form.save:z.form.create}<//>
${c&&A`<${l} disabled=${j} onClick=${()=>ie({another:!0})}>${z.form.another}<//>`}
${o&&A`<${l} tone="quiet" disabled=${p} onClick=${o}>${z.form.cancel}<//>`}
</div>
<//>
${b?.kind===`conflict`&&A`<${rr} resource=${e} fields=${u} clash=${b} busy=${p} onClose=${()=>x(null)}
onSave=${e=>re(()=>D(b,e),{from:b.theirs})} />`}
${b?.kind===`gone`&&A`<${ir} resource=${e} busy=${p} onClose=${()=>x(null)}
onRestore=${()=>re(()=>wn(w,d.base,d.now))} />`}
</div>`}var lr=/* @__PURE__ */ e({RowForm:()=>cr,default:()=>dr});function ur(e){let n=[...t.peek().query].filter(([t])=>e.field(t)&&!e.field(t).readOnly);return Object.fromEntries(n)}function dr({params:e}){let t=pe(e.things),n=v(t&&ur(t)),i=t?.labels[0]??``,a=t?[{label:t.labels[1],href:P(t)}]:[];if(E(()=>{t&&!t.operations.create&&C(P(t),{replace:!0})},[t]),!t)return A`<${p} title=${z.list.unknown}><p>${z.list.unknownText}</p><//>`;if(!t.canCreate()){let e=A`<${l} href=${P(t)}>${z.view.toList}<//>`;return A`<${p} title=${z.form.newTitle(i)} crumbs=${a} narrow>
<${h} icon="lock" title=${z.form.locked} action=${e}>${z.form.lockedText}<//><//>`}return A`<${p} title=${z.form.newTitle(i)} crumbs=${a} narrow>
<${cr} key=${t.plural} resource=${t} preset=${n.current} another onSaved=${(e,{another:n})=>{let a=t.operations.find&&{label:z.form.open,run:()=>C(P(t,e.id))};r(z.form.created(i),{tone:`good`,action:n&&a||void 0}),n||C(t.operations.find?P(t,e.id):P(t),{replace:!0})}}
onCancel=${()=>C(P(t))} />
<//>`}function fr({id:e,name:t}){let n=t??(e?me(e):null)??(e?e.slice(0,8):S.person.unknown);return A`<span class="person"><span class=${`avatar hue-${a(e??n)}`} aria-hidden="true">${m(n)}</span>
<span class="person-name">${n}</span></span>`}var pr=/* @__PURE__ */ e({History:()=>xr});const J=j.history,mr=[`id`,`tenant_id`,`owner_id`,`version`,`created_at`,`updated_at`],hr=(e,t)=>Object.entries(t.fields).filter(([n,r])=>!mr.includes(n)&&(t.operation===`update`||r!==null)&&n!==`deleted_at`&&e.field(n));function gr({operation:e,fields:t}){let n=e===`update`?t.deleted_at:null;return Array.isArray(n)?n[1]===null?J.restored:J.trashed:J[e]??e}function _r(e,t){if(t.operation!==`update`||!e.operations.change||!e.canChange())return null;let n=Object.entries(t.fields).filter(([t,n])=>{let r=e.field(t);return Array.isArray(n)&&r&&!r.readOnly&&!r.writeOnly&&!r.createOnly&&r.kind!==`secret`});return n.length?Object.fromEntries(n):null}function vr({change:e}){return e.job?A`<span>${J.job(e.job)}</span>`:e.actor_id?A`<span>${e.api_key_id?J.key:J.by} <${fr} id=${e.actor_id} /></span>`:A`<span>${J.by} ${J.server}</span>`}function yr({resource:e,name:t,value:n,update:r}){let i=e.field(t),a=e=>e==null||e===``?A`<span class="muted">${J.nothing}</span>`:A`<${Ie} field=${i} row=${{[t]:e}} />`;return A`<div class="history-line"><dt>${i.label}</dt>
<dd>${r?A`<span class="history-before">${a(n[0])}</span><span class="muted" aria-hidden="true"> → </span>
<span class="visually-hidden">${J.to}</span><span>${a(n[1])}</span>`:a(n)}</dd></div>`}function br({resource:e,change:t,busy:n,onRevert:r}){let i=hr(e,t),a=_r(e,t);return A`<li class="history-change">
<div class="row"><strong>${gr(t)}</strong> <${vr} change=${t} />
<span class="muted small"><${Se} value=${t.changed_at} /></span>
${a&&A`<${l} size="small" tone="quiet" icon="rotate-ccw" busy=${n} onClick=${()=>r(a)}>${J.revert}<//>`}
</div>
${i.length>0&&t.operation!==`delete`&&A`<dl class="history-fields">
${i.map(([n,r])=>A`<${yr} key=${n} resource=${e} name=${n} value=${r}
update=${t.operation===`update`&&Array.isArray(r)} />`)}
</dl>`}
</li>`}function xr({resource:e,id:t}){return c(`admin`)?A`<${Sr} key=${t} resource=${e} id=${t} />`:null}function Sr({resource:e,id:t}){let n=tt(`/api/audit-log`,{table:e.plural.replaceAll(`-`,`_`),row_id:t}),[i,a]=F(!1),c=async(r,i)=>{let a=await ye(M(e,t),r,{ifMatch:i}),{data:o,etag:s}=a.data?.id?a:await D(M(e,t));return je(e,o,{etag:s}),await n.reload(),s},l=async n=>{a(!0);try{let{data:i,etag:a}=await D(M(e,t)),o=Object.keys(n),s=Object.fromEntries(o.map(e=>[e,n[e][0]]));if(o.every(e=>K(i[e]??null,s[e]??null)))return r(J.same);let l=o.filter(e=>!K(i[e]??null,n[e][1]??null)),d=J.revertBody(l.map(t=>e.field(t).label));if(l.length&&!await f({title:J.revertTitle,body:d,confirm:J.revert}))return;let p=await c(s,a),m=Object.fromEntries(o.map(e=>[e,i[e]??null]));return r(J.reverted,{tone:`good`,action:{label:j.undo,run:()=>c(m,p).catch(u)}})}catch(e){return u(e)}finally{a(!1)}},u=e=>r(e.status===412?J.conflict:e.detail??j.failed,{tone:`bad`});return A`<${o}>
${n.problem&&A`<${Ee} problem=${n.problem} onRetry=${n.reload} />`}
${!n.rows&&!n.problem&&A`<${s} lines=${3} />`}
${n.rows?.length===0&&A`<p class="muted">${J.empty}</p>`}
${n.rows?.length>0&&A`<ol class="history">${n.rows.map((t,n)=>A`<${br} key=${`${t.changed_at} ${n}`}
resource=${e} change=${t} busy=${i} onRevert=${l} />`)}</ol>`}
<${we} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<//>`}function Cr({onFile:e,accept:t,label:n,help:r,disabled:i=!1,...a}){let o=xe(),s=a.id??o,[c,l]=F(!1),u=(e,t)=>{e.preventDefault(),l(t&&!i)};return A`<div class=${`file-drop ${c?`file-drop-over`:``}`} onDragOver=${e=>u(e,!0)}
onDragLeave=${e=>u(e,!1)} onDrop=${t=>{u(t,!1);let n=t.dataTransfer?.files?.[0];n&&!i&&e(n)}}>
<input class="visually-hidden" type="file" ...${a} id=${s} accept=${t} disabled=${i} onChange=${t=>{let n=t.currentTarget.files?.[0];t.currentTarget.value=``,n&&e(n)}} />
<label for=${s}><${b} name="upload" /><strong>${n??S.file.choose}</strong>
<span class="muted">${r??S.file.drop}</span></label>
</div>`}const wr=[`,`,`;`,`	`,`|`],Tr=/^[\s\p{C}\p{Z}]+|[\s\p{C}\p{Z}]+$/gu,Er=e=>e.replace(Tr,``),Y=e=>Er(e).normalize(`NFC`).toLowerCase();function Dr(e,t,n=1/0){let r=[],i=[],a=``,o=!1,s=0,c=()=>{i.push(a),r.push(i),i=[],a=``};for(;s<e.length&&r.length<n;s+=1){let n=e[s];o?n===`"`?e[s+1]===`"`?a+=e[s+=1]:o=!1:a+=n:n===`"`&&Er(a)===``?(a=``,o=!0):n===t?(i.push(a),a=``):n===`
`||n===`\r`?(n===`\r`&&e[s+1]===`
`&&(s+=1),c()):a+=n}return r.length<n&&(a!==``||i.length>0)&&c(),r}function Or(e,t){let n=/^sep=(.)(\r\n|\r|\n)/i.exec(e);if(n)return{separator:n[1],text:e.slice(n[0].length)};let r={separator:`,`,score:-1};for(let n of wr){let i=Dr(e,n,1)[0]??[],a=i.filter(e=>t(Y(e))).length+Math.min(i.length,99)/100;a>r.score&&(r={separator:n,score:a})}return{separator:r.separator,text:e}}const kr=e=>e.some(e=>Er(e)!==``),Ar=(e,t)=>/["\r\n]/.test(e)||e.includes(t)||e!==e.trim()?`"${e.replaceAll(`"`,`""`)}"`:e,jr=(e,t=`,`)=>e.map(e=>`${e.map(e=>Ar(e,t)).join(t)}\r\n`).join(``),Mr=[`id`,`owner_id`,`version`,`created_at`,`updated_at`,`deleted_at`],Nr=e=>Y(e).replace(/[^\p{L}\p{N}]+/gu,` `).trim(),Pr=e=>e.fields.filter(e=>!e.readOnly&&!Mr.includes(e.name));function Fr(e,t){let n=/* @__PURE__ */ new Set,r={},i=({name:e})=>t=>Y(t.name)===Y(e),a=({name:e})=>t=>[t.name,t.label].some(t=>Nr(t)===Nr(e));for(let o of[i,a])for(let i of e){if(r[i.name])continue;let e=t.find(e=>!n.has(e.name)&&o(i)(e));r[i.name]=e?.name??null,e&&n.add(e.name)}return r}function Ir(e,t){let n=Object.entries(e).filter(([e,n])=>n?Y(e)!==n:!(Mr.includes(Y(e))||t.some(t=>t.name===Y(e)&&t.readOnly)));return n.length?JSON.stringify(Object.fromEntries(n)):void 0}function Lr(e){let t=Object.values(e).filter(Boolean);return[...new Set(t.filter((e,n)=>t.indexOf(e)!==n))]}async function Rr(e){let t=new Uint8Array(await e.slice(0,3).arrayBuffer());if(t[0]===255&&t[1]===254||t[0]===254&&t[1]===255)return`utf-16`;let n=new TextDecoder(`utf-8`,{fatal:!0}),r=e.stream().getReader();try{for(;;){let{done:e,value:t}=await r.read();if(e)break;n.decode(t,{stream:!0})}return n.decode(),`utf-8`}catch{return`windows-1252`}finally{r.cancel().catch(()=>{})}}async function zr(e,t){let n=await e.arrayBuffer(),r=new Uint8Array(n.slice(0,1))[0]===254;return new TextDecoder(t===`utf-16`?r?`utf-16be`:`utf-16le`:t).decode(n)}function Br(e){let t=/* @__PURE__ */ new Map;for(let n of e)try{for(let[e,r]of Object.entries(JSON.parse(n)))t.has(e)||t.set(e,[]),r!==null&&t.get(e).push(typeof r==`string`?r:JSON.stringify(r))}catch{}return[...t].map(([e,t])=>({name:e,examples:t.slice(0,3)}))}async function Vr(e,t,n){n??=await Rr(e);let r=await zr(e.slice(0,262144),n);if(r.includes(`\0`))throw TypeError(`not a text`);let i=/\.(ndjson|jsonl)$/i.test(e.name)||/^\s*\{/.test(r)?`ndjson`:`csv`;if(i===`ndjson`){let t=r.split(/\r\n|\r|\n/).filter(e=>e.trim()).slice(0,20);return{file:e,format:i,charset:n,separator:``,columns:Br(t)}}let{separator:a,text:o}=Or(r,t),[s=[],...c]=Dr(o,a,40),l=c.filter(kr),u=s.map((e,t)=>({name:e.trim(),examples:l.map(e=>e[t]??``).filter(e=>e.trim()).slice(0,3)}));return{file:e,format:i,charset:n,separator:a,columns:u.filter(({name:e})=>Y(e))}}async function Hr(e,t,n,r){let i=await zr(e.file,e.charset),a=e.file.name.replace(/\.[^.]*$/,``)||`rows`,o=e=>e.filter((e,n)=>t.has(n+1));if(e.format===`ndjson`){let e=o(i.split(/\r\n|\r|\n/).filter(e=>e.trim()));return{name:`${a}-failed.ndjson`,blob:new Blob([`${e.join(`
`)}\n`],{type:`application/x-ndjson`})}}let{separator:s,text:c}=Or(i,n),[l=[],...u]=Dr(c,s),d=l.findIndex(e=>Y(e)===r),f=e=>l.map((t,n)=>e[n]??``).filter((e,t)=>t!==d),p=u.filter(kr).flatMap((e,n)=>t.has(n+1)?[[...f(e),t.get(n+1)]]:[]),m=jr([[...f(l),r],...p],s);return{name:`${a}-failed.csv`,blob:new Blob([`\ufeff${m}`],{type:`text/csv;charset=utf-8`})}}const X=j.import,Ur=[`rows_read`,`imported`,`updated`,`skipped`,`failed`];function Wr({title:e,resource:t,sheet:n,report:r,known:i}){let a=Ur.filter(e=>r[e]>0||[`rows_read`,`imported`,`failed`].includes(e));return A`<${W} title=${e}>
<dl class="import-counts">${a.map(e=>A`<div key=${e} class=${e===`failed`&&r.failed>0?`import-bad`:``}>
<dt>${X.counts[e]}</dt><dd>${r[e].toLocaleString()}</dd></div>`)}</dl>
${r.errors.length>0&&A`<${Gr} resource=${t} sheet=${n} report=${r} known=${i} />`}
<//>`}function Gr({resource:e,sheet:t,report:n,known:i}){let[a,o]=F(!1),s=t=>e.field(t)?.label??t,c=({field:e,message:t})=>e?`${s(e)}: ${t}`:t;return A`<div class="stack stack-3">
<h3>${X.errors}</h3>
${n.errors.length>=100&&A`<${k} tone="info">${X.errorsFirst(100)}<//>`}
<div class="import-errors" role="region" aria-label=${X.errors} tabindex="0">
<table class="plain-table">
<thead><tr><th scope="col" class="number">${X.row}</th><th scope="col">${X.wrong}</th></tr></thead>
<tbody>${n.errors.map((e,t)=>A`<tr key=${t}><td class="number">${e.row.toLocaleString()}</td><td>${c(e)}</td></tr>`)}</tbody>
</table>
</div>
<div class="row"><${l} icon="download" busy=${a} onClick=${async()=>{o(!0);try{let e=/* @__PURE__ */ new Map;for(let t of n.errors)e.set(t.row,[e.get(t.row),c(t)].filter(Boolean).join(`; `));let{name:r,blob:a}=await Hr(t,e,i,X.errorColumn);Ve(r,a)}catch{r(j.failed,{tone:`bad`})}finally{o(!1)}}}>${X.download}<//><span class="small muted">${X.downloadHelp}</span></div>
</div>`}const Kr=j.import;function qr({resource:e,sheet:t,report:n,known:r,onAgain:i}){let a=v(null);return E(()=>a.current?.focus(),[]),A`<div class="stack stack-5">
<div ref=${a} tabindex="-1" role="status">${n.failed>0&&A`<p>${Kr.doneFailed(n.failed)}</p>`}</div>
<${Wr} title=${Kr.doneTitle(n.imported+n.updated)} resource=${e} sheet=${t} report=${n} known=${r} />
<div class="row">
<${l} tone="primary" href=${P(e)}>${Kr.open(e.labels[1])}<//>
<${l} icon="upload" onClick=${i}>${Kr.more}<//>
</div>
</div>`}const Jr=j.import;function Yr({sheet:e,fields:t,map:n,onChange:r,disabled:i=!1}){let a=xe(),o=t.map(e=>({value:e.name,label:e.required?`${e.label} *`:e.label}));return A`<div class="stack stack-3">
<p class="muted">${Jr.columnsHelp}</p>
<table class="plain-table import-columns">
<thead><tr><th scope="col">${Jr.column}</th><th scope="col">${Jr.example}</th><th scope="col">${Jr.field}</th></tr></thead>
<tbody>${e.columns.map(({name:e,examples:t},s)=>A`<tr key=${e}>
<th scope="row" id=${`${a}-${s}`}>${e}</th>
<td class="muted small">${t.join(` · `).slice(0,120)}</td>
<td><${Te} value=${n[e]??``} options=${o} empty=${Jr.skip} disabled=${i} aria-labelledby=${`${a}-${s}`}
onChange=${t=>r({...n,[e]:t||null})} /></td>
</tr>`)}</tbody>
</table>
</div>`}const Z=j.import;function Xr({fields:e,sheet:t,how:n,onChange:r,onCharset:i,disabled:a=!1}){let o=e.filter(e=>e.kind===`email`).map(e=>({value:e.name,label:e.label})),s=Object.entries(Z.charsets).map(([e,t])=>({value:e,label:t}));return A`<${W} title=${Z.options}>
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
<//>`}const Zr=j.import,Qr={busy:!1,share:0,keyed:!1,problem:null},$r={csv:`text/csv`,ndjson:`application/x-ndjson`};function ei(e,t){if(t.code===`import_in_progress`)return Zr.busy;let n=t=>e.field(t)?.label??t;return(t.errors??[]).map(({field:e,message:t})=>e?`${n(e)}: ${t}`:t).join(` `)||t.detail||j.failed}function ti(e){let[t,n]=F(Qr),r=v(null),i=v(null);E(()=>t.busy?g(()=>f({...Zr.leave,tone:`danger`})):void 0,[t.busy]),E(()=>()=>i.current?.abort(),[]);let a=async(t,a,{keyed:o=!1}={})=>{let s=JSON.stringify([t.file.name,t.file.size,t.file.lastModified,t.charset,a]);o&&r.current?.wanted!==s&&(r.current={wanted:s,key:ce()});let c=new AbortController;i.current=c,n({...Qr,busy:!0,keyed:o});try{let i=await Fe(e.operations.import.path,{query:a,file:t.file,type:`${$r[t.format]}; charset=${t.charset}`,key:o?r.current.key:void 0,signal:c.signal,probe:re(e),onProgress:e=>n(t=>({...t,share:e}))});return o&&(r.current=null,De(e)),n(Qr),i}catch(t){return t.status>=400&&t.status<500&&t.code!==`in_progress`&&(r.current=null),n({...Qr,problem:t.name===`AbortError`?null:ei(e,t)}),null}};return{...t,run:a,stop:()=>i.current?.abort(),clear:()=>n(e=>e.busy?e:Qr)}}const Q=j.import;function ni({resource:e,fields:t,plan:n,known:r,onDone:i,onCharset:a,onAgain:o}){let{sheet:s}=n,[c,u]=F(n.map),[d,f]=F({unique:``,existing:`skip`}),[p,m]=F(null),h=ti(e),g=v(null),_=Object.values(c),y=t.filter(e=>e.required&&e.default===void 0&&!_.includes(e.name)),b=Lr(c).map(e=>t.find(t=>t.name===e)?.label??e),x=y.length===0&&b.length===0&&_.some(Boolean),S=t=>({mode:t,columns:Ir(c,e.fields),unique_by:d.unique||void 0,existing:d.unique?d.existing:void 0}),ee=async()=>{m(null);let e=await h.run(s,S(`check`));e&&m(e)},C=async()=>{let e=await h.run(s,S(`valid`),{keyed:!0});e&&i(e)};E(()=>void(x&&ee()),[]),E(()=>void(p&&g.current?.focus({preventScroll:!1})),[p]);let te=e=>t=>{e(t),m(null),h.clear()},w=p?p.imported+p.updated:0;return A`<div class="stack stack-5">
<${W} title=${s.file.name} actions=${A`<${l} size="small" disabled=${h.busy} onClick=${o}>${Q.another}<//>`}>
<${Yr} sheet=${s} fields=${t} map=${c} onChange=${te(u)} disabled=${h.busy} />
${y.length>0&&A`<${k} tone="warn">${Q.missing(y.map(e=>e.label))}<//>`}
${b.map(e=>A`<${k} key=${e} tone="warn">${Q.twice(e)}<//>`)}
<//>
<${Xr} fields=${t} sheet=${s} how=${d} onChange=${te(f)} onCharset=${a} disabled=${h.busy} />
<div class="stack stack-3" aria-live="polite">
${h.busy&&A`<${ri} share=${h.share} keyed=${h.keyed} onStop=${h.stop} />`}
${h.problem&&A`<${k} tone="bad" onClose=${h.clear}>${h.problem}<//>`}
</div>
${p&&A`<div ref=${g} tabindex="-1">
<${Wr} title=${Q.checked} sheet=${s} report=${p} known=${r} resource=${e} />
${w===0&&A`<p class="muted">${Q.nothing}</p>`}
</div>`}
<div class="row">
${p?A`<${l} tone="primary" icon="upload" busy=${h.busy} disabled=${w===0} onClick=${C}>${Q.start(w)}<//>`:A`<${l} tone="primary" busy=${h.busy} disabled=${!x} onClick=${ee}>${Q.check}<//>`}
</div>
</div>`}function ri({share:e,keyed:t,onStop:n}){let r=e>=1,i=r?t?Q.storing:Q.checking:Q.uploading(Math.floor(e*100));return A`<div class="import-progress">
<p id="import-progress">${i}</p>
<div class="row"><progress class="progress grow" max="1" value=${r?void 0:e} aria-labelledby="import-progress" />
${!(r&&t)&&A`<${l} size="small" onClick=${n}>${j.cancel}<//>`}</div>
</div>`}var ii=/* @__PURE__ */ e({default:()=>ai});const $=j.import;function ai({params:e}){let t=pe(e.things),n=t?.operations.import&&d()&&t.canCreate(),r=t?[{label:t.labels[1],href:P(t)}]:[];return A`<${p} title=${t?$.title(t.labels[1]):$.crumb} crumbs=${r}>
${n?A`<${oi} key=${t.plural} resource=${t} />`:A`<${h} icon="upload" title=${$.closed}>${$.closedText}<//>`}
<//>`}function oi({resource:e}){let[t,n]=F(null),[r,i]=F(null),[a,o]=F(null),s=Pr(e),c=t=>e.fields.some(e=>Y(e.name)===t||Y(e.label)===t),l=async(e,t)=>{if(o(null),e.size===0)return o($.empty);try{let r=await Vr(e,c,t);return r.columns.length?n({sheet:r,map:Fr(r.columns,s),at:Date.now()}):o($.notText)}catch{return o($.notText)}},u=()=>{n(null),i(null)};return r?A`<${qr} resource=${e} sheet=${t.sheet} report=${r} known=${c} onAgain=${u} />`:t?A`<${ni} key=${t.at} resource=${e} fields=${s} plan=${t} known=${c} onDone=${i}
onCharset=${e=>l(t.sheet.file,e)} onAgain=${u} />`:A`<${W}>
${a&&A`<${k} tone="bad">${a}<//>`}
<${Cr} accept=".csv,.tsv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson" label=${$.drop} help=${$.dropHelp} onFile=${e=>l(e)} />
<//>`}const si=({access:e})=>(!e?.role||c(e.role))&&(e?.impersonator===`read`||d()),ci=({when:e},t)=>Object.entries(e??{}).every(([e,n])=>n.includes(t[e])),li=(e,t)=>(e.actions??[]).filter(e=>si(e)&&ci(e,t));function ui(e,t){let n=(e.actions??[]).flatMap(({when:e})=>Object.keys(e??{}))[0],r=e.field(n??``)??e.fields.find(e=>e.kind===`select`&&e.readOnly);return r&&t[r.name]?Pe(t[r.name]):null}const di=(e,{field:t,message:n})=>`${e.field(t)?.label??t}: ${n}.`;function fi({resource:e,row:t,etag:n,parent:i,reload:a}){let[o,s]=F(null),[c,u]=F(null),d=v(null),f=li(e,t),p=async c=>{if(!o){s(c.verb),u(null),d.current?.verb!==c.verb&&(d.current={verb:c.verb,value:ce()});try{let o=await O(de(c.path,t.id,i),void 0,{key:d.current.value,ifMatch:n??ge(t)});d.current=null,o.data?.id===t.id?je(e,o.data,{parent:i,etag:o.etag}):await a(),r(z.view.done(c.label),{tone:`good`})}catch(t){if(t.status===void 0)throw t;Dn(t)||(d.current=null);let n=[409,412].includes(t.status)?await a():null;t.code===`invalid_state`?u(z.view.state(c.label,n?.row?ui(e,n.row):null)):t.status===412?u(z.view.refreshed):t.status===422&&t.errors.length?u(t.errors.map(t=>di(e,t)).join(` `)):t.status===409?u(t.detail):On(t)}finally{s(null)}}};return!f.length&&!c?null:A`<div class="row-actions stack">
${c&&A`<${k} tone="warn" onClose=${()=>u(null)}>${c}<//>`}
${f.length>0&&A`<div class="row">${f.map(e=>A`<${l} key=${e.verb} busy=${o===e.verb}
disabled=${o!==null} onClick=${()=>p(e)}>${e.label}<//>`)}</div>`}
</div>`}const pi=(e,t)=>e.fields.filter(n=>n.refers===t.plural||e.path.includes(`{${n.name}}`)).map(({name:e})=>e);function mi({child:e,row:t,parent:n,onEdit:r,onStale:i}){let a=[e.canChange()&&{label:z.view.edit,icon:`pencil`,onSelect:()=>r(t)},e.canDelete()&&{label:z.view.remove,icon:`trash-2`,tone:`danger`,onSelect:()=>An({resource:e,row:t,parent:n,onStale:i})}].filter(Boolean);return A`<${he} label=${z.view.more} icon="ellipsis" items=${a} />`}function hi({child:e,resource:t,row:n,readOnly:i=!1}){let a=n.id,o=ze(e,{parent:a}),[c,u]=F(null),d=v(n.version);E(()=>{d.current!==n.version&&o.reload(),d.current=n.version},[n.version]);let[f,p]=e.labels,m=!i&&(e.canChange()||e.canDelete()),h={key:`actions`,label:z.bin.actions,width:`narrow`,render:t=>A`<${mi} child=${e} row=${t} parent=${a} onEdit=${u} onStale=${o.reload} />`},g=Ae(e,{without:pi(e,t),add:m?[h]:[]}),_=!i&&e.canCreate()&&A`<${l} size="small" icon="plus" onClick=${()=>u(`new`)}>${z.view.add(f)}<//>`;return A`<${W} title=${p} actions=${_}>
<div class="stack" aria-busy=${o.busy}>
${o.problem&&A`<${Ee} problem=${o.problem} onRetry=${o.reload} />`}
${!o.rows&&!o.problem&&A`<${s} lines=${3} />`}
${o.rows?.length===0&&A`<p class="muted">${z.list.empty(p)}</p>`}
${o.rows?.length>0&&A`<${Be} caption=${p} columns=${g} rows=${o.rows} compact=${e.compact} />`}
<${we} cursor=${o.cursor} busy=${o.busy} onMore=${o.more} />
</div>
${c&&A`<${gi} child=${e} parent=${a} row=${c===`new`?null:c} onSaved=${()=>{r(c===`new`?z.form.created(f):z.form.saved(f),{tone:`good`}),u(null)}}
onClose=${()=>u(null)} />`}
<//>`}function gi({child:e,parent:t,row:n,onSaved:r,onClose:i}){let[a]=e.labels,[o,s]=F(!1),c=async()=>(!o||await gn())&&i(),l=n?z.view.editTitle(a):z.view.add(a);return A`<${x} open title=${l} onClose=${c}>
<${cr} resource=${e} parent=${t} row=${n} etag=${n&&ge(n)} onSaved=${r} onCancel=${c} onDirty=${s} />
<//>`}function _i({resource:e,row:t,readOnly:n=!1}){return(e.children??[]).filter(e=>e.operations.list).map(r=>A`<${hi} key=${`${r.plural} ${t.id}`} child=${r} resource=${e} row=${t} readOnly=${n} />`)}var vi=/* @__PURE__ */ e({default:()=>Di});const yi=ke(()=>Promise.resolve().then(()=>pr),`History`),bi=[`id`,`version`,`created_at`,`updated_at`,`deleted_at`,`owner_id`],xi=e=>e.fields.filter(e=>!bi.includes(e.name)&&!e.writeOnly);function Si({resource:e,row:t}){return A`<dl class="fields">
${xi(e).map(e=>A`<div key=${e.name} class=${`fields-row fields-${e.kind}`}>
<dt>${e.label}</dt><dd><${Ie} field=${e} row=${t} link /></dd></div>`)}
</dl>`}function Ci({row:e}){return A`<dl class="fields fields-about small">
${e.owner_id&&A`<div class="fields-row"><dt>${z.view.owner}</dt>
<dd><${Ie} field=${{name:`owner_id`,kind:`member`}} row=${e} /></dd></div>`}
${e.created_at&&A`<div class="fields-row"><dt>${z.view.created}</dt><dd><${Se} value=${e.created_at} /></dd></div>`}
${e.updated_at&&A`<div class="fields-row"><dt>${z.view.updated}</dt><dd><${Se} value=${e.updated_at} /></dd></div>`}
<div class="fields-row"><dt>${z.view.id}</dt><dd class="row"><span class="mono" title=${e.id}>${e.id.slice(0,8)}</span><${le} value=${e.id} /></dd></div>
</dl>`}function wi({resource:e,row:t,etag:n,notice:i,onDone:a}){let o=v(!1);return A`<div class="stack stack-4">
${i&&A`<${k} tone="info">${i===`delete`?z.view.gone2:z.view.stale}<//>`}
<${cr} resource=${e} row=${t} etag=${n} onSaved=${()=>{r(z.form.saved(e.labels[0]),{tone:`good`}),a()}} onCancel=${async()=>(!o.current||await gn())&&a()} onDirty=${e=>o.current=e} />
</div>`}function Ti({resource:e}){let t=e.operations.restore,n=A`<div class="row">
${t&&A`<${l} href=${P(e,`trash`)} icon="trash-2">${z.view.toBin}<//>`}
<${l} href=${P(e)}>${z.view.toList}<//></div>`;return A`<${h} icon=${e.icon} title=${z.view.gone} action=${n}>${z.view.goneText}<//>`}function Ei({resource:e,id:t}){let[n,r]=F(!1),[i,a]=F(null),{row:o,etag:u,problem:d,busy:f,reload:m}=Ne(e,t,{hold:n,onChange:a}),h=[{label:e.labels[1],href:P(e)}],g=o&&ie(e,o)||e.labels[0],_=async()=>{await An({resource:e,row:o,etag:u,onStale:m})&&C(P(e))},v=()=>{r(!1),i&&m(),a(null)},y=o&&!n&&A`
${e.canDelete()&&A`<${l} tone="quiet" icon="trash-2" onClick=${_}>${z.view.remove}<//>`}
${e.canChange()&&A`<${l} tone="primary" icon="pencil" onClick=${()=>r(!0)}>${z.view.edit}<//>`}`;return A`<${p} title=${g} crumbs=${h} actions=${y} subtitle=${o&&ie(e,o)?e.labels[0]:void 0}>
<div class="view stack stack-5" aria-busy=${f}>
${!o&&d?.status===404&&A`<${Ti} resource=${e} />`}
${d&&d.status!==404&&A`<${Ee} problem=${d} onRetry=${m} />`}
${!o&&!d&&A`<${s} lines=${8} />`}
${o&&!n&&A`<${fi} resource=${e} row=${o} etag=${u} reload=${m} />`}
${o&&A`<div class="view-parts">
<${W} title=${z.view.details}>${n?A`<${wi} resource=${e} row=${o} etag=${u} notice=${i} onDone=${v} />`:A`<${Si} resource=${e} row=${o} />`}<//>
<${W} title=${z.view.about}><${Ci} row=${o} /><//>
</div>`}
${o&&A`<${_i} resource=${e} row=${o} />`}
${o&&c(`admin`)&&A`<${W} title=${z.view.history}>
<${yi} key=${`${t} ${o.version}`} resource=${e} id=${t} /><//>`}
</div>
<//>`}function Di({params:e}){let t=pe(e.things),n=t?.operations.find&&!t.parent;return E(()=>{t?.parent&&C(P(t.parent),{replace:!0})},[t]),n?A`<${Ei} key=${`${ee.value?.id} ${t.plural} ${e.id}`} resource=${t} id=${e.id} />`:A`<${p} title=${z.list.unknown}><p>${z.list.unknownText}</p><//>`}export{W as _,Zn as a,et as b,Zt as c,Ut as d,It as f,rt as g,pt as h,lr as i,Jt as l,ht as m,ii as n,jn as o,Ot as p,fr as r,en as s,vi as t,Gt as u,nt as v,tt as y};