import{t as e}from"./rolldown-runtime.js";import{At as t,B as n,C as r,Et as i,G as a,H as o,I as s,J as c,K as l,L as u,N as d,Nt as f,O as p,Ot as m,Pt as h,Q as g,R as _,U as v,V as y,W as b,X as x,Z as S,_ as ee,_t as C,b as w,bt as te,c as T,ct as E,d as ne,dt as re,et as ie,f as D,g as O,gt as k,h as A,ht as ae,i as j,it as oe,jt as M,k as se,kt as N,l as ce,lt as le,m as ue,mt as de,n as fe,nt as P,o as pe,p as F,pt as me,r as he,rt as ge,st as _e,t as ve,u as ye,ut as be,v as xe,x as I,xt as L,y as R,yt as Se,z}from"./main.js";import{A as Ce,B as we,E as Te,G as Ee,H as De,I as Oe,K as ke,L as B,T as Ae,U as je,V as Me,W as Ne,_ as Pe,a as Fe,b as Ie,g as Le,h as Re,i as ze,k as Be,o as Ve,s as He,t as Ue,v as We,y as Ge}from"./lists.js";import{_ as Ke,a as qe,c as Je,d as Ye,f as V,h as Xe,i as Ze,l as Qe,m as $e,n as et,o as tt,p as nt,r as rt,s as it,u as H,v as at,y as U}from"./sign-in.js";const ot={title:`Account`,tabs:{profile:`Profile`,security:`Security`,sessions:`Devices`,history:`History`},save:`Save`,cancel:`Cancel`,remove:`Remove`,done:`Done`,retry:`Try again`,saved:`Saved`,required:`Fill this in.`,acting:`You act as this person. Their account is theirs to change.`,profile:{about:`About you`,name:`Name`,home:`Home workspace`,homeHelp:`It opens when you sign in.`,email:`E-mail address`,phone:`Phone number`,none:`None yet`,verified:`Confirmed`,unverified:`To be confirmed`,unverifiedText:`Open the link in our e-mail to confirm this address.`,resend:`Send the e-mail again`,resent:`The e-mail is on its way.`,mailbox:`Open the mailbox`,change:`Change address`,add:`Add address`,newEmail:`New e-mail address`,newEmailHelp:`We send a link there. Your address changes when it is opened.`,send:`Send link`,sent:e=>`We sent a link to ${e}. Your address changes when it is opened.`,guard:{title:`Leave without saving?`,body:`What you changed here is lost.`,confirm:`Leave`}},password:{title:`Password`,current:`Current password`,new:`New password`,newHelp:`At least 8 characters.`,short:`Use at least 8 characters.`,others:`A new password signs out your other devices.`,keys:`Also revoke my API keys`,keysHelp:`Programs that use them stop working.`,submit:`Change password`,changed:`Password changed. Your other devices are signed out.`,wrong:`This isn’t your current password.`,forgot:`Without a password yet, or forgot it? We send a link to choose one.`,sendLink:`Send link`,linkSent:e=>`We sent a link to ${e}.`},totp:{title:`Authenticator app`,on:`On`,off:`Off`,intro:`An app on your phone shows a new code every 30 seconds. You enter one when you sign in.`,setUp:`Set up`,scan:`Scan this with your app, then enter the code it shows.`,qr:`QR code for your authenticator app`,type:`Or type this secret into the app:`,secret:`Secret`,copySecret:`Copy secret`,open:`Open in an app on this device`,code:`Code from the app`,confirm:`Turn on`,codeWrong:`This code is wrong or was used before. Enter the next one.`,enabled:`Authenticator app is on. Your other devices are signed out.`,disable:`Turn off`,disableTitle:`Turn off the authenticator app`,disableText:`Your other devices are signed out.`,proof:`Code from the app, or a recovery code`,disabled:`Authenticator app is off.`,wait:e=>`Too many tries. Try again in ${e}.`},recovery:{title:`Recovery codes`,intro:`Each code signs you in once when your phone or passkey is gone. Keep them where only you find them.`,needFactor:`You get recovery codes with your first authenticator app or passkey.`,renew:`Make new codes`,renewTitle:`Make new recovery codes?`,renewBody:`The codes you have now stop working.`,dialog:`Your recovery codes`,once:`They are shown this once. Copy or download them now.`,copy:`Copy codes`,download:`Download codes`,file:`recovery-codes.txt`,kept:`I saved them`},passkeys:{title:`Passkeys`,intro:`Sign in by fingerprint, face or the lock of your device.`,empty:`No passkeys yet.`,name:`Name`,nameHelp:`So that you know it again, like “Work laptop”.`,add:`Add passkey`,create:`Create passkey`,added:e=>`${e} is added. Your other devices are signed out.`,removeTitle:e=>`Remove ${e}?`,removeBody:`You can no longer sign in by it. Your other devices are signed out.`,removed:e=>`${e} is removed.`,made:`Added`,used:`Last used`,never:`Never`,actions:`Actions`,address:`Passkeys need a name as address. Open this page at localhost.`,open:`Open at localhost`,failed:`This passkey was left out. Try again, or use another device.`},sessions:{title:`Signed-in devices`,intro:`End the ones you don’t know, then change your password.`,device:`Device`,current:`This device`,from:`Address`,signedIn:`Signed in`,seen:`Last seen`,ends:`Ends`,actions:`Actions`,end:`Sign out`,ended:`The device is signed out.`,all:`Sign out everywhere`,allTitle:`Sign out everywhere?`,allBody:`All your devices are signed out, this one too.`,unknown:`Unknown device`},history:{title:`Sign-ins and changes`,intro:`What happened to your account, newest first.`,when:`When`,what:`What`,result:`Result`,from:`Address`,server:`On the server`,done:`Done`,refused:`Refused`,empty:`Nothing has happened yet.`,kinds:{authn_login_success:`Signed in`,authn_login_fail:`Sign-in attempt`,authn_login_lock:`Sign-in locked for a while`,authn_password_success:`Password was right`,authn_mfa_success:`Second factor was right`,authn_mfa_fail:`Second factor was wrong`,authn_mfa_lock:`Second factor locked for a while`,authn_mfa_enrolled:`Authenticator app begun`,authn_mfa_added:`Second factor added`,authn_mfa_removed:`Second factor removed`,authn_mfa_recovery_codes_made:`Recovery codes made`,session_created:`Session begun`,session_ended:`Session ended`,session_renewed:`Session renewed`,authn_token_reuse:`Old token used again`,authn_token_revoked:`Token revoked`,authn_token_created:`Token made`,user_created:`Account made`,user_updated:`Account changed`,user_disabled:`Account disabled`,user_enabled:`Account enabled`,privilege_permissions_changed:`Rights changed`,authz_fail:`Access refused`,authn_impersonation_begun:`A platform admin began to act as you`,authn_impersonation_ended:`A platform admin stopped acting as you`,authn_password_change:`Password changed`,authn_password_change_fail:`Password change attempt`}}};function st(e,n={}){let[r,a]=M({rows:null,problem:null,busy:!1,cursor:null}),o=N(0),s=JSON.stringify(n),c=t(async(t,n)=>{if(!e)return;let r=++o.current;a(e=>({...e,busy:!0,problem:null}));try{let{data:i}=await de(e,{query:{limit:50,...JSON.parse(s),cursor:t}});if(r!==o.current)return;a({rows:[...n,...i.items],problem:null,busy:!1,cursor:i.next_cursor??null})}catch(e){r===o.current&&a(t=>({...t,busy:!1,problem:e}))}},[e,s]);i(()=>(a({rows:null,problem:null,busy:!1,cursor:null}),c(void 0,[]),()=>o.current++),[c]);let l=t(e=>a(t=>({...t,rows:e(t.rows??[])})),[]);return{...r,more:()=>c(r.cursor,r.rows??[]),reload:()=>c(void 0,[]),setRows:l}}function ct({items:e,label:t=l.tabs.label}){let n=N(null),r=e.findIndex(e=>e?.current);return i(()=>{let e=n.current?.querySelector(`[aria-current]`);e&&(n.current.scrollLeft=e.offsetLeft-n.current.offsetLeft-(n.current.clientWidth-e.offsetWidth)/2)},[r]),L`<nav class="tabs" ref=${n} aria-label=${t}><ul>
${e.filter(Boolean).map(e=>L`<li key=${e.href}>
<a href=${e.href} aria-current=${e.current?`page`:void 0}>${e.label}</a></li>`)}
</ul></nav>`}function W({title:e,actions:t,footer:n,class:r=``,children:i}){let a=m();return L`<section class=${`card ${r}`} aria-labelledby=${e?a:void 0}>
${(e||t)&&L`<header class="card-head">
${e&&L`<h2 id=${a}>${e}</h2>`}
${t&&L`<div class="card-actions">${t}</div>`}
</header>`}
<div class="card-body stack">${i}</div>
${n&&L`<footer class="card-foot">${n}</footer>`}
</section>`}function lt({value:e,onChange:t,label:n,"aria-required":r,class:i=``,...a}){let s=o(n);return L`<label class=${`check ${i}`}>
<input class="checkbox" type="checkbox" ...${a} checked=${e===!0}
onChange=${e=>t?.(e.currentTarget.checked)} />
${s&&L`<span>${s}</span>`}
</label>`}const ut=[`,`,`;`,`	`,`|`],dt=/^[\s\p{C}\p{Z}\p{DI}\u2800]+|[\s\p{C}\p{Z}\p{DI}\u2800]+$/gu,ft=e=>e.replace(dt,``),G=e=>ft(e).normalize(`NFC`).toLowerCase();function pt(e,t,n=1/0){let r=[],i=[],a=``,o=!1,s=0,c=()=>{i.push(a),r.push(i),i=[],a=``};for(;s<e.length&&r.length<n;s+=1){let n=e[s];o?n===`"`?e[s+1]===`"`?a+=e[s+=1]:o=!1:a+=n:n===`"`&&ft(a)===``?(a=``,o=!0):n===t?(i.push(a),a=``):n===`
`||n===`\r`?(n===`\r`&&e[s+1]===`
`&&(s+=1),c()):a+=n}return r.length<n&&(a!==``||i.length>0)&&c(),r}function mt(e,t){let n=/^"?sep=(.)\1*"?(\r\n|\r|\n)/i.exec(e);if(n)return{separator:n[1],text:e.slice(n[0].length)};let r={separator:`,`,score:-1};for(let n of ut){let i=pt(e,n,1)[0]??[],a=i.filter(e=>t(G(e))).length+Math.min(i.length,99)/100;a>r.score&&(r={separator:n,score:a})}return{separator:r.separator,text:e}}const ht=e=>e.some(e=>ft(e)!==``),gt=(e,t)=>/["\r\n]/.test(e)||e.includes(t)||e!==e.trim()?`"${e.replaceAll(`"`,`""`)}"`:e,_t=(e,t=`,`)=>e.map(e=>`${e.map(e=>gt(e,t)).join(t)}\r\n`).join(``);function vt({id:e,name:t}){let n=t??(e?g(e):null)??(e?e.slice(0,8):l.person.unknown);return L`<span class="person"><span class=${`avatar hue-${p(e??n)}`} aria-hidden="true">${se(n)}</span>
<span class="person-name">${n}</span></span>`}const K=B.wrong,yt=/* @__PURE__ */ new Map;function bt(e){if(!yt.has(e)){let t=null;try{t=new RegExp(e,`u`)}catch{t=null}yt.set(e,t)}return yt.get(e)}const xt=/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,St={integer:e=>Number.isInteger(Number(e))?null:K.integer,decimal:e=>Number.isFinite(Number(e))?null:K.number,uuid:e=>xt.test(e)?null:K.uuid,uuids:e=>e.every(e=>xt.test(e))?null:K.uuid,date:e=>Number.isNaN(Date.parse(e))?K.date:null,timestamp:e=>Number.isNaN(Date.parse(e))?K.date:null},Ct={email:K.email,phone:K.phone,e164:K.phone,url:K.url},wt=e=>e==null||(Array.isArray(e)?!e.length:typeof e==`string`&&!e.trim());function Tt(e,t){if(e.kind===`uuids`&&Array.isArray(t)&&!t.length&&!e.minItems)return null;if(wt(t))return e.required&&e.default==null&&e.kind!==`boolean`?K.required:null;let n=e.check?e.check(t):St[e.kind]?.(t);if(n)return n;if(e.kind===`select`&&e.options&&!e.options.some(e=>(e?.value??e)===t))return K.option;if(Array.isArray(t))return e.maxItems&&t.length>e.maxItems?K.items(e.maxItems):null;if([`integer`,`decimal`].includes(e.kind))return e.min!=null&&Number(t)<e.min?K.min(e.min):e.max!=null&&Number(t)>e.max?K.max(e.max):null;if(typeof t!=`string`)return null;let r=[...t].length;if(e.minLength&&r<e.minLength)return K.minLength(e.minLength);if(e.maxLength&&r>e.maxLength)return K.maxLength(e.maxLength);let i=e.pattern&&bt(e.pattern);return i&&!i.test(t)?Ct[e.kind]??K.pattern:null}function Et(e,t){let n=e.map(e=>[e.name,Tt(e,t[e.name])]);return Object.fromEntries(n.filter(([,e])=>e))}function q(e,t){if(Object.is(e,t))return!0;if(e==null||t==null)return(e??null)===(t??null);if(typeof e!=`object`||typeof t!=`object`||Array.isArray(e)!==Array.isArray(t))return!1;let n=Object.keys(e);return n.length===Object.keys(t).length&&n.every(n=>Object.hasOwn(t,n)&&q(e[n],t[n]))}function Dt(e,t,n){let r={},i=[],a=!0;for(let o of/* @__PURE__ */ new Set([...Object.keys(e),...Object.keys(t),...Object.keys(n)])){let[s,c,l]=[e[o],Object.hasOwn(t,o)?t[o]:e[o],n[o]],u=q(c,s);r[o]=u?l:c,u||q(c,l)||(a=!1,q(l,s)||(r[o]=l,i.push({field:o,base:s,mine:c,theirs:l})))}return{merged:r,conflicts:i,settled:a}}function Ot(e,t){return Object.fromEntries(Object.entries(t).filter(([t,n])=>!q(n,e[t])))}const kt=e=>e.name===`client_id`&&e.kind===`uuid`,At=(e,t)=>e.fields.filter(e=>!e.readOnly&&!kt(e)&&(t||!e.createOnly));function jt(e,t){return wt(t)?[`tags`,`uuids`].includes(e.kind)&&!e.nullable?[]:null:e.kind===`integer`&&typeof t==`string`?Number(t):t}const Mt=(e,t)=>Object.fromEntries(e.map(e=>[e.name,jt(e,t[e.name])])),Nt=()=>z({title:B.form.leaveTitle,body:B.form.leaveText,confirm:B.form.leave,tone:`danger`});function Pt(e,t,n=null){let r=f(()=>{let r=t??{...Object.fromEntries(e.map(e=>[e.name,e.default??null])),...n};return Mt(e,r)},[]),[a,o]=M(r),[s,c]=M(r),[l,u]=M({}),[d,p]=M({}),m=Mt(e,s),h=Ot(a,m),g=Object.keys(h).length>0,_=N(g),v=N(!1);_.current=g&&!v.current,i(()=>ge(()=>!_.current||Nt(),()=>_.current),[]);let y=Et(e,m),b=!!t;return{base:a,values:s,now:m,dirty:g,patch:h,errorOf:e=>d[e.name]??(l[e.name]?Tt(e,m[e.name]):null),set(e,t){v.current=!1,c(n=>({...n,[e]:t})),p(({[e]:t,...n})=>n)},touch:e=>u(t=>t[e]?t:{...t,[e]:!0}),wrong(){return u(Object.fromEntries(e.map(e=>[e.name,!0]))),Object.entries(y).filter(([e])=>!b||e in h)},refused:e=>p(e),settle(){v.current=!0,_.current=!1},reset(t){let n=t?Mt(e,t):r;_.current=v.current=!1,o(n),c(n),u({}),p({})},body:()=>Object.fromEntries(e.map(({name:e,required:t})=>[e,m[e],t]).filter(([,e,t])=>!wt(e)||t&&Array.isArray(e)))}}const Ft=e=>Object.values(e).some(e=>e instanceof Blob),It=e=>e.replace(/["\r\n]/g,e=>encodeURIComponent(e));function Lt(e,t){let n=`Content-Disposition: form-data; name="${It(e)}"`;if(!(t instanceof Blob))return[n,`\r
\r
`,String(t)];let r=t instanceof File?t.name:e;return[`${n}; filename="${It(r)}"\r\nContent-Type: ${t.type||`application/octet-stream`}`,`\r
\r
`,t]}function Rt(e,t){let n=Object.entries(e).flatMap(([e,n])=>[`--${t}\r\n`,...Lt(e,n),`\r
`]);return new Blob([...n,`--${t}--\r\n`],{type:`multipart/form-data; boundary=${t}`})}const zt=(e,t)=>Object.fromEntries(t.map(t=>[t,e[t]??null])),Bt=e=>e.etag??ye(e.data);async function Vt({resource:e,id:t,parent:n},r,i,a){let o=D(e,t,n),s=e.operations.change?await ae(o,r,{ifMatch:a}):await C(o,i,{ifMatch:a});return{kind:`saved`,row:s.data,etag:Bt(s)}}async function Ht(e,t,n,r){try{return await Vt(e,Ot(t,n),n,r)}catch(e){if(e.status===404)return{kind:`gone`};if(e.status===412)return null;throw e}}function Ut(e,t,n){let r=zt(n.data,Object.keys(t)),{merged:i,conflicts:a,settled:o}=Dt(e,t,r),s=Bt(n);return o?{kind:`saved`,row:n.data,etag:s}:{kind:a.length?`conflict`:`joined`,theirs:r,merged:i,conflicts:a,row:n.data,etag:s}}async function Wt(e,t,n,r){for(let i=0;i<4;i+=1){let i=await Ht(e,t,n,r);if(i)return i;let a;try{a=await de(D(e.resource,e.id,e.parent))}catch(e){if(e.status===404)return{kind:`gone`};throw e}let o=Ut(t,n,a);if(o.kind!==`joined`)return o;[t,n,r]=[o.theirs,o.merged,o.etag]}let i=await de(D(e.resource,e.id,e.parent)),a=Ut(t,n,i);return a.kind===`joined`?{...a,kind:`conflict`}:a}async function Gt(e,t,n){let r=Ut(t,n,await Kt(e));return r.kind===`joined`?Wt(e,r.theirs,r.merged,r.etag):r}const Kt=({resource:e,id:t,parent:n})=>k(ce(e.operations.restore.path,t,n));async function qt({resource:e,parent:t},n,r){let i=e.fields.find(kt),a=i?{...n,[i.name]:r}:n,o=await k(ne(e,t),Ft(a)?Rt(a,r):a,{key:r});return{kind:`saved`,row:o.data,etag:Bt(o)}}const Jt=e=>e.status===0||e.status>=500||e.code===`in_progress`,Yt=e=>{if(e.status===void 0)throw e;r(e.detail??e.title??e.message,{tone:`bad`})};async function Xt(e){try{let{data:t,etag:n}=await Kt(e);return t?Ce(e.resource,t,{parent:e.parent,etag:n}):Oe(e.resource,e.parent),r(B.view.restored(e.resource.labels[0]),{tone:`good`}),!0}catch(e){return Yt(e),!1}}async function Zt({resource:e,row:t,etag:n,parent:i,onStale:a}){let o={resource:e,id:t.id,parent:i},[s]=e.labels,c=e.operations.restore;if(!c&&!await z({title:B.view.removeTitle(s),body:B.view.removeText,confirm:B.view.remove,tone:`danger`}))return!1;try{await me(D(e,t.id,i),{ifMatch:n??ye(t)})}catch(e){if(e.status===412)return a?.(),r(B.view.refreshed,{tone:`warn`}),!1;if(e.status!==404)return Yt(e),!1}return Be(e,t.id,{parent:i}),r(B.view.removed(s),c?{action:{label:B.view.undo,run:()=>Xt(o)}}:{}),!0}const Qt=[`theirs`,`mine`,`base`];function $t({field:e,conflict:t,side:n,chosen:r,onChoose:i}){return L`<label class="conflict-choice">
<input type="radio" name=${`conflict-${e.name}`} checked=${r===n} onChange=${()=>i(n)} />
<span class="stack"><span class="small muted">${B.conflict[n]}</span>
<span class="conflict-value"><${Ae} field=${e} row=${{[e.name]:t[n]}} link /></span></span>
</label>`}function en({resource:e,fields:t,clash:n,busy:r,onSave:i,onClose:a}){let[o,s]=M({}),c=n=>t.find(e=>e.name===n)??e.field(n),l=n.conflicts.some(({field:e})=>!o[e]),u=new Set(n.conflicts.map(({field:e})=>e)),d=t.filter(({name:e})=>!u.has(e)&&!q(n.theirs[e],n.from[e])),f=L`<${b} onClick=${a} disabled=${r}>${B.conflict.cancel}<//>
<${b} tone="primary" busy=${r} disabled=${l} onClick=${()=>{let e=Object.fromEntries(n.conflicts.map(e=>[e.field,e[o[e.field]]]));i({...n.merged,...e})}}>${B.conflict.save}<//>`;return L`<${v} open title=${B.conflict.title} onClose=${a} actions=${f} size="large">
<div class="stack stack-4">
<p>${B.conflict.text} <span class="muted small">${B.conflict.when}: <${De} value=${n.row.updated_at} /></span></p>
${n.conflicts.map(e=>{let t=c(e.field);return L`<fieldset key=${t.name} class="conflict"><legend>${t.label}</legend>
<div class="conflict-choices">${Qt.map(n=>L`<${$t} key=${n} field=${t} conflict=${e} side=${n}
chosen=${o[t.name]} onChoose=${e=>s(n=>({...n,[t.name]:e}))} />`)}</div>
</fieldset>`})}
${d.length>0&&L`<p class="muted small">${B.conflict.joined(d.map(({label:e})=>e).join(`, `))}</p>`}
</div>
<//>`}function tn({resource:e,busy:t,onRestore:n,onClose:r}){let i=!!e.operations.restore,a=L`<${b} onClick=${r} disabled=${t}>${B.conflict.cancel}<//>
${i&&L`<${b} tone="primary" busy=${t} onClick=${n}>${B.conflict.binnedSave}<//>`}`;return L`<${v} open title=${B.conflict.binnedTitle} onClose=${r} actions=${a}>
<p>${i?B.conflict.binnedText:B.conflict.removedText}</p>
<//>`}function nn(e){let t=/* @__PURE__ */ new Map;for(let n of e)t.set(n.group??``,[...t.get(n.group??``)??[],n]);return[...t]}function rn({field:e,draft:t,disabled:n}){let r=n=>{t.set(e.name,n),n instanceof Blob&&t.touch(e.name)};return L`<div class=${`form-field form-${e.kind}`} onFocusOut=${()=>t.touch(e.name)}>
<${y} name=${e.name} label=${e.label} help=${e.help} error=${t.errorOf(e)} optional=${!e.required}>
${i=>L`<${Ie} field=${e} control=${i} disabled=${n}
value=${t.values[e.name]} onChange=${r} />`}
<//>
</div>`}const an=e=>({status:422,code:`invalid`,detail:null,errors:e.map(([e,t])=>({field:e,code:`check`,message:t}))});function on({resource:e,parent:t,row:n=null,etag:r=null,preset:a,onSaved:o,onCancel:s,onDirty:c,another:l=!1,stays:u=!1,verb:d,Note:f}){let p=At(e,!n),m=Pt(p,n,a),[h]=M(r),[g,_]=M(!1),[v,y]=M(null),[x,S]=M(null),[C,w]=M(null),T=N(null),E=N(!1),[ne,re]=M(0),ie=N(null),D={resource:e,parent:t,id:n?.id},O=(n,r)=>{if(n.kind!==`saved`)return w({...n,from:r.from??m.base});w(null),m.settle(),Ce(e,n.row,{parent:t,etag:n.etag}),r.another&&(m.reset(null),re(e=>e+1)),o(n.row,{another:!!r.another})},k=e=>{Jt(e)||(T.current=null),e.retryAfter&&e.status===429&&S(new Date(Date.now()+e.retryAfter*1e3)),m.refused(Object.fromEntries((e.errors??[]).map(e=>[String(e.field).split(/[.[]/)[0],e.message]))),y(e)},A=async(e,t={})=>{if(!E.current){E.current=!0,_(!0),y(null);try{O(await e(),t),T.current=null}catch(e){if(e.status===void 0)throw e;w(null),k(e)}finally{E.current=!1,_(!1)}}},ae=async(e,t)=>Object.keys(Ot(e.theirs,t)).length?Wt(D,e.theirs,t,e.etag):{kind:`saved`,row:e.row,etag:e.etag},j=(e={another:u})=>{if(x)return;let t=m.wrong();return t.length?y(an(t)):n&&!m.dirty?s?.():(T.current??=Se(),A(()=>n?Wt(D,m.base,m.now,h):qt(D,m.body(),T.current),e))},oe=JSON.stringify(m.now,(e,t)=>t instanceof File?[t.name,t.size,t.lastModified]:t);i(()=>{E.current||(T.current=null)},[oe]),i(()=>{c?.(m.dirty)},[m.dirty]);let se=N(j);se.current=j,i(()=>{let e=[`mod+s`,`mod+enter`].map(e=>te(e,()=>se.current()));return()=>e.forEach(e=>e())},[]),i(()=>{!n&&(ne>0||!u)&&ie.current?.querySelector(`input, select, textarea`)?.focus()},[ne]);let ce=Object.fromEntries(p.map(e=>[e.name,e.label])),le=g||x!==null;return L`<div ref=${ie} class="row-form">
<${at} onSubmit=${()=>j()} error=${v} busy=${g} fields=${ce}>
${nn(p.filter(({hidden:e})=>!e)).map(([e,t])=>e?L`<fieldset key=${e} class="form-group stack"><legend>${e}</legend>
${t.map(e=>L`<${rn} key=${e.name} field=${e} draft=${m} disabled=${g} />`)}</fieldset>`:t.map(e=>L`<${rn} key=${e.name} field=${e} draft=${m} disabled=${g} />`))}
${x&&L`<${ee} until=${x} onEnd=${()=>S(null)}>${e=>B.form.waiting(e)}<//>`}
<div class="save-bar row">
${f&&L`<${f} values=${m.values} />`}
<${b} type="submit" tone="primary" busy=${g} disabled=${le}>${n?B.form.save:d??B.form.create}<//>
${l&&L`<${b} disabled=${le} onClick=${()=>j({another:!0})}>${B.form.another}<//>`}
${s&&L`<${b} tone="quiet" disabled=${g} onClick=${s}>${B.form.cancel}<//>`}
</div>
<//>
${C?.kind===`conflict`&&L`<${en} resource=${e} fields=${p} clash=${C} busy=${g} onClose=${()=>w(null)}
onSave=${e=>A(()=>ae(C,e),{from:C.theirs})} />`}
${C?.kind===`gone`&&L`<${tn} resource=${e} busy=${g} onClose=${()=>w(null)}
onRestore=${()=>A(()=>Gt(D,m.base,m.now))} />`}
</div>`}const sn=({access:e})=>(!e?.role||x(e.role))&&(e?.impersonator===`read`||S()),cn=({when:e},t)=>Object.entries(e??{}).every(([e,n])=>n.includes(t[e])),ln=(e,t)=>(e.actions??[]).filter(e=>sn(e)&&cn(e,t));function un(e,t){let n=(e.actions??[]).flatMap(({when:e})=>Object.keys(e??{}))[0],r=e.field(n??``)??e.fields.find(e=>e.kind===`select`&&e.readOnly);return r&&t[r.name]?Te(t[r.name]):null}const dn=(e,{field:t,message:n})=>`${e.field(t)?.label??t}: ${n}.`;function fn({resource:e,row:t,etag:n,parent:i,reload:a,ask:o}){let[s,c]=M(null),[l,u]=M(null),d=N(null),f=ln(e,t),p=async l=>{if(!(s||o&&!await o(l))){c(l.verb),u(null),d.current?.verb!==l.verb&&(d.current={verb:l.verb,value:Se()});try{let o=await k(ce(l.path,t.id,i),void 0,{key:d.current.value,ifMatch:n??ye(t)});d.current=null,o.data?.id===t.id?Ce(e,o.data,{parent:i,etag:o.etag}):await a(),r(B.view.done(l.label),{tone:`good`})}catch(t){if(t.status===void 0)throw t;Jt(t)||(d.current=null);let n=[409,412].includes(t.status)?await a():null;t.code===`invalid_state`?u(B.view.state(l.label,n?.row?un(e,n.row):null)):t.status===412?u(B.view.refreshed):t.status===422&&t.errors.length?u(t.errors.map(t=>dn(e,t)).join(` `)):t.status===409?u(t.detail):Yt(t)}finally{c(null)}}};return!f.length&&!l?null:L`<div class="row-actions stack">
${l&&L`<${O} tone="warn" onClose=${()=>u(null)}>${l}<//>`}
${f.length>0&&L`<div class="row">${f.map(e=>L`<${b} key=${e.verb} busy=${s===e.verb}
disabled=${s!==null} onClick=${()=>p(e)}>${e.label}<//>`)}</div>`}
</div>`}const pn=(e,t)=>Object.assign(Object.create(Object.getPrototypeOf(e)),e,t),mn=(e,t)=>e.fields.filter(n=>n.refers===t.plural||e.path.includes(`{${n.name}}`)).map(({name:e})=>e);function hn({child:e,row:t,parent:n,onEdit:r,onStale:i}){let a=[e.canChange()&&{label:B.view.edit,icon:`pencil`,onSelect:()=>r(t)},e.canDelete()&&{label:B.view.remove,icon:`trash-2`,tone:`danger`,onSelect:()=>Zt({resource:e,row:t,parent:n,onStale:i})}].filter(Boolean);return L`<${pe} label=${B.view.more} icon="ellipsis" items=${a} />`}function gn({child:e,resource:t,row:n,readOnly:a=!1}){let o=n.id,s=He(e,{parent:o}),[c,l]=M(null),d=N(n.version);i(()=>{d.current!==n.version&&s.reload(),d.current=n.version},[n.version]);let[f,p]=e.labels,m=!a&&(e.canChange()||e.canDelete()),h={key:`actions`,label:B.bin.actions,width:`narrow`,render:t=>L`<${hn} child=${e} row=${t} parent=${o} onEdit=${l} onStale=${s.reload} />`},g=We(e,{without:mn(e,t),add:m?[h]:[]}),_=!a&&e.canCreate()&&L`<${b} size="small" icon="plus" onClick=${()=>l(`new`)}>${B.view.add(f)}<//>`;return L`<${W} title=${p} actions=${_}>
<div class="stack" aria-busy=${s.busy}>
${s.problem&&L`<${Ne} problem=${s.problem} onRetry=${s.reload} />`}
${!s.rows&&!s.problem&&L`<${u} lines=${3} />`}
${s.rows?.length===0&&L`<p class="muted">${B.list.empty(p)}</p>`}
${s.rows?.length>0&&L`<${je} caption=${p} columns=${g} rows=${s.rows} compact=${e.compact} />`}
<${Ee} cursor=${s.cursor} busy=${s.busy} onMore=${s.more} />
</div>
${c&&L`<${_n} child=${e} parent=${o} row=${c===`new`?null:c} onSaved=${()=>{r(c===`new`?B.form.created(f):B.form.saved(f),{tone:`good`}),l(null)}}
onClose=${()=>l(null)} />`}
<//>`}function _n({child:e,parent:t,row:n,onSaved:r,onClose:i}){let[a]=e.labels,[o,s]=M(!1),c=async()=>(!o||await Nt())&&i(),l=n?B.view.editTitle(a):B.view.add(a);return L`<${v} open title=${l} onClose=${c}>
<${on} resource=${e} parent=${t} row=${n} etag=${n&&ye(n)} onSaved=${r} onCancel=${c} onDirty=${s} />
<//>`}function vn({resource:e,row:t,readOnly:n=!1}){return(e.children??[]).filter(e=>e.operations.list).map(r=>L`<${gn} key=${`${r.plural} ${t.id}`} child=${r} resource=${e} row=${t} readOnly=${n} />`)}var yn=/* @__PURE__ */ e({default:()=>On});const bn=Re(()=>Promise.resolve().then(()=>li),`History`),xn=[`id`,`version`,`created_at`,`updated_at`,`deleted_at`,`owner_id`],Sn=e=>e.fields.filter(e=>!xn.includes(e.name)&&!e.writeOnly);function Cn({resource:e,row:t}){return L`<dl class="fields">
${Sn(e).map(e=>L`<div key=${e.name} class=${`fields-row fields-${e.kind}`}>
<dt>${e.label}</dt><dd><${Ae} field=${e} row=${t} link /></dd></div>`)}
</dl>`}function wn({row:e}){return L`<dl class="fields fields-about small">
${e.owner_id&&L`<div class="fields-row"><dt>${B.view.owner}</dt>
<dd><${Ae} field=${{name:`owner_id`,kind:`member`}} row=${e} /></dd></div>`}
${e.created_at&&L`<div class="fields-row"><dt>${B.view.created}</dt><dd><${De} value=${e.created_at} /></dd></div>`}
${e.updated_at&&L`<div class="fields-row"><dt>${B.view.updated}</dt><dd><${De} value=${e.updated_at} /></dd></div>`}
<div class="fields-row"><dt>${B.view.id}</dt><dd class="row"><span class="mono" title=${e.id}>${e.id.slice(0,8)}</span><${fe} value=${e.id} /></dd></div>
</dl>`}function Tn({resource:e,row:t,etag:n,notice:i,onDone:a}){let o=N(!1);return L`<div class="stack stack-4">
${i&&L`<${O} tone="info">${i===`delete`?B.view.gone2:B.view.stale}<//>`}
<${on} resource=${e} row=${t} etag=${n} onSaved=${()=>{r(B.form.saved(e.labels[0]),{tone:`good`}),a()}} onCancel=${async()=>(!o.current||await Nt())&&a()} onDirty=${e=>o.current=e} />
</div>`}function En({resource:e}){let t=e.operations.restore,n=L`<div class="row">
${t&&L`<${b} href=${F(e,`trash`)} icon="trash-2">${B.view.toBin}<//>`}
<${b} href=${F(e)}>${B.view.toList}<//></div>`;return L`<${s} icon=${e.icon} title=${B.view.gone} action=${n}>${B.view.goneText}<//>`}function Dn({resource:e,id:t,Acts:n,Parts:r}){let[i,a]=M(!1),[o,s]=M(null),{row:c,etag:l,problem:f,busy:p,reload:m}=Ve(e,t,{hold:i,onChange:s}),h=[{label:e.labels[1],href:F(e)}],g=c&&ue(e,c)||e.labels[0],_=async()=>{await Zt({resource:e,row:c,etag:l,onStale:m})&&P(F(e))},v=()=>{a(!1),o&&m(),s(null)},y=c&&!i&&L`
${e.canDelete()&&L`<${b} tone="quiet" icon="trash-2" onClick=${_}>${B.view.remove}<//>`}
${e.canChange()&&L`<${b} tone="primary" icon="pencil" onClick=${()=>a(!0)}>${B.view.edit}<//>`}`;return L`<${d} title=${g} crumbs=${h} actions=${y} subtitle=${c&&ue(e,c)?e.labels[0]:void 0}>
<div class="view stack stack-5" aria-busy=${p}>
${!c&&f?.status===404&&L`<${En} resource=${e} />`}
${f&&f.status!==404&&L`<${Ne} problem=${f} onRetry=${m} />`}
${!c&&!f&&L`<${u} lines=${8} />`}
${c&&!i&&L`<${n} resource=${e} row=${c} etag=${l} reload=${m} />`}
${c&&L`<div class="view-parts">
<${W} title=${B.view.details}>${i?L`<${Tn} resource=${e} row=${c} etag=${l} notice=${o} onDone=${v} />`:L`<${Cn} resource=${e} row=${c} />`}<//>
<${W} title=${B.view.about}><${wn} row=${c} /><//>
</div>`}
${c&&L`<${r} resource=${e} row=${c} reload=${m} />`}
${c&&x(`admin`)&&L`<${W} title=${B.view.history}>
<${bn} key=${`${t} ${c.version}`} resource=${e} id=${t} /><//>`}
</div>
<//>`}function On({params:e,resource:t=c(e.things),Acts:n=fn,Parts:r=vn}){let a=t?.operations.find&&!t.parent;return i(()=>{t?.parent&&P(F(t.parent),{replace:!0})},[t]),a?L`<${Dn} key=${`${ie.value?.id} ${t.plural} ${e.id}`} resource=${t} id=${e.id} Acts=${n} Parts=${r} />`:L`<${d} title=${B.list.unknown}><p>${B.list.unknownText}</p><//>`}function kn(e,t){i(()=>{if(!e)return;let n=setInterval(()=>document.visibilityState===`visible`&&t(),e);return()=>clearInterval(n)},[e,t])}function An(e,t){let n=He(e,t);return i(()=>{if(!n.fresh)return;let e=setTimeout(n.reload,400);return()=>clearTimeout(e)},[n.fresh]),n}var jn=/* @__PURE__ */ e({RowForm:()=>on,default:()=>Nn});function Mn(e){let t=[...oe.peek().query].filter(([t])=>e.field(t)&&!e.field(t).readOnly);return Object.fromEntries(t)}function Nn({params:e,resource:t=c(e.things),onMade:n}){let a=N(t&&Mn(t)),o=t?.labels[0]??``,l=t?[{label:t.labels[1],href:F(t)}]:[];if(i(()=>{t&&!t.operations.create&&P(F(t),{replace:!0})},[t]),!t)return L`<${d} title=${B.list.unknown}><p>${B.list.unknownText}</p><//>`;if(!t.canCreate()){let e=L`<${b} href=${F(t)}>${B.view.toList}<//>`;return L`<${d} title=${B.form.newTitle(o)} crumbs=${l} narrow>
<${s} icon="lock" title=${B.form.locked} action=${e}>${B.form.lockedText}<//><//>`}return L`<${d} title=${B.form.newTitle(o)} crumbs=${l} narrow>
<${on} key=${t.plural} resource=${t} preset=${a.current} another onSaved=${async(e,{another:i})=>{await n?.(e);let a=t.operations.find&&{label:B.form.open,run:()=>P(F(t,e.id))};r(B.form.created(o),{tone:`good`,action:i&&a||void 0}),i||P(t.operations.find?F(t,e.id):F(t),{replace:!0})}}
onCancel=${()=>P(F(t))} />
<//>`}function Pn({onFile:e,accept:t,label:n,help:r,disabled:i=!1,...o}){let s=m(),c=o.id??s,[u,d]=M(!1),f=(e,t)=>{e.preventDefault(),d(t&&!i)};return L`<div class=${`file-drop ${u?`file-drop-over`:``}`} onDragOver=${e=>f(e,!0)}
onDragLeave=${e=>f(e,!1)} onDrop=${t=>{f(t,!1);let n=t.dataTransfer?.files?.[0];n&&!i&&e(n)}}>
<input class="visually-hidden" type="file" ...${o} id=${c} accept=${t} disabled=${i} onChange=${t=>{let n=t.currentTarget.files?.[0];t.currentTarget.value=``,n&&e(n)}} />
<label for=${c}><${a} name="upload" /><strong>${n??l.file.choose}</strong>
<span class="muted">${r??l.file.drop}</span></label>
</div>`}var Fn=/* @__PURE__ */ e({default:()=>Bn});const In=Re(()=>Promise.resolve().then(()=>$r),`BulkBar`);function Ln({resource:e,row:t}){let[n,r]=M(!1);return L`<${b} size="small" icon="rotate-ccw" busy=${n} onClick=${async()=>{r(!0),await Xt({resource:e,id:t.id}),r(!1)}}>${B.bin.restore}<//>`}function Rn(e){let t=e.operations.restore?.access?.role;return S()&&(!t||x(t))}function zn({resource:e}){let t=He(e,{query:{deleted:!0}}),n=Fe(t.rows??[]),r=N(null),i=Rn(e);ze(r,{toggle:e=>i&&t.rows?.[e]&&n.toggle(t.rows[e].id)});let a=We(e,{without:[`created_at`],add:[{key:`deleted_at`,label:B.bin.deleted,render:e=>L`<${De} value=${e.deleted_at} />`},...i?[{key:`acts`,label:B.bin.actions,width:`narrow`,render:t=>L`<${Ln} resource=${e} row=${t} />`}]:[]]}),o=[.../* @__PURE__ */ new Set([...e.compact??[],`deleted_at`,`acts`])];return L`<div ref=${r} class="list stack stack-4" aria-busy=${t.busy}>
<div class="list-fresh" role="status">${t.fresh>0&&L`<${b} size="small" icon="arrow-up" onClick=${t.reload}>${B.list.more(t.fresh)}<//>`}</div>
${t.problem&&L`<${Ne} problem=${t.problem} onRetry=${t.reload} />`}
${!t.rows&&!t.problem&&L`<${u} lines=${8} />`}
${t.rows?.length===0&&L`<${s} icon="trash-2" title=${B.bin.empty}>${B.bin.emptyText}<//>`}
${t.rows?.length>0&&L`<${je} caption=${B.bin.title(e.labels[1])} columns=${a} rows=${t.rows} compact=${o}
selected=${i?n.selected:void 0} onSelect=${i?n.onSelect:void 0} />`}
<${Ee} cursor=${t.cursor} busy=${t.busy} onMore=${t.more} />
${n.chosen.length>0&&L`<${In} resource=${e} rows=${n.chosen} onDone=${()=>{n.clear(),t.reload()}} />`}
</div>`}function Bn({params:e,resource:t=c(e.things)}){if(!t?.operations.restore)return L`<${d} title=${B.bin.none}><p>${B.list.unknownText}</p><//>`;let n=[{label:t.labels[1],href:F(t)}];return L`<${d} title=${B.bin.title(t.labels[1])} crumbs=${n} subtitle=${B.bin.subtitle}>
<${zn} key=${t.plural} resource=${t} />
<//>`}const Vn=Se();async function Hn(e){let{data:t}=await k(`/auth/otp/request`,{contact:e.trim(),device_id:Vn},{quiet:!0});return{again:new Date(Date.now()+t.retry_after*1e3)}}async function Un(e,t){let n={contact:e.trim(),device_id:Vn,code:t.trim()};return(await k(`/auth/otp/verify`,n,{quiet:!0})).data}function Wn({contact:e,fixed:t=!1,onContact:r,onSent:i}){let a=I(),[o,s]=M(null),c=le.value?.sms!==!1,l=c?_.fields.contact:_.fields.email,u=()=>{let t=R({contact:e});s(t),t||a.run(async()=>i(await Hn(e)))},d=o??w(a.problem,e=>e.status===429?null:void 0),f=U(d);return L`<${h}>
<${H} attempt=${a} problem=${d} submit=${_.code.request} onSubmit=${u} fields=${{contact:l}}>
${t?L`<p>${_.code.explainKnown(e)}</p>`:L`<${y} name="contact" label=${l} error=${f.contact} help=${c&&_.fields.contactHelp}>
${t=>L`<${n} ...${t} type=${c?`text`:`email`} autocomplete="username"
maxlength="254" autocapitalize="none" spellcheck=${!1} value=${e} onChange=${r} />`}
<//>`}
<//>
<//>`}function Gn({text:e,onAgain:t}){return L`<div class="stack stack-4">
<p>${e}</p>
<${Kn} />
<p class="small muted">${_.mail.nothing}</p>
${t&&L`<div class="auth-others"><${b} tone="quiet" onClick=${t}>${_.mail.again}<//></div>`}
</div>`}function Kn(){return le.value?.development_mailbox?L`<p class="auth-hint small muted">
${_.mail.mailboxHint} <a href="/dev/mail" target="_blank" rel="noopener">${_.mail.mailbox}</a>
</p>`:null}function qn({contact:e,sent:t,onAnswer:n,onOther:r}){let[i,a]=M(``),[o,s]=M(null),c=I(),l=Qe(),u=t=>{let r=typeof t==`string`?t:i,o=R({code:r});s(o),o||c.run(async()=>{try{await n(await Un(e,r))}catch(e){throw a(``),e}})},d=o??w(c.problem,e=>c.until?null:e.status===401?xe(e,`code`,Jn(e.data)):void 0),f=U(d);return L`<div class="stack stack-4" ref=${l}>
<p>${_.code.sentTo(e)}</p>
<${Kn} />
<${H} attempt=${c} problem=${d} submit=${_.code.submit} says=${_.code.blocked} onSubmit=${()=>u()} fields=${{code:_.fields.code}}>
<${y} name="code" label=${_.fields.code} error=${f.code}>
${e=>L`<${nt} ...${e} value=${i} onChange=${a} onComplete=${u}
disabled=${c.until!==null} />`}
<//>
<//>
<${Yn} contact=${e} sent=${t} blocked=${c.until!==null} onSent=${c.clear} onOther=${r} />
</div>`}function Jn(e){let t=e?.attempts_remaining;return t>0?_.code.left(t):_.code.none}function Yn({contact:e,sent:t,blocked:n,onSent:r,onOther:i}){let[a,o]=M(t.again),[s,c]=M(null),l=I(),u=l.until??a;return L`<div class="auth-others">
<p class="visually-hidden" role="status">${s}</p>
${u?!n&&L`<span class="muted small"><${ee} key=${u.getTime()} until=${u}
onEnd=${()=>(l.clear(),o(null))}>${e=>_.code.resendIn(e)}<//></span>`:L`<${b} tone="quiet" busy=${l.busy} disabled=${n} onClick=${()=>l.run(async()=>{o((await Hn(e)).again),c(_.code.resent),r()})}>${_.code.resend}<//>`}
${i&&L`<${b} tone="quiet" onClick=${i}>${_.code.other}<//>`}
${l.problem&&!l.until&&L`<p class="auth-failure" role="alert">${l.problem.detail}</p>`}
</div>`}var Xn=/* @__PURE__ */ e({default:()=>Zn});function Zn(){let[e,t]=M(Je.peek()),[n,r]=M(null),[i,a]=M(null),[o,s]=M(null);Ze();let c=[{href:qe(`/sign-in`),label:_.footer.password},{href:qe(`/register`),label:_.footer.register}],l=(e=null)=>{a(null),r(null),s(e)};return i?L`<${V} key="factor" title=${_.factor.title} subtitle=${_.factor.explain}>
<${tt} factors=${i} onDone=${rt} onRestart=${l} />
<//>`:n?L`<${V} key="code" title=${_.code.enterTitle} links=${c.slice(0,1)}>
<${qn} contact=${e} sent=${n} onAnswer=${e=>e.mfa_required?a(e.factors):rt()} onOther=${()=>l()} />
<//>`:L`<${V} key="contact" title=${_.code.title} subtitle=${_.code.explain} links=${c}>
${o&&L`<${O} tone="warn" onClose=${()=>s(null)}>${o}<//>`}
<${Wn} contact=${e} onContact=${t} onSent=${r} />
<//>`}var Qn=/* @__PURE__ */ e({default:()=>$n});function $n(){let[e,t]=M(null),n=[{href:`/sign-in`,label:_.footer.signIn},{href:`/code`,label:_.footer.code}];return e?L`<${V} key="sent" title=${_.mail.title} links=${n}>
<${Gn} text=${_.mail.reset(e)} onAgain=${()=>t(null)} />
<//>`:L`<${V} key="form" title=${_.forgot.title} subtitle=${_.forgot.explain} links=${n}>
<${er} onSent=${t} />
<//>`}function er({onSent:e}){let[t,r]=M(Je.peek()),[i,a]=M(null),o=I(),s=e=>r(Je.value=e),c=()=>{let n=R({email:t});a(n),n||o.run(async()=>{await k(`/auth/password/forgot`,{email:t.trim()},{quiet:!0}),e(t.trim())})},l=i??w(o.problem,e=>e.status===429?null:void 0),u=U(l);return L`<${h}>
<${H} attempt=${o} problem=${l} submit=${_.forgot.submit} onSubmit=${c} fields=${{email:_.fields.email}}>
<${y} name="email" label=${_.fields.email} error=${u.email}>
${e=>L`<${n} ...${e} type="email" autocomplete="username" maxlength="254"
value=${t} onChange=${s} />`}
<//>
<//>
<//>`}const tr=/* @__PURE__ */ new Map;function nr(){let e=new URLSearchParams(location.hash.slice(1)).get(`token`);return location.hash&&history.replaceState(history.state,``,location.pathname+location.search),e&&tr.set(location.pathname,e),tr.get(location.pathname)??null}function rr(){tr.delete(location.pathname)}function ir(){let[e,t]=M(nr);return i(()=>{let e=()=>t(nr());return addEventListener(`hashchange`,e),()=>removeEventListener(`hashchange`,e)},[]),e}function ar({name:e=`password`,label:t=_.fields.password,value:n,onChange:r,error:i}){let a=le.value?.password_min_length??8;return L`<${y} name=${e} label=${t} error=${i} help=${_.fields.passwordHelp(a)}>
${e=>L`<${ve} ...${e} autocomplete="new-password" maxlength="128"
value=${n} onChange=${r} />`}
<//>`}function or(){let e=[{href:`/sign-in`,label:_.footer.signIn}];return L`<${V} key="none" title=${_.missing.title} links=${e}><p>${_.missing.text}</p><//>`}function sr({title:e,text:t,children:n}){let r=[{href:`/sign-in`,label:_.footer.signIn}];return L`<${V} key="gone" title=${e} links=${r}><p>${t}</p>${n}<//>`}const cr=e=>e?.status===410||e?.errors?.some(({field:e})=>e===`token`)||!1;function lr({onConfirm:e,onOther:t}){let n=I(),r=w(n.problem,e=>e.status===429?null:void 0);return L`<${h}>
<${H} attempt=${n} problem=${r} submit=${_.verify.submit} onSubmit=${()=>n.run(()=>e())}>
<//>
<div class="auth-others"><${b} tone="quiet" onClick=${t}>${_.verify.other}<//></div>
<//>`}function ur({onConfirm:e}){let[t,n]=M(``),[r,i]=M(null),a=I(),o=()=>{let n=R({password:t});i(n),n||a.run(()=>e(t))},s=async()=>{await z({title:_.verify.forgottenTitle,body:_.verify.forgottenText,confirm:_.verify.forgottenSubmit,tone:`danger`})&&a.run(()=>e())},c=r??w(a.problem,e=>e.status===429?null:e.errors?.some(({code:e})=>e===`password_wrong`)?xe(e,`password`,_.verify.wrong):void 0),l=U(c);return L`<${h}>
<${H} attempt=${a} problem=${c} submit=${_.verify.submit} onSubmit=${o} fields=${{password:_.fields.password}}>
<${y} name="password" label=${_.fields.password} error=${l.password}>
${e=>L`<${ve} ...${e} autocomplete="current-password" value=${t}
onChange=${n} />`}
<//>
<//>
<div class="auth-others">
<${b} tone="quiet" disabled=${a.busy} onClick=${s}>${_.verify.forgotten}<//>
</div>
<//>`}var dr=/* @__PURE__ */ e({Resend:()=>hr,default:()=>fr});function fr(){let e=ir(),[t,n]=M(null),[r,i]=M(!1);if(!e)return L`<${or} />`;if(t?.token===e)return L`<${mr} outcome=${t} />`;if(E.value===void 0)return L`<${V} title=${_.verify.title}><${u} lines=${2} /><//>`;let a=t=>pr(e,t,n),o=E.value?.user;if(o&&!r){let e=_.verify.signedIn(o.email??o.name);return L`<${V} key="self" title=${_.verify.title} subtitle=${e}>
<${lr} onConfirm=${a} onOther=${()=>i(!0)} />
<//>`}return L`<${V} key="registrant" title=${_.verify.title} subtitle=${_.verify.explain}>
<${ur} onConfirm=${a} />
<//>`}async function pr(e,t,n){let r;try{r=(await k(`/auth/email/verify`,t?{token:e,password:t}:{token:e},{quiet:!0})).data}catch(t){if(cr(t))return n({token:e,gone:!0});if(t.code===`email_taken`)return n({token:e,taken:!0});throw t}if(rr(),E.value)await _e();else if(t&&r.password_kept){let e={email:r.email,password:t},n=await k(`/auth/login`,e,{quiet:!0}).catch(()=>null);if(n&&!n.data.mfa_required)return await re(),P(`/`,{replace:!0})}n({token:e,...r})}function mr({outcome:e}){return e.gone?L`<${sr} title=${_.verify.gone} text=${_.verify.goneText}><${hr} /><//>`:e.taken?L`<${sr} title=${_.verify.gone} text=${_.verify.taken} />`:!e.password_kept&&!E.value?L`<${V} key="done" title=${_.verify.done}>
<p>${_.verify.doneReset(e.email)}</p>
<${b} tone="primary" class="auth-wide" href="/forgot">${_.verify.choose}<//>
<//>`:L`<${V} key="done" title=${_.verify.done}>
<p>${_.verify.doneText(e.email)}</p>
<${b} tone="primary" class="auth-wide" href=${E.value?`/`:`/sign-in`}>
${E.value?_.verify.goOn:_.footer.signIn}
<//>
<//>`}function hr(){let e=I(),[t,n]=M(null);return E.value?E.value.user.email_verified?null:L`<div class="stack stack-2">
<${b} class="auth-wide" busy=${e.busy} disabled=${t!==null} onClick=${()=>e.run(async()=>{await k(`/auth/email/resend`),n(_.verify.resent)})}>${_.verify.resend}<//>
<p role="status">${t}</p>
<p class="auth-failure" role="alert">${e.problem?.detail}</p>
</div>`:L`<p class="muted">${_.verify.resendExplain}</p>`}function gr({verified:e,onAccept:t,onLeave:n}){let r=I(),a=r.problem?.code,o=!e||a===`email_unverified`;i(()=>{if(!o)return;let e=async()=>(await _e(),r.clear());return addEventListener(`focus`,e),()=>removeEventListener(`focus`,e)},[o]);let s=w(r.problem,e=>e.status===429||a===`other_address`?null:void 0);return L`<${h}>
<${Ye} until=${r.until} onEnd=${r.clear} />
${a===`other_address`&&L`<p class="auth-failure" role="alert">${_.invitation.otherAddress}</p>`}
${o?L`<p>${_.invitation.unverified}</p><${hr} /><${Kn} />`:L`<${at} onSubmit=${()=>r.run(()=>t())} error=${s} busy=${r.busy}>
<${b} type="submit" tone="primary" class="auth-wide" busy=${r.busy}
disabled=${r.until!==null||a===`other_address`}>
${_.invitation.accept}
<//>
<//>`}
<div class="auth-others"><${b} tone="quiet" onClick=${n}>${_.invitation.signOut}<//></div>
<//>`}function _r({onAccept:e}){let[t,r]=M(``),[i,a]=M(``),[o,s]=M(null),c=I(),l=()=>{let n=R({password:i});s(n),n||c.run(()=>e({password:i,name:t.trim()||void 0}))},u=o??w(c.problem,e=>e.status===429?null:void 0),d=U(u),f={name:_.fields.name,password:_.fields.password};return L`<${h}>
<${H} attempt=${c} problem=${u} submit=${_.invitation.create} onSubmit=${l} fields=${f}>
<${y} name="name" label=${f.name} error=${d.name} optional>
${e=>L`<${n} ...${e} autocomplete="name" maxlength="200" value=${t} onChange=${r} />`}
<//>
<${ar} value=${i} onChange=${a} error=${d.password} />
<//>
<//>`}function vr({email:e=null,contact:t=e,fixed:n=!1,byCode:r=!1,only:i=!1,onSignedIn:a}){let[o,s]=M(r),[c,l]=M(t??``),[u,d]=M(null),[f,p]=M(null),[m,h]=M(null),g=e=>e.mfa_required?p(e.factors):a(e),v=(e=null)=>{p(null),d(null),h(e)};return f?L`<${tt} factors=${f} onDone=${a} onRestart=${v} />`:u?L`<${qn} contact=${c} sent=${u} onAnswer=${g} onOther=${n?void 0:()=>v()} />`:L`<div class="stack stack-4">
${m&&L`<${O} tone="warn" onClose=${()=>h(null)}>${m}<//>`}
${o?L`<${Wn} contact=${c} fixed=${n&&t!==null} onContact=${l} onSent=${d} />`:L`<${et} email=${e??``} fixed=${n&&e!==null} onAnswer=${g} />`}
${!i&&$e.value===`yes`&&L`<p class="auth-or">${_.signIn.or}</p>`}
${!i&&L`<${it} run=${Ke} onDone=${a} />`}
${!i&&(!o||e!==null||!n)&&L`<div class="auth-others">
<${b} tone="quiet" onClick=${()=>s(!o)}>
${o?_.footer.password:_.footer.code}
<//>
</div>`}
</div>`}var yr=/* @__PURE__ */ e({default:()=>br});function br(){let e=ir(),[t,n]=M(null),[r,i]=M(!1),[a,o]=M(null);if(!e)return L`<${or} />`;if(t===e)return L`<${sr} title=${_.invitation.gone} text=${_.invitation.goneText} />`;if(E.value===void 0)return L`<${V} title=${_.invitation.title}><${u} lines=${2} /><//>`;let s=async t=>{try{await xr(e,t)}catch(t){if(cr(t))return n(e);if(t.code!==`account_exists`)throw t;o(_.invitation.known),i(!0)}};return E.value?L`<${V} key="self" title=${_.invitation.title}
subtitle=${_.invitation.asSelf(E.value.user.email??E.value.user.name)}>
<${gr} verified=${E.value.user.email_verified} onAccept=${s} onLeave=${async()=>{i(!0),await be({stay:!0})}} />
<//>`:r?L`<${V} key="known" title=${_.invitation.title}>
${a&&L`<${O} tone="info">${a}<//>`}
<${vr} onSignedIn=${()=>re()} />
<div class="auth-others">
<${b} tone="quiet" onClick=${()=>i(!1)}>${_.invitation.noAccount}<//>
</div>
<//>`:L`<${V} key="new" title=${_.invitation.title} subtitle=${_.invitation.newUser}>
<${_r} onAccept=${s} />
<div class="auth-others">
<${b} tone="quiet" onClick=${()=>i(!0)}>${_.invitation.have}<//>
</div>
<//>`}async function xr(e,t={}){let n=new Set((E.value?.memberships??[]).map(({id:e})=>e)),{data:r}=await k(`/auth/invitations/accept`,{token:e,...t},{quiet:!0}),i=r.memberships.filter(({id:e,kind:t})=>!n.has(e)&&t!==`personal`);rr(),await re(),P(i.length?`/t/${i[0].slug}/`:`/`,{replace:!0})}function Sr(e,t){let[n,r]=M(``),[i,a]=M(null),o=I(),s=r=>{let i=typeof r==`string`?r:n,s=R({[e]:i});a(s),s||o.run(async()=>{await k(`/auth/reauthenticate`,{[e]:i}),await t()})},c=i??w(o.problem,t=>t.status===429?null:t.code===`proof_refused`?xe(t,e,_.prove.wrong):void 0);return{value:n,setValue:r,send:s,problem:c,errors:U(c),attempt:o}}function Cr({email:e,onProved:t}){let{value:n,setValue:r,send:i,problem:a,errors:o,attempt:s}=Sr(`password`,t);return L`<${Tr} field="password" label=${_.fields.password} ...${{send:i,problem:a,attempt:s}}>
<input class="visually-hidden" type="text" autocomplete="username" value=${e} readonly tabindex="-1" aria-hidden="true" />
<${y} name="password" label=${_.fields.password} error=${o.password}>
${e=>L`<${ve} ...${e} autocomplete="current-password" value=${n} onChange=${r} />`}
<//>
<//>`}function wr({onProved:e}){let{value:t,setValue:n,send:r,problem:i,errors:a,attempt:o}=Sr(`code`,e);return L`<${Tr} field="code" label=${_.fields.code} ...${{send:r,problem:i,attempt:o}}>
<${y} name="code" label=${_.fields.code} error=${a.code} help=${_.factor.codeHelp}>
${e=>L`<${nt} ...${e} value=${t} onChange=${n} onComplete=${r} />`}
<//>
<//>`}function Tr({field:e,label:t,send:n,problem:r,attempt:i,children:a}){let o=Qe();return L`<div class="stack stack-4" ref=${o}>
<${H} attempt=${i} problem=${r} submit=${_.prove.submit} onSubmit=${()=>n()} fields=${{[e]:t}}>
${a}
<//>
</div>`}var Er=/* @__PURE__ */ e({Reauthenticate:()=>Dr});function Dr({onProved:e,onCancel:t,reason:n}){let r=E.value?.user,i=E.value?.factors??[],a=[i.includes(`passkey`)&&$e.value!==`no`&&`passkey`,r?.email&&`password`,i.includes(`totp`)&&`app`,(r?.email||r?.phone)&&`code`].filter(Boolean),[o,s]=M(a[0]),c=async t=>t.user.id===r?.id?e():re();return L`<div class="stack stack-4">
<p class="muted">${n??_.prove.explain}</p>
${o===`password`&&L`<${Cr} email=${r.email} onProved=${e} />`}
${o===`app`&&L`<${wr} onProved=${e} />`}
${o===`passkey`&&L`<${it} tone="primary" run=${Xe} onDone=${c} />`}
${o===`code`&&L`<${vr} email=${r.email??null} contact=${r.email??r.phone} fixed byCode only
onSignedIn=${c} />`}
<div class="auth-others" role="group" aria-label=${_.prove.ways}>
${a.filter(e=>e!==o).map(e=>L`<${b} key=${e} tone="quiet" onClick=${()=>s(e)}>${_.prove[e]}<//>`)}
</div>
<div class="row row-end"><${b} tone="quiet" onClick=${()=>t()}>${_.prove.cancel}<//></div>
</div>`}var Or=/* @__PURE__ */ e({default:()=>kr});function kr(){let[e,t]=M(null);Ze();let n=[{href:qe(`/sign-in`),label:`${_.register.haveOne} ${_.register.signIn}`},{href:qe(`/code`),label:_.footer.code}];return e?L`<${V} key="sent" title=${_.mail.title} links=${n.slice(0,1)}>
<${Gn} text=${_.mail.confirm(e)} onAgain=${()=>t(null)} />
<//>`:L`<${V} key="form" title=${_.register.title} links=${n}>
<${Ar} onMail=${t} />
<//>`}function Ar({onMail:e}){let[t,r]=M(Je.peek()),[i,a]=M(``),[o,s]=M(``),[c,l]=M(null),u=I(),d=e=>r(Je.value=e),f=()=>{let n=R({email:t,password:o});l(n),n||u.run(async()=>{let n={email:t.trim(),password:o,name:i.trim()||void 0};await((await k(`/auth/register`,n,{quiet:!0})).status===202?e(n.email):rt())})},p=u.problem?.code===`email_taken`,m=c??w(u.problem,e=>e.status===429?null:e.code===`email_taken`?xe(e,`email`,_.register.taken):void 0),g=U(m),v={name:_.fields.name,email:_.fields.email,password:_.fields.password};return L`<${h}>
<${H} attempt=${u} problem=${m} submit=${_.register.submit} onSubmit=${f} fields=${v}>
<${y} name="name" label=${v.name} error=${g.name} optional>
${e=>L`<${n} ...${e} autocomplete="name" maxlength="200" value=${i} onChange=${a} />`}
<//>
<${y} name="email" label=${v.email} error=${g.email}
help=${p&&L`<a href=${qe(`/sign-in`)}>${_.register.signIn}</a>`}>
${e=>L`<${n} ...${e} type="email" autocomplete="username" maxlength="254"
value=${t} onChange=${d} />`}
<//>
<${ar} value=${o} onChange=${s} error=${g.password} />
<//>
<//>`}var jr=/* @__PURE__ */ e({default:()=>Mr});function Mr(){let e=ir(),[t,n]=M(null);if(!e)return L`<${or} />`;if(t?.token===e&&t.done)return L`<${V} key="done" title=${_.reset.done}>
<p>${_.reset.doneText}</p>
<${b} tone="primary" class="auth-wide" href="/sign-in">${_.footer.signIn}<//>
<//>`;if(t?.token===e)return L`<${sr} title=${_.reset.gone} text=${_.reset.goneText}>
<${b} tone="primary" class="auth-wide" href="/forgot">${_.reset.another}<//>
<//>`;let r=t=>()=>n({token:e,done:t});return L`<${V} key="form" title=${_.reset.title} subtitle=${_.reset.explain}>
<${Nr} key=${e} token=${e} onDone=${r(!0)} onGone=${r(!1)} />
<//>`}function Nr({token:e,onDone:t,onGone:n}){let[r,i]=M(``),a=m(),[o,s]=M(!1),[c,l]=M(null),u=I(),d=()=>{let i=R({new_password:r});l(i),i||u.run(async()=>{try{await k(`/auth/password/reset`,{token:e,new_password:r,revoke_api_keys:o},{quiet:!0})}catch(e){if(!cr(e))throw e;return n()}rr(),E.value&&await _e(),t()})},f=c??w(u.problem,e=>e.status===429?null:void 0),p=U(f),g={new_password:_.fields.newPassword};return L`<${h}>
<${H} attempt=${u} problem=${f} submit=${_.reset.submit} onSubmit=${d} fields=${g}>
<${ar} name="new_password" label=${g.new_password} value=${r} onChange=${i}
error=${p.new_password} />
<div>
<${lt} id=${a} name="revoke_api_keys" aria-describedby=${`${a}-help`} label=${_.reset.keys}
value=${o} onChange=${s} />
<p id=${`${a}-help`} class="small muted">${_.reset.keysHelp}</p>
</div>
<//>
<//>`}var Pr=/* @__PURE__ */ e({SignInAgain:()=>Fr});function Fr({email:e=null,onSignedIn:t,onCancel:n}){let r=E.value?.user.phone??null,i=e===null&&r!==null;return L`<div class="stack stack-4">
<p class="muted">${_.again.explain}</p>
<${vr} email=${e} contact=${e??r} fixed=${e!==null||r!==null} byCode=${i}
onSignedIn=${t} />
<div class="row row-end"><${b} tone="quiet" onClick=${()=>n()}>${_.again.cancel}<//></div>
</div>`}const Ir=(e,t,n)=>e===1?`1 ${t}`:`${e} ${n}`,Lr={save:`Save`,saved:`Saved`,cancel:`Cancel`,close:`Close`,undo:`Undo`,name:`Name`,slug:`Address`,slugHelp:`2 to 63 lower-case letters, digits and single hyphens inside.`,slugWrong:`Use 2 to 63 lower-case letters, digits and single hyphens inside.`,slugTaken:`Another workspace has this address. Choose another.`,required:`Fill this in.`,changedMeanwhile:`Someone changed this in the meantime. You see their version now; make your change again.`,discard:{title:`Discard the changes?`,body:`What you typed isn’t saved yet.`,confirm:`Discard`},system:`The system`,someone:`A former member`,roles:{viewer:`Viewer`,member:`Member`,admin:`Admin`,owner:`Owner`},roleHelp:{viewer:`Reads what the workspace shares.`,member:`Reads and changes rows.`,admin:`Also invites people, makes keys and sees the audit log.`,owner:`Also closes the workspace and asks for second factors.`},role:`Role`,adminsOnly:{title:`Admins see this`,text:`Ask an admin of this workspace to look, or to give you the role.`},membersOnly:{title:`Members change this`,text:`You read this workspace. Ask an admin for the role of a member.`},verify:{title:`Confirm your address first`,text:e=>e?`We sent an e-mail to ${e}. Open its link, then come back.`:`Add an e-mail address to your account, then confirm it.`,again:`Send it again`,sent:`The e-mail is on its way.`,account:`Open your account`,mailbox:`Open the mailbox`},overview:{title:`Overview`,figures:`Last 30 days`,analytics:`All analytics`,activity:`Recent activity`,allActivity:`Whole audit log`,nothingYet:`Nothing has happened here yet.`,next:`What’s next`,leads:`Leads`,calls:`Calls`,messages:`Messages`,won:e=>`${e} of the decided ones won`,answered:e=>`${e} answered`,delivered:e=>`${e} delivered`,none:`None in this time`,failed:`This figure isn’t there right now.`,perDay:(e,t)=>`${e} per day over 30 days, ${t} together`},steps:{verify:{title:`Confirm your address`,text:`Invitations and keys need it.`,act:`Confirm`},invite:{title:`Invite someone`,text:`You are alone here so far.`,act:`Invite`},factor:{title:`Add a second factor`,text:`A password alone can be guessed or stolen.`,act:`Set up`},first:{title:`Create your first lead`,text:`Or import a file of them.`,act:`Create`},done:`Nothing waits for you.`},needs:{title:`Needs a person now`,nothing:`Nothing failed, is in doubt or is overdue.`,failed:`Some lists could not be read.`,retry:`Try again`,paused:(e,t)=>t?`1 campaign was paused by the system`:`${e} campaigns were paused by the system`,campaignDoubt:(e,t)=>t?`1 campaign has recipients in doubt`:`${e} campaigns have recipients in doubt`,campaigns:(e,t)=>t?`1 campaign failed`:`${e} campaigns failed`,due:(e,t)=>t?`1 scheduled call is due`:`${e} scheduled calls are due`,callDoubt:(e,t)=>t?`1 scheduled call is in doubt`:`${e} scheduled calls are in doubt`,scheduled:(e,t)=>t?`1 scheduled call failed`:`${e} scheduled calls failed`,calls:(e,t)=>t?`1 call failed`:`${e} calls failed`,messages:(e,t)=>t?`1 message failed`:`${e} messages failed`,undelivered:(e,t)=>t?`1 message was undelivered`:`${e} messages were undelivered`,phones:(e,t)=>t?`1 phone is blocked`:`${e} phones are blocked`,images:(e,t)=>t?`1 image failed`:`${e} images failed`,webhooksPaused:(e,t)=>t?`1 webhook is paused`:`${e} webhooks are paused`,webhooksOff:(e,t)=>t?`1 webhook was disabled`:`${e} webhooks were disabled`},activity:{did:{insert:`created`,update:`changed`,delete:`deleted`,restore:`restored`},sentence:(e,t,n)=>`${e} ${t} ${n}`,things:{tenants:`the workspace`,memberships:`a membership`,invitations:`an invitation`,api_keys:`an API key`,settings:`a value`,chat_endpoints:`the chat endpoint`,impersonations:`an impersonation`},a:e=>/^[aeiou]/i.test(e)?`an ${e}`:`a ${e}`,binned:`deleted`,removed:`removed`,gone:{api_keys:`revoked`,tenants:`closed`},unbinned:`restored`,by:e=>` (${e} as them)`},settings:{title:`Settings`,tabs:{general:`General`,members:`Members`,invitations:`Invitations`,"api-keys":`API keys`,webhooks:`Webhooks`,values:`Values`,audit:`Audit log`,danger:`Export and close`}},general:{title:`General`,slugChange:`Links with the old address stop working.`,factor:`Require a second factor`,factorHelp:`Members without one are asked to add one before they go on.`,factorFirst:`Add a second factor to your own account first.`,factorLink:`Set one up`,id:`Workspace id`,created:`Created`,readOnly:`Admins change these.`},members:{title:`Members`,invite:`Invite`,name:`Name`,email:`E-mail`,since:`Since`,acts:`Actions`,you:`you`,unnamed:`No name`,remove:`Remove`,leave:`Leave`,roleOf:e=>`Role of ${e}`,changed:(e,t)=>`${e}: ${t}`,removeTitle:e=>`Remove ${e}?`,removeBody:`They lose access from their next request on, and their API keys here stop. Rows they made stay.`,removed:e=>`${e} is removed`,leaveTitle:e=>`Leave ${e}?`,leaveBody:`You lose access at once. Someone has to invite you to come back.`,lastOwner:`You are the last owner. Make another member an owner first; then you can leave or take another role.`,own:`Change your own role?`,ownBody:e=>`You will be ${e} from your next request on. Someone above you has to undo it.`,ownConfirm:`Change role`},invitations:{title:`Invitations`,form:`Invite someone`,email:`E-mail`,send:`Send invitation`,sent:e=>`Invitation sent to ${e}`,pending:`Pending`,by:`Invited by`,until:`Good until`,expired:`Expired`,acts:`Actions`,resend:`Send again`,resent:e=>`Sent again to ${e}. The first link no longer works.`,withdraw:`Withdraw`,withdrawn:e=>`Invitation to ${e} withdrawn`,empty:`No invitation is pending`,emptyText:`Who was invited appears here until they accept.`,member:`This address is a member already.`},keys:{title:`API keys`,intro:`A program acts in this workspace by a key: never above its maker, and only on what its scopes name.`,create:`Create key`,make:`New API key`,name:`Name`,nameHelp:`What it is for, like “Nightly import”.`,scopes:`What it may do`,scopesHelp:`Writing doesn’t include reading.`,thing:`Things`,everything:`Everything`,read:`Read`,write:`Write`,mayRead:e=>`Read ${e}`,mayWrite:e=>`Write ${e}`,things:{"audit-log":`Audit log`,settings:`Values`,tenant:`Workspace`,analytics:`Analytics`,universities:`Universities`},none:`Choose at least one scope.`,role:`At most the role`,expires:`Ends`,ends:{7:`In 7 days`,30:`In 30 days`,90:`In 90 days`,365:`In a year`,own:`At a time I choose`},endsAt:`Ends at`,made:`Made by`,used:`Last used`,never:`Never`,prefix:`Begins with`,acts:`Actions`,revoke:`Revoke`,revokeTitle:e=>`Revoke “${e}”?`,revokeBody:`Programs that use it are refused from their next request on. A revoked key can’t come back.`,revoked:e=>`“${e}” is revoked`,empty:`No API keys`,emptyText:`Create one for a program that works with this workspace.`,secretTitle:`Copy the key now`,secretText:`This is the only time it is shown. Keep it where passwords are kept.`,secretLabel:`API key`,copy:`Copy key`,secretDone:`I have kept it`},values:{title:`Values`,intro:`Programs of this workspace keep small JSON values here, by key.`,add:`Add value`,edit:`Change value`,key:`Key`,keyHelp:`1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,keyWrong:`Use 1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,value:`Value`,valueHelp:`JSON, like 42, "text" or {"on": true}.`,valueWrong:`This isn’t JSON yet.`,changed:`Changed`,acts:`Actions`,change:`Change`,remove:`Remove`,removed:e=>`${e} is removed`,saved:e=>`${e} is saved`,exists:`This key has a value already. Change that one.`,empty:`No values`,emptyText:`Add one, or let a program set it by PUT /api/settings/<key>.`},audit:{title:`Audit log`,table:`Things`,row:`Row id`,actor:`Member`,all:`All`,filter:`Filter`,clear:`Clear`,when:`When`,who:`Who`,what:`What`,details:`Details`,detailsOf:e=>`Details: ${e}`,before:`Before`,after:`After`,field:`Field`,request:`Request id`,rowId:`Row id`,key:`API key`,job:`Job`,as:`Platform admin`,open:`Open row`,fields:e=>Ir(e,`field`,`fields`),empty:`Nothing matches`,emptyText:`Clear the filters to see everything.`,hidden:`No values are recorded for this change.`},danger:{title:`Export and close`,export:`Export`,exportText:`Each list as a file of its own. NDJSON keeps every value as it is; CSV opens in a spreadsheet.`,csv:`CSV`,ndjson:`NDJSON`,get:(e,t)=>`${e} as ${t}`,all:`Download all as NDJSON`,done:e=>`${Ir(e,`file`,`files`)} downloaded`,close:`Close this workspace`,closeText:`Its members are kept out from then on. It is removed for good after thirty days; until then the people who run this installation can open it again.`,closeButton:`Close workspace`,closeTitle:e=>`Close ${e}?`,closeBody:`Members are kept out, keys stop, calls and campaigns end.`,closed:e=>`${e} is closed`,ownersOnly:`Owners close a workspace.`,personal:`This is your personal workspace.`},create:{title:`New workspace`,text:`A workspace has members, rows and settings of its own.`,submit:`Create workspace`,nameHelp:`Like your company or your team.`},welcome:{title:`Welcome`,step:(e,t)=>`Step ${e} of ${t}`,skip:`Skip`,skipAll:`Skip all`,next:`Save and go on`,goOn:`Go on`,finish:`Go to your workspace`,you:{title:`What’s your name?`,text:`Members of your workspaces see it.`,label:`Your name`},space:{title:`Name your workspace`,text:`You can change both later.`},invite:{title:`Invite someone`,text:`They get an e-mail with a link, good for seven days.`},data:{title:`Bring in some data`,text:`Look around with samples, or start with a file of your own.`,sample:`Add sample leads`,added:`Three sample leads are there.`,import:`Import a file`,leads:[{name:`Ada Lovelace`,company:`Analytical Engines`,email:`ada@example.com`,status:`new`},{name:`Grace Hopper`,company:`Compilers & Co.`,email:`grace@example.com`,status:`contacted`},{name:`Alan Turing`,company:`Bombe Works`,email:`alan@example.com`,status:`qualified`}]},factor:{title:`Add a second factor`,text:`An app on your phone or a passkey keeps your account yours, even if the password leaks.`,act:`Set one up`,have:`You have a second factor already.`}}};function Rr({label:e,text:t,value:n,most:r}){let i=m(),a=r===null?0:r>0?Math.min(1,n/r):1;return L`<div class="meter">
<div class="meter-head"><span id=${i}>${e}</span><span class="muted small">${t}</span></div>
${r!==null&&L`<svg class="meter-bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="meter" aria-labelledby=${i}
aria-valuenow=${Math.min(n,r)} aria-valuemin="0" aria-valuemax=${r} aria-valuetext=${t}>
<rect class="meter-whole" width="100" height="6" />
<rect class=${`meter-${a>=1?`bad`:a>=.9?`warn`:`plain`}`} width=${(a*100).toFixed(1)} height="6" />
</svg>`}
</div>`}const zr=A.bulk,Br=async(e,t,n)=>n.data?.id?n:de(D(e,t)),Vr=(e,{data:t,etag:n})=>(Ce(e,t,{etag:n,quiet:!0}),t);async function Hr(e,t,n){let r=await ae(D(e,t.id),n,{ifMatch:ye(t)});return Vr(e,await Br(e,t.id,r))}async function Ur(e,t){return await me(D(e,t.id),{ifMatch:ye(t)}),Be(e,t.id),t}async function Wr(e,t){let n=await Kt({resource:e,id:t.id});return Vr(e,await Br(e,t.id,n))}function Gr(e){return e.status===412?zr.conflict:e.status===404?zr.gone:e.errors?.map(({message:e})=>e).join(` `)||e.detail||e.title||A.failed}async function Kr(e,t,n){let i=(await T(t,n)).filter(({ok:e})=>e).length;Oe(e),r(zr.undone(i),{tone:`good`}),i<t.length&&r(zr.undoFailed(t.length-i),{tone:`warn`})}const qr=A.bulk,Jr=e=>e===``||e==null,Yr=(e,t)=>e.kind===`boolean`?t===!0:Jr(t)?null:e.kind===`integer`&&typeof t==`string`?Number(t):t;function Xr({resource:e,fields:t,rows:n,onApply:r,onClose:i}){let a=m(),[o,s]=M(``),[c,l]=M(null),[u,d]=M(null),f=t.find(e=>e.name===o),p=e=>{s(e),l(null),d(null)},h=()=>{if(!f)return d(A.required);let e=Yr(f,c),t=e===null&&(f.required||f.nullable===!1)?A.required:Tt(f,e);return d(t??null),t?void 0:r(f,e)},g=e.labels[n.length===1?0:1],_=L`<${b} tone="quiet" onClick=${i}>${A.cancel}<//>
<${b} tone="primary" type="submit" form=${a} disabled=${!f}>${qr.apply(n.length)}<//>`;return L`<${v} open title=${qr.title(n.length,g)} onClose=${i} actions=${_}>
<${at} id=${a} onSubmit=${h}>
<${y} name="bulk-field" label=${qr.field}>
${e=>L`<${Me} ...${e} value=${o} onChange=${p} empty=${qr.pick}
options=${t.map(e=>({value:e.name,label:e.label}))} />`}
<//>
${f&&L`<${y} key=${f.name} name=${f.name} label=${f.label} help=${f.help} error=${u} optional=${!f.required}>
${e=>L`<${Ie} field=${f} control=${e} value=${c} onChange=${l} />`}
<//>`}
<//>
<//>`}const Zr=A.bulk;function Qr({resource:e,report:t,onClose:n}){let r=t.outcomes.filter(e=>e.ok).length,i=[...t.outcomes].sort((e,t)=>Number(e.ok)-Number(t.ok)),a=L`${t.retry&&L`<${b} onClick=${t.retry}>${Zr.again}<//>`}
<${b} tone="primary" onClick=${n}>${Zr.done}<//>`;return L`<${v} open title=${Zr.report(r,t.outcomes.length)} onClose=${n} actions=${a}>
<div class="bulk-report">
<table class="plain-table">
<thead><tr><th scope="col">${Zr.row}</th><th scope="col">${Zr.outcome}</th></tr></thead>
<tbody>${i.map(({item:t,ok:n,problem:r})=>L`<tr key=${t.id}>
<th scope="row"><a href=${F(e,t.id)}>${ue(e,t)??t.id.slice(0,8)}</a></th>
<td>${n?L`<${ke} tone="good">${Zr.ok}<//>`:L`<span class="bulk-wrong">${Gr(r)}</span>`}</td>
</tr>`)}</tbody>
</table>
</div>
<//>`}var $r=/* @__PURE__ */ e({BulkBar:()=>ni});const J=A.bulk,ei=e=>e.fields.filter(e=>!e.readOnly&&!e.createOnly&&!e.writeOnly&&![`secret`,`json`].includes(e.kind)),ti=(e,t)=>e.labels[t===1?0:1];function ni({resource:e,rows:t,onDone:n}){let[i,a]=M(null),[o,s]=M(null),[c,l]=M(null);if(!t.length&&!o&&!c&&!i)return null;let u=t.length>0&&t.every(e=>e.deleted_at),d=t.length>100,f=async(t,i,{said:a,back:o,again:c})=>{s({done:0,all:t.length});let u=await T(t,i,{onDone:e=>s({done:e,all:t.length})});s(null);let d=u.filter(({ok:e})=>e),f=o&&d.length>0?{label:A.undo,run:()=>Kr(e,d,o)}:void 0;if(d.length>0&&r(a(d.length,ti(e,d.length)),{tone:`good`,action:f}),d.length===t.length)return n();let p=u.filter(({ok:e,problem:t})=>!e&&t.status!==404&&t.status!==412).map(({item:e})=>e);return l({outcomes:u,retry:p.length>0?()=>c(p):null})},p=(t,n,r)=>(a(null),l(null),f(t,t=>Hr(e,t,{[n.name]:r}),{said:J.changed,back:({item:t,value:r})=>Hr(e,r,{[n.name]:t[n.name]??null}),again:e=>p(e,n,r)})),m=async t=>{l(null);let n=!!e.operations.restore,r={title:J.forever.title(t.length,ti(e,t.length)),body:J.forever.body,confirm:J.forever.confirm};if(!n&&!await z({...r,tone:`danger`}))return;let i=n?({item:t})=>Wr(e,t):null;await f(t,t=>Ur(e,t),{said:n?J.deleted:J.removed,back:i,again:m})},h=t=>(l(null),f(t,t=>Wr(e,t),{said:J.restored,back:({value:t})=>Ur(e,t),again:h})),g=()=>{l(null),n()},_=d||o!==null;return L`<div class="bulk-bar" role="region" aria-label=${J.bar}>
<p class="bulk-count" aria-live="polite">${o?J.working(o.done,o.all):J.selected(t.length)}</p>
${o&&L`<progress class="progress" max=${o.all} value=${o.done} aria-label=${J.working(o.done,o.all)} />`}
${d&&L`<p class="small">${J.tooMany(100)}</p>`}
<div class="row">
${u&&e.operations.restore&&e.canDelete()&&L`<${b} icon="rotate-ccw" disabled=${_} onClick=${()=>h(t)}>${J.restore}<//>`}
${!u&&e.operations.change&&e.canChange()&&ei(e).length>0&&L`<${b} icon="pencil" disabled=${_}
onClick=${()=>a(t)}>${J.change}<//>`}
${!u&&e.canDelete()&&L`<${b} icon="trash-2" disabled=${_} onClick=${()=>m(t)}>${J.delete}<//>`}
<${b} tone="quiet" icon="x" label=${J.clear} disabled=${o!==null} onClick=${n} />
</div>
${i&&L`<${Xr} resource=${e} fields=${ei(e)} rows=${i} onClose=${()=>a(null)}
onApply=${(e,t)=>p(i,e,t)} />`}
${c&&L`<${Qr} resource=${e} report=${c} onClose=${g} />`}
</div>`}var ri=/* @__PURE__ */ e({DisplayChoices:()=>ci});const ii=A.display,ai=[`comfortable`,`compact`],oi=e=>he(e).catch(Yt);function si(e,t){oi(({columns:n,...r})=>{let{[e]:i,...a}=n??{};return{...r,columns:t?{...a,[e]:t}:a}})}function ci({resource:e}){let{density:t=ai[0]}=j.value,n=m(),r=N(null);i(()=>r.current?.querySelector(`input:checked`)?.focus(),[]);let a=Le(e),o=j.value.columns?.[e.plural]||t!==ai[0],s=Pe(e),c=(t,n)=>si(e.plural,s.filter(e=>e===t?n:a.includes(e)));return L`<div class="stack stack-4" ref=${r}>
<fieldset class="display-set"><legend>${ii.density}</legend>
${ai.map(e=>L`<label key=${e} class="check"><input type="radio" name=${n} checked=${t===e}
onChange=${()=>oi(t=>({...t,density:e}))} /><span>${ii.densities[e]}</span></label>`)}
</fieldset>
<fieldset class="display-set display-columns"><legend>${ii.columns}</legend>
<div>${s.map((t,n)=>L`<${lt} key=${t} label=${Ge(e,t).label} value=${n===0||a.includes(t)} disabled=${n===0}
onChange=${e=>c(t,e)} />`)}</div>
</fieldset>
<div><${b} size="small" tone="quiet" icon="rotate-ccw" disabled=${!o} onClick=${()=>{si(e.plural,null),oi(({density:e,...t})=>t)}}>${ii.reset}<//></div>
</div>`}var li=/* @__PURE__ */ e({History:()=>_i});const Y=A.history,ui=[`id`,`tenant_id`,`owner_id`,`version`,`created_at`,`updated_at`],di=(e,t)=>Object.entries(t.fields).filter(([n,r])=>!ui.includes(n)&&(t.operation===`update`||r!==null)&&n!==`deleted_at`&&e.field(n));function fi({operation:e,fields:t}){let n=e===`update`?t.deleted_at:null;return Array.isArray(n)?n[1]===null?Y.restored:Y.trashed:Y[e]??e}function pi(e,t){if(t.operation!==`update`||!e.operations.change||!e.canChange())return null;let n=Object.entries(t.fields).filter(([t,n])=>{let r=e.field(t);return Array.isArray(n)&&r&&!r.readOnly&&!r.writeOnly&&!r.createOnly&&r.kind!==`secret`});return n.length?Object.fromEntries(n):null}function mi({change:e}){return e.job?L`<span>${Y.job(e.job)}</span>`:e.actor_id?L`<span>${e.api_key_id?Y.key:Y.by} <${vt} id=${e.actor_id} /></span>`:L`<span>${Y.by} ${Y.server}</span>`}function hi({resource:e,name:t,value:n,update:r}){let i=e.field(t),a=e=>e==null||e===``?L`<span class="muted">${Y.nothing}</span>`:L`<${Ae} field=${i} row=${{[t]:e}} />`;return L`<div class="history-line"><dt>${i.label}</dt>
<dd>${r?L`<span class="history-before">${a(n[0])}</span><span class="muted" aria-hidden="true"> → </span>
<span class="visually-hidden">${Y.to}</span><span>${a(n[1])}</span>`:a(n)}</dd></div>`}function gi({resource:e,change:t,busy:n,onRevert:r}){let i=di(e,t),a=pi(e,t);return L`<li class="history-change">
<div class="row"><strong>${fi(t)}</strong> <${mi} change=${t} />
<span class="muted small"><${De} value=${t.changed_at} /></span>
${a&&L`<${b} size="small" tone="quiet" icon="rotate-ccw" busy=${n} onClick=${()=>r(a)}>${Y.revert}<//>`}
</div>
${i.length>0&&t.operation!==`delete`&&L`<dl class="history-fields">
${i.map(([n,r])=>L`<${hi} key=${n} resource=${e} name=${n} value=${r}
update=${t.operation===`update`&&Array.isArray(r)} />`)}
</dl>`}
</li>`}function _i({resource:e,id:t}){return x(`admin`)?L`<${vi} key=${t} resource=${e} id=${t} />`:null}function vi({resource:e,id:t}){let n=st(`/api/audit-log`,{table:e.plural.replaceAll(`-`,`_`),row_id:t}),[i,a]=M(!1),o=async(r,i)=>{let a=await ae(D(e,t),r,{ifMatch:i}),{data:o,etag:s}=a.data?.id?a:await de(D(e,t));return Ce(e,o,{etag:s}),await n.reload(),s},s=async n=>{a(!0);try{let{data:i,etag:a}=await de(D(e,t)),s=Object.keys(n),l=Object.fromEntries(s.map(e=>[e,n[e][0]]));if(s.every(e=>q(i[e]??null,l[e]??null)))return r(Y.same);let u=s.filter(e=>!q(i[e]??null,n[e][1]??null)),d=Y.revertBody(u.map(t=>e.field(t).label));if(u.length&&!await z({title:Y.revertTitle,body:d,confirm:Y.revert}))return;let f=await o(l,a),p=Object.fromEntries(s.map(e=>[e,i[e]??null]));return r(Y.reverted,{tone:`good`,action:{label:A.undo,run:()=>o(p,f).catch(c)}})}catch(e){return c(e)}finally{a(!1)}},c=e=>r(e.status===412?Y.conflict:e.detail??A.failed,{tone:`bad`});return L`<${h}>
${n.problem&&L`<${Ne} problem=${n.problem} onRetry=${n.reload} />`}
${!n.rows&&!n.problem&&L`<${u} lines=${3} />`}
${n.rows?.length===0&&L`<p class="muted">${Y.empty}</p>`}
${n.rows?.length>0&&L`<ol class="history">${n.rows.map((t,n)=>L`<${gi} key=${`${t.changed_at} ${n}`}
resource=${e} change=${t} busy=${i} onRevert=${s} />`)}</ol>`}
<${Ee} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<//>`}const yi=[`id`,`owner_id`,`version`,`created_at`,`updated_at`,`deleted_at`],bi=e=>G(e).replace(/[^\p{L}\p{N}]+/gu,` `).trim(),xi=e=>e.fields.filter(e=>!e.readOnly&&!yi.includes(e.name));function Si(e,t){let n=/* @__PURE__ */ new Set,r={},i=({name:e})=>t=>G(t.name)===G(e),a=({name:e})=>t=>[t.name,t.label].some(t=>bi(t)===bi(e));for(let o of[i,a])for(let i of e){if(r[i.name])continue;let e=t.find(e=>!n.has(e.name)&&o(i)(e));r[i.name]=e?.name??null,e&&n.add(e.name)}return r}function Ci(e,t){let n=Object.entries(e).filter(([e,n])=>n?G(e)!==n:!(yi.includes(G(e))||t.some(t=>t.name===G(e)&&t.readOnly)));return n.length?JSON.stringify(Object.fromEntries(n)):void 0}function wi(e){let t=Object.values(e).filter(Boolean);return[...new Set(t.filter((e,n)=>t.indexOf(e)!==n))]}async function Ti(e){let t=new Uint8Array(await e.slice(0,3).arrayBuffer());if(t[0]===255&&t[1]===254||t[0]===254&&t[1]===255)return`utf-16`;let n=new TextDecoder(`utf-8`,{fatal:!0}),r=e.stream().getReader();try{for(;;){let{done:e,value:t}=await r.read();if(e)break;n.decode(t,{stream:!0})}return n.decode(),`utf-8`}catch{return`windows-1252`}finally{r.cancel().catch(()=>{})}}async function Ei(e,t){let n=await e.arrayBuffer(),r=new Uint8Array(n.slice(0,1))[0]===254;return new TextDecoder(t===`utf-16`?r?`utf-16be`:`utf-16le`:t).decode(n)}function Di(e){let t=/* @__PURE__ */ new Map;for(let n of e)try{for(let[e,r]of Object.entries(JSON.parse(n)))t.has(e)||t.set(e,[]),r!==null&&t.get(e).push(typeof r==`string`?r:JSON.stringify(r))}catch{}return[...t].map(([e,t])=>({name:e,examples:t.slice(0,3)}))}async function Oi(e,t,n){n??=await Ti(e);let r=await Ei(e.slice(0,262144),n);if(r.includes(`\0`))throw TypeError(`not a text`);let i=/\.(ndjson|jsonl)$/i.test(e.name)||/^\s*\{/.test(r)?`ndjson`:`csv`;if(i===`ndjson`){let t=r.split(/\r\n|\r|\n/).filter(e=>e.trim()).slice(0,20);return{file:e,format:i,charset:n,separator:``,columns:Di(t)}}let{separator:a,text:o}=mt(r,t),[s=[],...c]=pt(o,a,40),l=c.filter(ht),u=s.map((e,t)=>({name:e.trim(),examples:l.map(e=>e[t]??``).filter(e=>e.trim()).slice(0,3)}));return{file:e,format:i,charset:n,separator:a,columns:u.filter(({name:e})=>G(e))}}async function ki(e,t,n,r){let i=await Ei(e.file,e.charset),a=e.file.name.replace(/\.[^.]*$/,``)||`rows`,o=e=>e.filter((e,n)=>t.has(n+1));if(e.format===`ndjson`){let e=o(i.split(/\r\n|\r|\n/).filter(e=>e.trim()));return{name:`${a}-failed.ndjson`,blob:new Blob([`${e.join(`
`)}\n`],{type:`application/x-ndjson`})}}let{separator:s,text:c}=mt(i,n),[l=[],...u]=pt(c,s),d=l.findIndex(e=>G(e)===r),f=e=>l.map((t,n)=>e[n]??``).filter((e,t)=>t!==d),p=u.filter(ht).flatMap((e,n)=>t.has(n+1)?[[...f(e),t.get(n+1)]]:[]),m=_t([[...f(l),r],...p],s);return{name:`${a}-failed.csv`,blob:new Blob([`\ufeff${m}`],{type:`text/csv;charset=utf-8`})}}const X=A.import,Ai=[`rows_read`,`imported`,`updated`,`skipped`,`failed`];function ji({title:e,resource:t,sheet:n,report:r,known:i}){let a=Ai.filter(e=>r[e]>0||[`rows_read`,`imported`,`failed`].includes(e));return L`<${W} title=${e}>
<dl class="import-counts">${a.map(e=>L`<div key=${e} class=${e===`failed`&&r.failed>0?`import-bad`:``}>
<dt>${X.counts[e]}</dt><dd>${r[e].toLocaleString()}</dd></div>`)}</dl>
${r.errors.length>0&&L`<${Mi} resource=${t} sheet=${n} report=${r} known=${i} />`}
<//>`}function Mi({resource:e,sheet:t,report:n,known:i}){let[a,o]=M(!1),s=+(t.format===`csv`),c=t=>e.field(t)?.label??t,l=({field:e,message:t})=>e?`${c(e)}: ${t}`:t;return L`<div class="stack stack-3">
<h3>${X.errors}</h3>
${n.errors.length>=100&&L`<${O} tone="info">${X.errorsFirst(100)}<//>`}
<div class="import-errors" role="region" aria-label=${X.errors} tabindex="0">
<table class="plain-table">
<thead><tr><th scope="col" class="number">${X.row}</th><th scope="col">${X.wrong}</th></tr></thead>
<tbody>${n.errors.map((e,t)=>L`<tr key=${t}><td class="number">${(e.row+s).toLocaleString()}</td><td>${l(e)}</td></tr>`)}</tbody>
</table>
</div>
<div class="row"><${b} icon="download" busy=${a} onClick=${async()=>{o(!0);try{let e=/* @__PURE__ */ new Map;for(let t of n.errors)e.set(t.row,[e.get(t.row),l(t)].filter(Boolean).join(`; `));let{name:r,blob:a}=await ki(t,e,i,X.errorColumn);we(r,a)}catch{r(A.failed,{tone:`bad`})}finally{o(!1)}}}>${X.download}<//><span class="small muted">${X.downloadHelp}</span></div>
</div>`}const Ni=A.import;function Pi({resource:e,sheet:t,report:n,known:r,onAgain:a}){let o=N(null);return i(()=>o.current?.focus(),[]),L`<div class="stack stack-5">
<div ref=${o} tabindex="-1" role="status">${n.failed>0&&L`<p>${Ni.doneFailed(n.failed)}</p>`}</div>
<${ji} title=${Ni.doneTitle(n.imported+n.updated)} resource=${e} sheet=${t} report=${n} known=${r} />
<div class="row">
<${b} tone="primary" href=${F(e)}>${Ni.open(e.labels[1])}<//>
<${b} icon="upload" onClick=${a}>${Ni.more}<//>
</div>
</div>`}const Fi=A.import;function Ii({sheet:e,fields:t,map:n,onChange:r,disabled:i=!1}){let a=m(),o=t.map(e=>({value:e.name,label:e.required?`${e.label} *`:e.label}));return L`<div class="stack stack-3">
<p class="muted">${Fi.columnsHelp}</p>
<table class="plain-table import-columns">
<thead><tr><th scope="col">${Fi.column}</th><th scope="col">${Fi.example}</th><th scope="col">${Fi.field}</th></tr></thead>
<tbody>${e.columns.map(({name:e,examples:t},s)=>L`<tr key=${e}>
<th scope="row" id=${`${a}-${s}`}>${e}</th>
<td class="muted small">${t.join(` · `).slice(0,120)}</td>
<td><${Me} value=${n[e]??``} options=${o} empty=${Fi.skip} disabled=${i} aria-labelledby=${`${a}-${s}`}
onChange=${t=>r({...n,[e]:t||null})} /></td>
</tr>`)}</tbody>
</table>
</div>`}const Z=A.import;function Li({fields:e,sheet:t,how:n,onChange:r,onCharset:i,disabled:a=!1}){let o=e.filter(e=>e.kind===`email`).map(e=>({value:e.name,label:e.label})),s=Object.entries(Z.charsets).map(([e,t])=>({value:e,label:t}));return L`<${W} title=${Z.options}>
<div class="import-options">
${o.length>0&&L`<${y} name="unique_by" label=${Z.unique} required=${!1}>
${e=>L`<${Me} ...${e} value=${n.unique} options=${o} empty=${Z.uniqueNone} disabled=${a}
onChange=${e=>r({...n,unique:e})} />`}
<//>`}
${n.unique&&L`<${y} name="existing" label=${Z.existing} required=${!1}>
${e=>L`<${Me} ...${e} value=${n.existing} disabled=${a}
options=${[{value:`skip`,label:Z.existingSkip},{value:`update`,label:Z.existingUpdate}]}
onChange=${e=>r({...n,existing:e})} />`}
<//>`}
<${y} name="charset" label=${Z.charset} required=${!1}>
${e=>L`<${Me} ...${e} value=${t.charset} options=${s} disabled=${a} onChange=${i} />`}
<//>
</div>
<//>`}const Ri=A.import,zi={busy:!1,share:0,keyed:!1,problem:null},Bi={csv:`text/csv`,ndjson:`application/x-ndjson`};function Vi(e,t){if(t.code===`import_in_progress`)return Ri.busy;let n=t=>e.field(t)?.label??t;return(t.errors??[]).map(({field:e,message:t})=>e?`${n(e)}: ${t}`:t).join(` `)||t.detail||A.failed}function Hi(e){let[t,n]=M(zi),r=N(null),a=N(null);i(()=>t.busy?ge(()=>z({...Ri.leave,tone:`danger`})):void 0,[t.busy]),i(()=>()=>a.current?.abort(),[]);let o=async(t,i,{keyed:o=!1}={})=>{let s=JSON.stringify([t.file.name,t.file.size,t.file.lastModified,t.charset,i]);o&&r.current?.wanted!==s&&(r.current={wanted:s,key:Se()});let c=new AbortController;a.current=c,n({...zi,busy:!0,keyed:o});try{let a=await Ue(e.operations.import.path,{query:i,file:t.file,type:`${Bi[t.format]}; charset=${t.charset}`,key:o?r.current.key:void 0,signal:c.signal,probe:ne(e),onProgress:e=>n(t=>({...t,share:e}))});return o&&(r.current=null,Oe(e)),n(zi),a}catch(t){return t.status>=400&&t.status<500&&t.code!==`in_progress`&&(r.current=null),n({...zi,problem:t.name===`AbortError`?null:Vi(e,t)}),null}};return{...t,run:o,stop:()=>a.current?.abort(),clear:()=>n(e=>e.busy?e:zi)}}const Q=A.import;function Ui({resource:e,fields:t,plan:n,known:r,onDone:a,onCharset:o,onAgain:s}){let{sheet:c}=n,[l,u]=M(n.map),[d,f]=M({unique:``,existing:`skip`}),[p,m]=M(null),h=Hi(e),g=N(null),_=Object.values(l),v=t.filter(e=>e.required&&e.default===void 0&&!_.includes(e.name)),y=wi(l).map(e=>t.find(t=>t.name===e)?.label??e),x=v.length===0&&y.length===0&&_.some(Boolean),S=t=>({mode:t,columns:Ci(l,e.fields),unique_by:d.unique||void 0,existing:d.unique?d.existing:void 0}),ee=async()=>{m(null);let e=await h.run(c,S(`check`));e&&m(e)},C=async()=>{let e=await h.run(c,S(`valid`),{keyed:!0});e&&a(e)};i(()=>void(x&&ee()),[]),i(()=>void(p&&g.current?.focus({preventScroll:!1})),[p]);let w=e=>t=>{e(t),m(null),h.clear()},te=p?p.imported+p.updated:0;return L`<div class="stack stack-5">
<${W} title=${c.file.name} actions=${L`<${b} size="small" disabled=${h.busy} onClick=${s}>${Q.another}<//>`}>
<${Ii} sheet=${c} fields=${t} map=${l} onChange=${w(u)} disabled=${h.busy} />
${v.length>0&&L`<${O} tone="warn">${Q.missing(v.map(e=>e.label))}<//>`}
${y.map(e=>L`<${O} key=${e} tone="warn">${Q.twice(e)}<//>`)}
<//>
<${Li} fields=${t} sheet=${c} how=${d} onChange=${w(f)} onCharset=${o} disabled=${h.busy} />
<div class="stack stack-3" aria-live="polite">
${h.busy&&L`<${Wi} share=${h.share} keyed=${h.keyed} onStop=${h.stop} />`}
${h.problem&&L`<${O} tone="bad" onClose=${h.clear}>${h.problem}<//>`}
</div>
${p&&L`<div ref=${g} tabindex="-1">
<${ji} title=${Q.checked} sheet=${c} report=${p} known=${r} resource=${e} />
${te===0&&L`<p class="muted">${Q.nothing}</p>`}
</div>`}
<div class="row">
${p?L`<${b} tone="primary" icon="upload" busy=${h.busy} disabled=${te===0} onClick=${C}>${Q.start(te)}<//>`:L`<${b} tone="primary" busy=${h.busy} disabled=${!x} onClick=${ee}>${Q.check}<//>`}
</div>
</div>`}function Wi({share:e,keyed:t,onStop:n}){let r=e>=1,i=r?t?Q.storing:Q.checking:Q.uploading(Math.floor(e*100));return L`<div class="import-progress">
<p id="import-progress">${i}</p>
<div class="row"><progress class="progress grow" max="1" value=${r?void 0:e} aria-labelledby="import-progress" />
${!(r&&t)&&L`<${b} size="small" onClick=${n}>${A.cancel}<//>`}</div>
</div>`}var Gi=/* @__PURE__ */ e({default:()=>Ki});const $=A.import;function Ki({params:e}){let t=c(e.things),n=t?.operations.import&&S()&&t.canCreate(),r=t?[{label:t.labels[1],href:F(t)}]:[];return L`<${d} title=${t?$.title(t.labels[1]):$.crumb} crumbs=${r}>
${n?L`<${qi} key=${t.plural} resource=${t} />`:L`<${s} icon="upload" title=${$.closed}>${$.closedText}<//>`}
<//>`}function qi({resource:e}){let[t,n]=M(null),[r,i]=M(null),[a,o]=M(null),s=xi(e),c=t=>e.fields.some(e=>G(e.name)===t||G(e.label)===t),l=async(e,t)=>{if(o(null),e.size===0)return o($.empty);try{let r=await Oi(e,c,t);return r.columns.length?n({sheet:r,map:Si(r.columns,s),at:Date.now()}):o($.notText)}catch{return o($.notText)}},u=()=>{n(null),i(null)};return r?L`<${Pi} resource=${e} sheet=${t.sheet} report=${r} known=${c} onAgain=${u} />`:t?L`<${Ui} key=${t.at} resource=${e} fields=${s} plan=${t} known=${c} onDone=${i}
onCharset=${e=>l(t.sheet.file,e)} onAgain=${u} />`:L`<${W}>
${a&&L`<${O} tone="bad">${a}<//>`}
<${Pn} accept=".csv,.tsv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson" label=${$.drop} help=${$.dropHelp} onFile=${e=>l(e)} />
<//>`}export{Nt as A,pn as C,Zt as D,Yt as E,lt as F,W as I,ct as L,Pt as M,vt as N,qt as O,_t as P,st as R,yn as S,on as T,Nn as _,Lr as a,An as b,Or as c,dr as d,Qn as f,Pn as g,Fn as h,Rr as i,At as j,Jt as k,Er as l,Bn as m,ri as n,Pr as o,Xn as p,$r as r,jr as s,Gi as t,yr as u,jn as v,fn as w,On as x,kn as y,ot as z};