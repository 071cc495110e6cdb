import{t as e}from"./rolldown-runtime.js";import{At as t,B as n,Ct as r,D as i,Dt as a,Et as o,F as s,H as c,I as l,J as u,K as d,L as f,M as p,O as m,Ot as h,P as g,Q as _,R as v,S as y,Tt as b,U as x,V as S,W as C,X as ee,Y as w,_ as T,_t as te,a as E,at as ne,b as D,c as re,ct as ie,d as O,dt as k,et as A,f as j,g as ae,h as M,ht as oe,i as se,kt as ce,l as le,lt as ue,m as N,mt as P,n as de,nt as fe,o as pe,ot as F,p as me,pt as he,r as ge,s as _e,st as ve,t as ye,tt as be,u as xe,ut as Se,v as I,vt as Ce,y as L,yt as R,z}from"./main.js";import{A as we,C as Te,D as B,E as Ee,F as De,I as Oe,M as ke,N as Ae,P as je,S as Me,_ as Ne,a as Pe,b as Fe,f as Ie,g as Le,h as Re,i as ze,j as Be,o as Ve,p as He,s as Ue,t as We,v as Ge,y as Ke}from"./lists.js";import{_ as qe,a as Je,c as Ye,d as Xe,f as V,h as Ze,i as Qe,l as $e,m as et,n as tt,o as nt,p as rt,r as it,s as at,u as H,v as ot,y as U}from"./sign-in.js";const st={title:`Account`,tabs:{profile:`Profile`,security:`Security`,sessions:`Devices`,history:`History`},save:`Save`,cancel:`Cancel`,remove:`Remove`,done:`Done`,retry:`Try again`,saved:`Saved`,required:`Fill this in.`,acting:`You act as this person. Their account is theirs to change.`,profile:{about:`About you`,name:`Name`,home:`Home workspace`,homeHelp:`It opens when you sign in.`,email:`E-mail address`,phone:`Phone number`,none:`None yet`,verified:`Confirmed`,unverified:`To be confirmed`,unverifiedText:`Open the link in our e-mail to confirm this address.`,resend:`Send the e-mail again`,resent:`The e-mail is on its way.`,mailbox:`Open the mailbox`,change:`Change address`,add:`Add address`,newEmail:`New e-mail address`,newEmailHelp:`We send a link there. Your address changes when it is opened.`,send:`Send link`,sent:e=>`We sent a link to ${e}. Your address changes when it is opened.`,guard:{title:`Leave without saving?`,body:`What you changed here is lost.`,confirm:`Leave`}},password:{title:`Password`,current:`Current password`,new:`New password`,newHelp:`At least 8 characters.`,short:`Use at least 8 characters.`,others:`A new password signs out your other devices.`,keys:`Also revoke my API keys`,keysHelp:`Programs that use them stop working.`,submit:`Change password`,changed:`Password changed. Your other devices are signed out.`,wrong:`This isn’t your current password.`,forgot:`Without a password yet, or forgot it? We send a link to choose one.`,sendLink:`Send link`,linkSent:e=>`We sent a link to ${e}.`},totp:{title:`Authenticator app`,on:`On`,off:`Off`,intro:`An app on your phone shows a new code every 30 seconds. You enter one when you sign in.`,setUp:`Set up`,scan:`Scan this with your app, then enter the code it shows.`,qr:`QR code for your authenticator app`,type:`Or type this secret into the app:`,secret:`Secret`,copySecret:`Copy secret`,open:`Open in an app on this device`,code:`Code from the app`,confirm:`Turn on`,codeWrong:`This code is wrong or was used before. Enter the next one.`,enabled:`Authenticator app is on. Your other devices are signed out.`,disable:`Turn off`,disableTitle:`Turn off the authenticator app`,disableText:`Your other devices are signed out.`,proof:`Code from the app, or a recovery code`,disabled:`Authenticator app is off.`,wait:e=>`Too many tries. Try again in ${e}.`},recovery:{title:`Recovery codes`,intro:`Each code signs you in once when your phone or passkey is gone. Keep them where only you find them.`,needFactor:`You get recovery codes with your first authenticator app or passkey.`,renew:`Make new codes`,renewTitle:`Make new recovery codes?`,renewBody:`The codes you have now stop working.`,dialog:`Your recovery codes`,once:`They are shown this once. Copy or download them now.`,copy:`Copy codes`,download:`Download codes`,file:`recovery-codes.txt`,kept:`I saved them`},passkeys:{title:`Passkeys`,intro:`Sign in by fingerprint, face or the lock of your device.`,empty:`No passkeys yet.`,name:`Name`,nameHelp:`So that you know it again, like “Work laptop”.`,add:`Add passkey`,create:`Create passkey`,added:e=>`${e} is added. Your other devices are signed out.`,removeTitle:e=>`Remove ${e}?`,removeBody:`You can no longer sign in by it. Your other devices are signed out.`,removed:e=>`${e} is removed.`,made:`Added`,used:`Last used`,never:`Never`,actions:`Actions`,address:`Passkeys need a name as address. Open this page at localhost.`,open:`Open at localhost`,failed:`This passkey was left out. Try again, or use another device.`},sessions:{title:`Signed-in devices`,intro:`End the ones you don’t know, then change your password.`,device:`Device`,current:`This device`,from:`Address`,signedIn:`Signed in`,seen:`Last seen`,ends:`Ends`,actions:`Actions`,end:`Sign out`,ended:`The device is signed out.`,all:`Sign out everywhere`,allTitle:`Sign out everywhere?`,allBody:`All your devices are signed out, this one too.`,unknown:`Unknown device`},history:{title:`Sign-ins and changes`,intro:`What happened to your account, newest first.`,when:`When`,what:`What`,result:`Result`,from:`Address`,server:`On the server`,done:`Done`,refused:`Refused`,empty:`Nothing has happened yet.`,kinds:{authn_login_success:`Signed in`,authn_login_fail:`Sign-in attempt`,authn_login_lock:`Sign-in locked for a while`,authn_password_success:`Password was right`,authn_mfa_success:`Second factor was right`,authn_mfa_fail:`Second factor was wrong`,authn_mfa_lock:`Second factor locked for a while`,authn_mfa_enrolled:`Authenticator app begun`,authn_mfa_added:`Second factor added`,authn_mfa_removed:`Second factor removed`,authn_mfa_recovery_codes_made:`Recovery codes made`,session_created:`Session begun`,session_ended:`Session ended`,session_renewed:`Session renewed`,authn_token_reuse:`Old token used again`,authn_token_revoked:`Token revoked`,authn_token_created:`Token made`,user_created:`Account made`,user_updated:`Account changed`,user_disabled:`Account disabled`,user_enabled:`Account enabled`,privilege_permissions_changed:`Rights changed`,authz_fail:`Access refused`,authn_impersonation_begun:`A platform admin began to act as you`,authn_impersonation_ended:`A platform admin stopped acting as you`,authn_password_change:`Password changed`,authn_password_change_fail:`Password change attempt`}}};function ct(e,t={}){let[n,i]=h({rows:null,problem:null,busy:!1,cursor:null}),s=o(0),c=JSON.stringify(t),l=a(async(t,n)=>{if(!e)return;let r=++s.current;i(e=>({...e,busy:!0,problem:null}));try{let{data:a}=await k(e,{query:{limit:50,...JSON.parse(c),cursor:t}});if(r!==s.current)return;i({rows:[...n,...a.items],problem:null,busy:!1,cursor:a.next_cursor??null})}catch(e){r===s.current&&i(t=>({...t,busy:!1,problem:e}))}},[e,c]);r(()=>(i({rows:null,problem:null,busy:!1,cursor:null}),l(void 0,[]),()=>s.current++),[l]);let u=a(e=>i(t=>({...t,rows:e(t.rows??[])})),[]);return{...n,more:()=>l(n.cursor,n.rows??[]),reload:()=>l(void 0,[]),setRows:u}}function lt({items:e,label:t=C.tabs.label}){let n=o(null),i=e.findIndex(e=>e?.current);return r(()=>{let e=n.current?.querySelector(`[aria-current]`);e&&(n.current.scrollLeft=e.offsetLeft-n.current.offsetLeft-(n.current.clientWidth-e.offsetWidth)/2)},[i]),R`<nav class="tabs" ref=${n} aria-label=${t}><ul>
${e.filter(Boolean).map(e=>R`<li key=${e.href}>
<a href=${e.href} aria-current=${e.current?`page`:void 0}>${e.label}</a></li>`)}
</ul></nav>`}function W({title:e,actions:t,footer:n,class:r=``,children:i}){let a=b();return R`<section class=${`card ${r}`} aria-labelledby=${e?a:void 0}>
${(e||t)&&R`<header class="card-head">
${e&&R`<h2 id=${a}>${e}</h2>`}
${t&&R`<div class="card-actions">${t}</div>`}
</header>`}
<div class="card-body stack">${i}</div>
${n&&R`<footer class="card-foot">${n}</footer>`}
</section>`}function ut({value:e,onChange:t,label:r,"aria-required":i,class:a=``,...o}){let s=n(r);return R`<label class=${`check ${a}`}>
<input class="checkbox" type="checkbox" ...${o} checked=${e===!0}
onChange=${e=>t?.(e.currentTarget.checked)} />
${s&&R`<span>${s}</span>`}
</label>`}const dt=[`,`,`;`,`	`,`|`],ft=/^[\s\p{C}\p{Z}]+|[\s\p{C}\p{Z}]+$/gu,pt=e=>e.replace(ft,``),G=e=>pt(e).normalize(`NFC`).toLowerCase();function mt(e,t,n=1/0){let r=[],i=[],a=``,o=!1,s=0,c=()=>{i.push(a),r.push(i),i=[],a=``};for(;s<e.length&&r.length<n;s+=1){let n=e[s];o?n===`"`?e[s+1]===`"`?a+=e[s+=1]:o=!1:a+=n:n===`"`&&pt(a)===``?(a=``,o=!0):n===t?(i.push(a),a=``):n===`
`||n===`\r`?(n===`\r`&&e[s+1]===`
`&&(s+=1),c()):a+=n}return r.length<n&&(a!==``||i.length>0)&&c(),r}function ht(e,t){let n=/^sep=(.)(\r\n|\r|\n)/i.exec(e);if(n)return{separator:n[1],text:e.slice(n[0].length)};let r={separator:`,`,score:-1};for(let n of dt){let i=mt(e,n,1)[0]??[],a=i.filter(e=>t(G(e))).length+Math.min(i.length,99)/100;a>r.score&&(r={separator:n,score:a})}return{separator:r.separator,text:e}}const gt=e=>e.some(e=>pt(e)!==``),_t=(e,t)=>/["\r\n]/.test(e)||e.includes(t)||e!==e.trim()?`"${e.replaceAll(`"`,`""`)}"`:e,vt=(e,t=`,`)=>e.map(e=>`${e.map(e=>_t(e,t)).join(t)}\r\n`).join(``),K=B.wrong,yt=/* @__PURE__ */ new Map;function bt(e){if(!yt.has(e)){let t=null;try{t=new RegExp(e,`u`)}catch{t=null}yt.set(e,t)}return yt.get(e)}const xt=/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,St={integer:e=>Number.isInteger(Number(e))?null:K.integer,decimal:e=>Number.isFinite(Number(e))?null:K.number,uuid:e=>xt.test(e)?null:K.uuid,uuids:e=>e.every(e=>xt.test(e))?null:K.uuid,date:e=>Number.isNaN(Date.parse(e))?K.date:null,timestamp:e=>Number.isNaN(Date.parse(e))?K.date:null},Ct={email:K.email,phone:K.phone,e164:K.phone,url:K.url},wt=e=>e==null||(Array.isArray(e)?!e.length:typeof e==`string`&&!e.trim());function Tt(e,t){if(e.kind===`uuids`&&Array.isArray(t)&&!t.length&&!e.minItems)return null;if(wt(t))return e.required&&e.default==null&&e.kind!==`boolean`?K.required:null;let n=St[e.kind]?.(t);if(n)return n;if(e.kind===`select`&&e.options&&!e.options.some(e=>(e?.value??e)===t))return K.option;if(Array.isArray(t))return e.maxItems&&t.length>e.maxItems?K.items(e.maxItems):null;if([`integer`,`decimal`].includes(e.kind))return e.min!=null&&Number(t)<e.min?K.min(e.min):e.max!=null&&Number(t)>e.max?K.max(e.max):null;if(typeof t!=`string`)return null;let r=[...t].length;if(e.minLength&&r<e.minLength)return K.minLength(e.minLength);if(e.maxLength&&r>e.maxLength)return K.maxLength(e.maxLength);let i=e.pattern&&bt(e.pattern);return i&&!i.test(t)?Ct[e.kind]??K.pattern:null}function Et(e,t){let n=e.map(e=>[e.name,Tt(e,t[e.name])]);return Object.fromEntries(n.filter(([,e])=>e))}function q(e,t){if(Object.is(e,t))return!0;if(e==null||t==null)return(e??null)===(t??null);if(typeof e!=`object`||typeof t!=`object`||Array.isArray(e)!==Array.isArray(t))return!1;let n=Object.keys(e);return n.length===Object.keys(t).length&&n.every(n=>Object.hasOwn(t,n)&&q(e[n],t[n]))}function Dt(e,t,n){let r={},i=[],a=!0;for(let o of/* @__PURE__ */ new Set([...Object.keys(e),...Object.keys(t),...Object.keys(n)])){let[s,c,l]=[e[o],Object.hasOwn(t,o)?t[o]:e[o],n[o]],u=q(c,s);r[o]=u?l:c,u||q(c,l)||(a=!1,q(l,s)||(r[o]=l,i.push({field:o,base:s,mine:c,theirs:l})))}return{merged:r,conflicts:i,settled:a}}function Ot(e,t){return Object.fromEntries(Object.entries(t).filter(([t,n])=>!q(n,e[t])))}const kt=e=>e.name===`client_id`&&e.kind===`uuid`,At=(e,t)=>e.fields.filter(e=>!e.readOnly&&!kt(e)&&(t||!e.createOnly));function jt(e,t){return wt(t)?[`tags`,`uuids`].includes(e.kind)&&!e.nullable?[]:null:e.kind===`integer`&&typeof t==`string`?Number(t):t}const Mt=(e,t)=>Object.fromEntries(e.map(e=>[e.name,jt(e,t[e.name])])),Nt=()=>f({title:B.form.leaveTitle,body:B.form.leaveText,confirm:B.form.leave,tone:`danger`});function Pt(e,t,n=null){let i=ce(()=>{let r=t??{...Object.fromEntries(e.map(e=>[e.name,e.default??null])),...n};return Mt(e,r)},[]),[a,s]=h(i),[c,l]=h(i),[u,d]=h({}),[f,p]=h({}),m=Mt(e,c),g=Ot(a,m),_=Object.keys(g).length>0,v=o(_),y=o(!1);v.current=_&&!y.current,r(()=>be(()=>!v.current||Nt(),()=>v.current),[]);let b=Et(e,m),x=!!t;return{base:a,values:c,now:m,dirty:_,patch:g,errorOf:e=>f[e.name]??(u[e.name]?Tt(e,m[e.name]):null),set(e,t){y.current=!1,l(n=>({...n,[e]:t})),p(({[e]:t,...n})=>n)},touch:e=>d(t=>t[e]?t:{...t,[e]:!0}),wrong(){return d(Object.fromEntries(e.map(e=>[e.name,!0]))),Object.entries(b).filter(([e])=>!x||e in g)},refused:e=>p(e),settle(){y.current=!0,v.current=!1},reset(t){let n=t?Mt(e,t):i;v.current=y.current=!1,s(n),l(n),d({}),p({})},body:()=>Object.fromEntries(e.map(({name:e,required:t})=>[e,m[e],t]).filter(([,e,t])=>!wt(e)||t&&Array.isArray(e)))}}const Ft=(e,t)=>Object.fromEntries(t.map(t=>[t,e[t]??null])),It=e=>e.etag??le(e.data);async function Lt({resource:e,id:t,parent:n},r,i,a){let o=O(e,t,n),s=e.operations.change?await he(o,r,{ifMatch:a}):await oe(o,i,{ifMatch:a});return{kind:`saved`,row:s.data,etag:It(s)}}async function Rt(e,t,n,r){try{return await Lt(e,Ot(t,n),n,r)}catch(e){if(e.status===404)return{kind:`gone`};if(e.status===412)return null;throw e}}function zt(e,t,n){let r=Ft(n.data,Object.keys(t)),{merged:i,conflicts:a,settled:o}=Dt(e,t,r),s=It(n);return o?{kind:`saved`,row:n.data,etag:s}:{kind:a.length?`conflict`:`joined`,theirs:r,merged:i,conflicts:a,row:n.data,etag:s}}async function Bt(e,t,n,r){for(let i=0;i<4;i+=1){let i=await Rt(e,t,n,r);if(i)return i;let a;try{a=await k(O(e.resource,e.id,e.parent))}catch(e){if(e.status===404)return{kind:`gone`};throw e}let o=zt(t,n,a);if(o.kind!==`joined`)return o;[t,n,r]=[o.theirs,o.merged,o.etag]}let i=await k(O(e.resource,e.id,e.parent)),a=zt(t,n,i);return a.kind===`joined`?{...a,kind:`conflict`}:a}async function Vt(e,t,n){let r=zt(t,n,await Ht(e));return r.kind===`joined`?Bt(e,r.theirs,r.merged,r.etag):r}const Ht=({resource:e,id:t,parent:n})=>P(re(e.operations.restore.path,t,n));async function Ut({resource:e,parent:t},n,r){let i=e.fields.find(kt),a=i?{...n,[i.name]:r}:n,o=await P(xe(e,t),a,{key:r});return{kind:`saved`,row:o.data,etag:It(o)}}const Wt=e=>e.status===0||e.status>=500||e.code===`in_progress`,Gt=e=>{if(e.status===void 0)throw e;y(e.detail??e.title??e.message,{tone:`bad`})};async function Kt(e){try{let{data:t,etag:n}=await Ht(e);return t?Te(e.resource,t,{parent:e.parent,etag:n}):Ee(e.resource,e.parent),y(B.view.restored(e.resource.labels[0]),{tone:`good`}),!0}catch(e){return Gt(e),!1}}async function qt({resource:e,row:t,etag:n,parent:r,onStale:i}){let a={resource:e,id:t.id,parent:r},[o]=e.labels,s=e.operations.restore;if(!s&&!await f({title:B.view.removeTitle(o),body:B.view.removeText,confirm:B.view.remove,tone:`danger`}))return!1;try{await Se(O(e,t.id,r),{ifMatch:n??le(t)})}catch(e){if(e.status===412)return i?.(),y(B.view.refreshed,{tone:`warn`}),!1;if(e.status!==404)return Gt(e),!1}return Me(e,t.id,{parent:r}),y(B.view.removed(o),s?{action:{label:B.view.undo,run:()=>Kt(a)}}:{}),!0}const Jt=({access:e})=>(!e?.role||u(e.role))&&(e?.impersonator===`read`||w()),Yt=({when:e},t)=>Object.entries(e??{}).every(([e,n])=>n.includes(t[e])),Xt=(e,t)=>(e.actions??[]).filter(e=>Jt(e)&&Yt(e,t));function Zt(e,t){let n=(e.actions??[]).flatMap(({when:e})=>Object.keys(e??{}))[0],r=e.field(n??``)??e.fields.find(e=>e.kind===`select`&&e.readOnly);return r&&t[r.name]?Fe(t[r.name]):null}const Qt=(e,{field:t,message:n})=>`${e.field(t)?.label??t}: ${n}.`;function $t({resource:e,row:t,etag:n,parent:r,reload:i,ask:a}){let[s,l]=h(null),[u,d]=h(null),f=o(null),p=Xt(e,t),m=async o=>{if(!(s||a&&!await a(o))){l(o.verb),d(null),f.current?.verb!==o.verb&&(f.current={verb:o.verb,value:te()});try{let a=await P(re(o.path,t.id,r),void 0,{key:f.current.value,ifMatch:n??le(t)});f.current=null,a.data?.id===t.id?Te(e,a.data,{parent:r,etag:a.etag}):await i(),y(B.view.done(o.label),{tone:`good`})}catch(t){if(t.status===void 0)throw t;Wt(t)||(f.current=null);let n=[409,412].includes(t.status)?await i():null;t.code===`invalid_state`?d(B.view.state(o.label,n?.row?Zt(e,n.row):null)):t.status===412?d(B.view.refreshed):t.status===422&&t.errors.length?d(t.errors.map(t=>Qt(e,t)).join(` `)):t.status===409?d(t.detail):Gt(t)}finally{l(null)}}};return!p.length&&!u?null:R`<div class="row-actions stack">
${u&&R`<${M} tone="warn" onClose=${()=>d(null)}>${u}<//>`}
${p.length>0&&R`<div class="row">${p.map(e=>R`<${c} key=${e.verb} busy=${s===e.verb}
disabled=${s!==null} onClick=${()=>m(e)}>${e.label}<//>`)}</div>`}
</div>`}const en=[`theirs`,`mine`,`base`];function tn({field:e,conflict:t,side:n,chosen:r,onChoose:i}){return R`<label class="conflict-choice">
<input type="radio" name=${`conflict-${e.name}`} checked=${r===n} onChange=${()=>i(n)} />
<span class="stack"><span class="small muted">${B.conflict[n]}</span>
<span class="conflict-value"><${Ke} field=${e} row=${{[e.name]:t[n]}} link /></span></span>
</label>`}function nn({resource:e,fields:t,clash:n,busy:r,onSave:i,onClose:a}){let[o,s]=h({}),l=n=>t.find(e=>e.name===n)??e.field(n),u=n.conflicts.some(({field:e})=>!o[e]),d=new Set(n.conflicts.map(({field:e})=>e)),f=t.filter(({name:e})=>!d.has(e)&&!q(n.theirs[e],n.from[e])),p=R`<${c} onClick=${a} disabled=${r}>${B.conflict.cancel}<//>
<${c} tone="primary" busy=${r} disabled=${u} onClick=${()=>{let e=Object.fromEntries(n.conflicts.map(e=>[e.field,e[o[e.field]]]));i({...n.merged,...e})}}>${B.conflict.save}<//>`;return R`<${S} open title=${B.conflict.title} onClose=${a} actions=${p} size="large">
<div class="stack stack-4">
<p>${B.conflict.text} <span class="muted small">${B.conflict.when}: <${ke} value=${n.row.updated_at} /></span></p>
${n.conflicts.map(e=>{let t=l(e.field);return R`<fieldset key=${t.name} class="conflict"><legend>${t.label}</legend>
<div class="conflict-choices">${en.map(n=>R`<${tn} key=${n} field=${t} conflict=${e} side=${n}
chosen=${o[t.name]} onChoose=${e=>s(n=>({...n,[t.name]:e}))} />`)}</div>
</fieldset>`})}
${f.length>0&&R`<p class="muted small">${B.conflict.joined(f.map(({label:e})=>e).join(`, `))}</p>`}
</div>
<//>`}function rn({resource:e,busy:t,onRestore:n,onClose:r}){let i=!!e.operations.restore,a=R`<${c} onClick=${r} disabled=${t}>${B.conflict.cancel}<//>
${i&&R`<${c} tone="primary" busy=${t} onClick=${n}>${B.conflict.binnedSave}<//>`}`;return R`<${S} open title=${B.conflict.binnedTitle} onClose=${r} actions=${a}>
<p>${i?B.conflict.binnedText:B.conflict.removedText}</p>
<//>`}function an(e){let t=/* @__PURE__ */ new Map;for(let n of e)t.set(n.group??``,[...t.get(n.group??``)??[],n]);return[...t]}function on({field:e,draft:t,disabled:n}){return R`<div class=${`form-field form-${e.kind}`} onFocusOut=${()=>t.touch(e.name)}>
<${z} name=${e.name} label=${e.label} help=${e.help} error=${t.errorOf(e)} optional=${!e.required}>
${r=>R`<${Ue} field=${e} control=${r} disabled=${n}
value=${t.values[e.name]} onChange=${n=>t.set(e.name,n)} />`}
<//>
</div>`}const sn=e=>({status:422,code:`invalid`,detail:null,errors:e.map(([e,t])=>({field:e,code:`check`,message:t}))});function cn({resource:e,parent:t,row:n=null,etag:i=null,preset:a,onSaved:s,onCancel:l,onDirty:u,another:d=!1,stays:f=!1,verb:p,Note:m}){let g=At(e,!n),_=Pt(g,n,a),[v]=h(i),[y,b]=h(!1),[x,S]=h(null),[C,ee]=h(null),[w,T]=h(null),E=o(null),ne=o(!1),[D,re]=h(0),ie=o(null),O={resource:e,parent:t,id:n?.id},k=(n,r)=>{if(n.kind!==`saved`)return T({...n,from:r.from??_.base});T(null),_.settle(),Te(e,n.row,{parent:t,etag:n.etag}),r.another&&(_.reset(null),re(e=>e+1)),s(n.row,{another:!!r.another})},A=e=>{Wt(e)||(E.current=null),e.retryAfter&&e.status===429&&ee(new Date(Date.now()+e.retryAfter*1e3)),_.refused(Object.fromEntries((e.errors??[]).map(e=>[String(e.field).split(/[.[]/)[0],e.message]))),S(e)},j=async(e,t={})=>{if(!ne.current){ne.current=!0,b(!0),S(null);try{k(await e(),t),E.current=null}catch(e){if(e.status===void 0)throw e;T(null),A(e)}finally{ne.current=!1,b(!1)}}},M=async(e,t)=>Object.keys(Ot(e.theirs,t)).length?Bt(O,e.theirs,t,e.etag):{kind:`saved`,row:e.row,etag:e.etag},oe=(e={another:f})=>{if(C)return;let t=_.wrong();return t.length?S(sn(t)):n&&!_.dirty?l?.():(E.current??=te(),j(()=>n?Bt(O,_.base,_.now,v):Ut(O,_.body(),E.current),e))},se=JSON.stringify(_.now);r(()=>{ne.current||(E.current=null)},[se]),r(()=>{u?.(_.dirty)},[_.dirty]);let ce=o(oe);ce.current=oe,r(()=>{let e=[`mod+s`,`mod+enter`].map(e=>Ce(e,()=>ce.current()));return()=>e.forEach(e=>e())},[]),r(()=>{!n&&(D>0||!f)&&ie.current?.querySelector(`input, select, textarea`)?.focus()},[D]);let le=Object.fromEntries(g.map(e=>[e.name,e.label])),ue=y||C!==null;return R`<div ref=${ie} class="row-form">
<${ot} onSubmit=${()=>oe()} error=${x} busy=${y} fields=${le}>
${an(g.filter(({hidden:e})=>!e)).map(([e,t])=>e?R`<fieldset key=${e} class="form-group stack"><legend>${e}</legend>
${t.map(e=>R`<${on} key=${e.name} field=${e} draft=${_} disabled=${y} />`)}</fieldset>`:t.map(e=>R`<${on} key=${e.name} field=${e} draft=${_} disabled=${y} />`))}
${C&&R`<${ae} until=${C} onEnd=${()=>ee(null)}>${e=>B.form.waiting(e)}<//>`}
<div class="save-bar row">
${m&&R`<${m} values=${_.values} />`}
<${c} type="submit" tone="primary" busy=${y} disabled=${ue}>${n?B.form.save:p??B.form.create}<//>
${d&&R`<${c} disabled=${ue} onClick=${()=>oe({another:!0})}>${B.form.another}<//>`}
${l&&R`<${c} tone="quiet" disabled=${y} onClick=${l}>${B.form.cancel}<//>`}
</div>
<//>
${w?.kind===`conflict`&&R`<${nn} resource=${e} fields=${g} clash=${w} busy=${y} onClose=${()=>T(null)}
onSave=${e=>j(()=>M(w,e),{from:w.theirs})} />`}
${w?.kind===`gone`&&R`<${rn} resource=${e} busy=${y} onClose=${()=>T(null)}
onRestore=${()=>j(()=>Vt(O,_.base,_.now))} />`}
</div>`}const ln=(e,t)=>e.fields.filter(n=>n.refers===t.plural||e.path.includes(`{${n.name}}`)).map(({name:e})=>e);function un({child:e,row:t,parent:n,onEdit:r,onStale:i}){let a=[e.canChange()&&{label:B.view.edit,icon:`pencil`,onSelect:()=>r(t)},e.canDelete()&&{label:B.view.remove,icon:`trash-2`,tone:`danger`,onSelect:()=>qt({resource:e,row:t,parent:n,onStale:i})}].filter(Boolean);return R`<${E} label=${B.view.more} icon="ellipsis" items=${a} />`}function dn({child:e,resource:t,row:n,readOnly:i=!1}){let a=n.id,l=He(e,{parent:a}),[u,d]=h(null),f=o(n.version);r(()=>{f.current!==n.version&&l.reload(),f.current=n.version},[n.version]);let[p,m]=e.labels,g=!i&&(e.canChange()||e.canDelete()),_={key:`actions`,label:B.bin.actions,width:`narrow`,render:t=>R`<${un} child=${e} row=${t} parent=${a} onEdit=${d} onStale=${l.reload} />`},v=Ne(e,{without:ln(e,t),add:g?[_]:[]}),b=!i&&e.canCreate()&&R`<${c} size="small" icon="plus" onClick=${()=>d(`new`)}>${B.view.add(p)}<//>`;return R`<${W} title=${m} actions=${b}>
<div class="stack" aria-busy=${l.busy}>
${l.problem&&R`<${je} problem=${l.problem} onRetry=${l.reload} />`}
${!l.rows&&!l.problem&&R`<${s} lines=${3} />`}
${l.rows?.length===0&&R`<p class="muted">${B.list.empty(m)}</p>`}
${l.rows?.length>0&&R`<${Ae} caption=${m} columns=${v} rows=${l.rows} compact=${e.compact} />`}
<${De} cursor=${l.cursor} busy=${l.busy} onMore=${l.more} />
</div>
${u&&R`<${fn} child=${e} parent=${a} row=${u===`new`?null:u} onSaved=${()=>{y(u===`new`?B.form.created(p):B.form.saved(p),{tone:`good`}),d(null)}}
onClose=${()=>d(null)} />`}
<//>`}function fn({child:e,parent:t,row:n,onSaved:r,onClose:i}){let[a]=e.labels,[o,s]=h(!1),c=async()=>(!o||await Nt())&&i(),l=n?B.view.editTitle(a):B.view.add(a);return R`<${S} open title=${l} onClose=${c}>
<${cn} resource=${e} parent=${t} row=${n} etag=${n&&le(n)} onSaved=${r} onCancel=${c} onDirty=${s} />
<//>`}function pn({resource:e,row:t,readOnly:n=!1}){return(e.children??[]).filter(e=>e.operations.list).map(r=>R`<${dn} key=${`${r.plural} ${t.id}`} child=${r} resource=${e} row=${t} readOnly=${n} />`)}var mn=/* @__PURE__ */ e({default:()=>Cn});const hn=Ve(()=>Promise.resolve().then(()=>ri),`History`),gn=[`id`,`version`,`created_at`,`updated_at`,`deleted_at`,`owner_id`],_n=e=>e.fields.filter(e=>!gn.includes(e.name)&&!e.writeOnly);function vn({resource:e,row:t}){return R`<dl class="fields">
${_n(e).map(e=>R`<div key=${e.name} class=${`fields-row fields-${e.kind}`}>
<dt>${e.label}</dt><dd><${Ke} field=${e} row=${t} link /></dd></div>`)}
</dl>`}function yn({row:e}){return R`<dl class="fields fields-about small">
${e.owner_id&&R`<div class="fields-row"><dt>${B.view.owner}</dt>
<dd><${Ke} field=${{name:`owner_id`,kind:`member`}} row=${e} /></dd></div>`}
${e.created_at&&R`<div class="fields-row"><dt>${B.view.created}</dt><dd><${ke} value=${e.created_at} /></dd></div>`}
${e.updated_at&&R`<div class="fields-row"><dt>${B.view.updated}</dt><dd><${ke} value=${e.updated_at} /></dd></div>`}
<div class="fields-row"><dt>${B.view.id}</dt><dd class="row"><span class="mono" title=${e.id}>${e.id.slice(0,8)}</span><${de} value=${e.id} /></dd></div>
</dl>`}function bn({resource:e,row:t,etag:n,notice:r,onDone:i}){let a=o(!1);return R`<div class="stack stack-4">
${r&&R`<${M} tone="info">${r===`delete`?B.view.gone2:B.view.stale}<//>`}
<${cn} resource=${e} row=${t} etag=${n} onSaved=${()=>{y(B.form.saved(e.labels[0]),{tone:`good`}),i()}} onCancel=${async()=>(!a.current||await Nt())&&i()} onDirty=${e=>a.current=e} />
</div>`}function xn({resource:e}){let t=e.operations.restore,n=R`<div class="row">
${t&&R`<${c} href=${j(e,`trash`)} icon="trash-2">${B.view.toBin}<//>`}
<${c} href=${j(e)}>${B.view.toList}<//></div>`;return R`<${g} icon=${e.icon} title=${B.view.gone} action=${n}>${B.view.goneText}<//>`}function Sn({resource:e,id:t,Acts:n,Parts:r}){let[i,a]=h(!1),[o,l]=h(null),{row:d,etag:f,problem:m,busy:g,reload:_}=Ie(e,t,{hold:i,onChange:l}),v=[{label:e.labels[1],href:j(e)}],y=d&&me(e,d)||e.labels[0],b=async()=>{await qt({resource:e,row:d,etag:f,onStale:_})&&A(j(e))},x=()=>{a(!1),o&&_(),l(null)},S=d&&!i&&R`
${e.canDelete()&&R`<${c} tone="quiet" icon="trash-2" onClick=${b}>${B.view.remove}<//>`}
${e.canChange()&&R`<${c} tone="primary" icon="pencil" onClick=${()=>a(!0)}>${B.view.edit}<//>`}`;return R`<${p} title=${y} crumbs=${v} actions=${S} subtitle=${d&&me(e,d)?e.labels[0]:void 0}>
<div class="view stack stack-5" aria-busy=${g}>
${!d&&m?.status===404&&R`<${xn} resource=${e} />`}
${m&&m.status!==404&&R`<${je} problem=${m} onRetry=${_} />`}
${!d&&!m&&R`<${s} lines=${8} />`}
${d&&!i&&R`<${n} resource=${e} row=${d} etag=${f} reload=${_} />`}
${d&&R`<div class="view-parts">
<${W} title=${B.view.details}>${i?R`<${bn} resource=${e} row=${d} etag=${f} notice=${o} onDone=${x} />`:R`<${vn} resource=${e} row=${d} />`}<//>
<${W} title=${B.view.about}><${yn} row=${d} /><//>
</div>`}
${d&&R`<${r} resource=${e} row=${d} reload=${_} />`}
${d&&u(`admin`)&&R`<${W} title=${B.view.history}>
<${hn} key=${`${t} ${d.version}`} resource=${e} id=${t} /><//>`}
</div>
<//>`}function Cn({params:e,resource:t=d(e.things),Acts:n=$t,Parts:i=pn}){let a=t?.operations.find&&!t.parent;return r(()=>{t?.parent&&A(j(t.parent),{replace:!0})},[t]),a?R`<${Sn} key=${`${_.value?.id} ${t.plural} ${e.id}`} resource=${t} id=${e.id} Acts=${n} Parts=${i} />`:R`<${p} title=${B.list.unknown}><p>${B.list.unknownText}</p><//>`}var wn=/* @__PURE__ */ e({RowForm:()=>cn,default:()=>En});function Tn(e){let t=[...fe.peek().query].filter(([t])=>e.field(t)&&!e.field(t).readOnly);return Object.fromEntries(t)}function En({params:e,resource:t=d(e.things),onMade:n}){let i=o(t&&Tn(t)),a=t?.labels[0]??``,s=t?[{label:t.labels[1],href:j(t)}]:[];if(r(()=>{t&&!t.operations.create&&A(j(t),{replace:!0})},[t]),!t)return R`<${p} title=${B.list.unknown}><p>${B.list.unknownText}</p><//>`;if(!t.canCreate()){let e=R`<${c} href=${j(t)}>${B.view.toList}<//>`;return R`<${p} title=${B.form.newTitle(a)} crumbs=${s} narrow>
<${g} icon="lock" title=${B.form.locked} action=${e}>${B.form.lockedText}<//><//>`}return R`<${p} title=${B.form.newTitle(a)} crumbs=${s} narrow>
<${cn} key=${t.plural} resource=${t} preset=${i.current} another onSaved=${async(e,{another:r})=>{await n?.(e);let i=t.operations.find&&{label:B.form.open,run:()=>A(j(t,e.id))};y(B.form.created(a),{tone:`good`,action:r&&i||void 0}),r||A(t.operations.find?j(t,e.id):j(t),{replace:!0})}}
onCancel=${()=>A(j(t))} />
<//>`}var Dn=/* @__PURE__ */ e({default:()=>Mn});const On=Ve(()=>Promise.resolve().then(()=>Gr),`BulkBar`);function kn({resource:e,row:t}){let[n,r]=h(!1);return R`<${c} size="small" icon="rotate-ccw" busy=${n} onClick=${async()=>{r(!0),await Kt({resource:e,id:t.id}),r(!1)}}>${B.bin.restore}<//>`}function An(e){let t=e.operations.restore?.access?.role;return w()&&(!t||u(t))}function jn({resource:e}){let t=He(e,{query:{deleted:!0}}),n=Pe(t.rows??[]),r=o(null),i=An(e);ze(r,{toggle:e=>i&&t.rows?.[e]&&n.toggle(t.rows[e].id)});let a=Ne(e,{without:[`created_at`],add:[{key:`deleted_at`,label:B.bin.deleted,render:e=>R`<${ke} value=${e.deleted_at} />`},...i?[{key:`acts`,label:B.bin.actions,width:`narrow`,render:t=>R`<${kn} resource=${e} row=${t} />`}]:[]]}),l=[.../* @__PURE__ */ new Set([...e.compact??[],`deleted_at`,`acts`])];return R`<div ref=${r} class="list stack stack-4" aria-busy=${t.busy}>
<div class="list-fresh" role="status">${t.fresh>0&&R`<${c} size="small" icon="arrow-up" onClick=${t.reload}>${B.list.more(t.fresh)}<//>`}</div>
${t.problem&&R`<${je} problem=${t.problem} onRetry=${t.reload} />`}
${!t.rows&&!t.problem&&R`<${s} lines=${8} />`}
${t.rows?.length===0&&R`<${g} icon="trash-2" title=${B.bin.empty}>${B.bin.emptyText}<//>`}
${t.rows?.length>0&&R`<${Ae} caption=${B.bin.title(e.labels[1])} columns=${a} rows=${t.rows} compact=${l}
selected=${i?n.selected:void 0} onSelect=${i?n.onSelect:void 0} />`}
<${De} cursor=${t.cursor} busy=${t.busy} onMore=${t.more} />
${n.chosen.length>0&&R`<${On} resource=${e} rows=${n.chosen} onDone=${()=>{n.clear(),t.reload()}} />`}
</div>`}function Mn({params:e,resource:t=d(e.things)}){if(!t?.operations.restore)return R`<${p} title=${B.bin.none}><p>${B.list.unknownText}</p><//>`;let n=[{label:t.labels[1],href:j(t)}];return R`<${p} title=${B.bin.title(t.labels[1])} crumbs=${n} subtitle=${B.bin.subtitle}>
<${jn} key=${t.plural} resource=${t} />
<//>`}const Nn=te();async function Pn(e){let{data:t}=await P(`/auth/otp/request`,{contact:e.trim(),device_id:Nn},{quiet:!0});return{again:new Date(Date.now()+t.retry_after*1e3)}}async function Fn(e,t){let n={contact:e.trim(),device_id:Nn,code:t.trim()};return(await P(`/auth/otp/verify`,n,{quiet:!0})).data}function In({contact:e,fixed:n=!1,onContact:r,onSent:i}){let a=D(),[o,s]=h(null),c=ve.value?.sms!==!1,u=c?l.fields.contact:l.fields.email,d=()=>{let t=I({contact:e});s(t),t||a.run(async()=>i(await Pn(e)))},f=o??L(a.problem,e=>e.status===429?null:void 0),p=U(f);return R`<${t}>
<${H} attempt=${a} problem=${f} submit=${l.code.request} onSubmit=${d} fields=${{contact:u}}>
${n?R`<p>${l.code.explainKnown(e)}</p>`:R`<${z} name="contact" label=${u} error=${p.contact} help=${c&&l.fields.contactHelp}>
${t=>R`<${v} ...${t} type=${c?`text`:`email`} autocomplete="username"
maxlength="254" autocapitalize="none" spellcheck=${!1} value=${e} onChange=${r} />`}
<//>`}
<//>
<//>`}function Ln({text:e,onAgain:t}){return R`<div class="stack stack-4">
<p>${e}</p>
<${Rn} />
<p class="small muted">${l.mail.nothing}</p>
${t&&R`<div class="auth-others"><${c} tone="quiet" onClick=${t}>${l.mail.again}<//></div>`}
</div>`}function Rn(){return ve.value?.development_mailbox?R`<p class="auth-hint small muted">
${l.mail.mailboxHint} <a href="/dev/mail" target="_blank" rel="noopener">${l.mail.mailbox}</a>
</p>`:null}function zn({contact:e,sent:t,onAnswer:n,onOther:r}){let[i,a]=h(``),[o,s]=h(null),c=D(),u=$e(),d=t=>{let r=typeof t==`string`?t:i,o=I({code:r});s(o),o||c.run(async()=>{try{await n(await Fn(e,r))}catch(e){throw a(``),e}})},f=o??L(c.problem,e=>c.until?null:e.status===401?T(e,`code`,Bn(e.data)):void 0),p=U(f);return R`<div class="stack stack-4" ref=${u}>
<p>${l.code.sentTo(e)}</p>
<${Rn} />
<${H} attempt=${c} problem=${f} submit=${l.code.submit} says=${l.code.blocked} onSubmit=${()=>d()} fields=${{code:l.fields.code}}>
<${z} name="code" label=${l.fields.code} error=${p.code}>
${e=>R`<${rt} ...${e} value=${i} onChange=${a} onComplete=${d}
disabled=${c.until!==null} />`}
<//>
<//>
<${Vn} contact=${e} sent=${t} blocked=${c.until!==null} onSent=${c.clear} onOther=${r} />
</div>`}function Bn(e){let t=e?.attempts_remaining;return t>0?l.code.left(t):l.code.none}function Vn({contact:e,sent:t,blocked:n,onSent:r,onOther:i}){let[a,o]=h(t.again),[s,u]=h(null),d=D(),f=d.until??a;return R`<div class="auth-others">
<p class="visually-hidden" role="status">${s}</p>
${f?!n&&R`<span class="muted small"><${ae} key=${f.getTime()} until=${f}
onEnd=${()=>(d.clear(),o(null))}>${e=>l.code.resendIn(e)}<//></span>`:R`<${c} tone="quiet" busy=${d.busy} disabled=${n} onClick=${()=>d.run(async()=>{o((await Pn(e)).again),u(l.code.resent),r()})}>${l.code.resend}<//>`}
${i&&R`<${c} tone="quiet" onClick=${i}>${l.code.other}<//>`}
${d.problem&&!d.until&&R`<p class="auth-failure" role="alert">${d.problem.detail}</p>`}
</div>`}var Hn=/* @__PURE__ */ e({default:()=>Un});function Un(){let[e,t]=h(Ye.peek()),[n,r]=h(null),[i,a]=h(null),[o,s]=h(null);Qe();let c=[{href:Je(`/sign-in`),label:l.footer.password},{href:Je(`/register`),label:l.footer.register}],u=(e=null)=>{a(null),r(null),s(e)};return i?R`<${V} key="factor" title=${l.factor.title} subtitle=${l.factor.explain}>
<${nt} factors=${i} onDone=${it} onRestart=${u} />
<//>`:n?R`<${V} key="code" title=${l.code.enterTitle} links=${c.slice(0,1)}>
<${zn} contact=${e} sent=${n} onAnswer=${e=>e.mfa_required?a(e.factors):it()} onOther=${()=>u()} />
<//>`:R`<${V} key="contact" title=${l.code.title} subtitle=${l.code.explain} links=${c}>
${o&&R`<${M} tone="warn" onClose=${()=>s(null)}>${o}<//>`}
<${In} contact=${e} onContact=${t} onSent=${r} />
<//>`}var Wn=/* @__PURE__ */ e({default:()=>Gn});function Gn(){let[e,t]=h(null),n=[{href:`/sign-in`,label:l.footer.signIn},{href:`/code`,label:l.footer.code}];return e?R`<${V} key="sent" title=${l.mail.title} links=${n}>
<${Ln} text=${l.mail.reset(e)} onAgain=${()=>t(null)} />
<//>`:R`<${V} key="form" title=${l.forgot.title} subtitle=${l.forgot.explain} links=${n}>
<${Kn} onSent=${t} />
<//>`}function Kn({onSent:e}){let[n,r]=h(Ye.peek()),[i,a]=h(null),o=D(),s=e=>r(Ye.value=e),c=()=>{let t=I({email:n});a(t),t||o.run(async()=>{await P(`/auth/password/forgot`,{email:n.trim()},{quiet:!0}),e(n.trim())})},u=i??L(o.problem,e=>e.status===429?null:void 0),d=U(u);return R`<${t}>
<${H} attempt=${o} problem=${u} submit=${l.forgot.submit} onSubmit=${c} fields=${{email:l.fields.email}}>
<${z} name="email" label=${l.fields.email} error=${d.email}>
${e=>R`<${v} ...${e} type="email" autocomplete="username" maxlength="254"
value=${n} onChange=${s} />`}
<//>
<//>
<//>`}const qn=/* @__PURE__ */ new Map;function Jn(){let e=new URLSearchParams(location.hash.slice(1)).get(`token`);return location.hash&&history.replaceState(history.state,``,location.pathname+location.search),e&&qn.set(location.pathname,e),qn.get(location.pathname)??null}function Yn(){qn.delete(location.pathname)}function Xn(){let[e,t]=h(Jn);return r(()=>{let e=()=>t(Jn());return addEventListener(`hashchange`,e),()=>removeEventListener(`hashchange`,e)},[]),e}function Zn({name:e=`password`,label:t=l.fields.password,value:n,onChange:r,error:i}){let a=ve.value?.password_min_length??8;return R`<${z} name=${e} label=${t} error=${i} help=${l.fields.passwordHelp(a)}>
${e=>R`<${ye} ...${e} autocomplete="new-password" maxlength="128"
value=${n} onChange=${r} />`}
<//>`}function Qn(){let e=[{href:`/sign-in`,label:l.footer.signIn}];return R`<${V} key="none" title=${l.missing.title} links=${e}><p>${l.missing.text}</p><//>`}function $n({title:e,text:t,children:n}){let r=[{href:`/sign-in`,label:l.footer.signIn}];return R`<${V} key="gone" title=${e} links=${r}><p>${t}</p>${n}<//>`}const er=e=>e?.status===410||e?.errors?.some(({field:e})=>e===`token`)||!1;function tr({onConfirm:e,onOther:n}){let r=D(),i=L(r.problem,e=>e.status===429?null:void 0);return R`<${t}>
<${H} attempt=${r} problem=${i} submit=${l.verify.submit} onSubmit=${()=>r.run(()=>e())}>
<//>
<div class="auth-others"><${c} tone="quiet" onClick=${n}>${l.verify.other}<//></div>
<//>`}function nr({onConfirm:e}){let[n,r]=h(``),[i,a]=h(null),o=D(),s=()=>{let t=I({password:n});a(t),t||o.run(()=>e(n))},u=async()=>{await f({title:l.verify.forgottenTitle,body:l.verify.forgottenText,confirm:l.verify.forgottenSubmit,tone:`danger`})&&o.run(()=>e())},d=i??L(o.problem,e=>e.status===429?null:e.errors?.some(({code:e})=>e===`password_wrong`)?T(e,`password`,l.verify.wrong):void 0),p=U(d);return R`<${t}>
<${H} attempt=${o} problem=${d} submit=${l.verify.submit} onSubmit=${s} fields=${{password:l.fields.password}}>
<${z} name="password" label=${l.fields.password} error=${p.password}>
${e=>R`<${ye} ...${e} autocomplete="current-password" value=${n}
onChange=${r} />`}
<//>
<//>
<div class="auth-others">
<${c} tone="quiet" disabled=${o.busy} onClick=${u}>${l.verify.forgotten}<//>
</div>
<//>`}var rr=/* @__PURE__ */ e({Resend:()=>sr,default:()=>ir});function ir(){let e=Xn(),[t,n]=h(null),[r,i]=h(!1);if(!e)return R`<${Qn} />`;if(t?.token===e)return R`<${or} outcome=${t} />`;if(F.value===void 0)return R`<${V} title=${l.verify.title}><${s} lines=${2} /><//>`;let a=t=>ar(e,t,n),o=F.value?.user;if(o&&!r){let e=l.verify.signedIn(o.email??o.name);return R`<${V} key="self" title=${l.verify.title} subtitle=${e}>
<${tr} onConfirm=${a} onOther=${()=>i(!0)} />
<//>`}return R`<${V} key="registrant" title=${l.verify.title} subtitle=${l.verify.explain}>
<${nr} onConfirm=${a} />
<//>`}async function ar(e,t,n){let r;try{r=(await P(`/auth/email/verify`,t?{token:e,password:t}:{token:e},{quiet:!0})).data}catch(t){if(er(t))return n({token:e,gone:!0});if(t.code===`email_taken`)return n({token:e,taken:!0});throw t}if(Yn(),F.value)await ne();else if(t&&r.password_kept){let e={email:r.email,password:t},n=await P(`/auth/login`,e,{quiet:!0}).catch(()=>null);if(n&&!n.data.mfa_required)return await ue(),A(`/`,{replace:!0})}n({token:e,...r})}function or({outcome:e}){return e.gone?R`<${$n} title=${l.verify.gone} text=${l.verify.goneText}><${sr} /><//>`:e.taken?R`<${$n} title=${l.verify.gone} text=${l.verify.taken} />`:!e.password_kept&&!F.value?R`<${V} key="done" title=${l.verify.done}>
<p>${l.verify.doneReset(e.email)}</p>
<${c} tone="primary" class="auth-wide" href="/forgot">${l.verify.choose}<//>
<//>`:R`<${V} key="done" title=${l.verify.done}>
<p>${l.verify.doneText(e.email)}</p>
<${c} tone="primary" class="auth-wide" href=${F.value?`/`:`/sign-in`}>
${F.value?l.verify.goOn:l.footer.signIn}
<//>
<//>`}function sr(){let e=D(),[t,n]=h(null);return F.value?F.value.user.email_verified?null:R`<div class="stack stack-2">
<${c} class="auth-wide" busy=${e.busy} disabled=${t!==null} onClick=${()=>e.run(async()=>{await P(`/auth/email/resend`),n(l.verify.resent)})}>${l.verify.resend}<//>
<p role="status">${t}</p>
<p class="auth-failure" role="alert">${e.problem?.detail}</p>
</div>`:R`<p class="muted">${l.verify.resendExplain}</p>`}function cr({verified:e,onAccept:n,onLeave:i}){let a=D(),o=a.problem?.code,s=!e||o===`email_unverified`;r(()=>{if(!s)return;let e=async()=>(await ne(),a.clear());return addEventListener(`focus`,e),()=>removeEventListener(`focus`,e)},[s]);let u=L(a.problem,e=>e.status===429||o===`other_address`?null:void 0);return R`<${t}>
<${Xe} until=${a.until} onEnd=${a.clear} />
${o===`other_address`&&R`<p class="auth-failure" role="alert">${l.invitation.otherAddress}</p>`}
${s?R`<p>${l.invitation.unverified}</p><${sr} /><${Rn} />`:R`<${ot} onSubmit=${()=>a.run(()=>n())} error=${u} busy=${a.busy}>
<${c} type="submit" tone="primary" class="auth-wide" busy=${a.busy}
disabled=${a.until!==null||o===`other_address`}>
${l.invitation.accept}
<//>
<//>`}
<div class="auth-others"><${c} tone="quiet" onClick=${i}>${l.invitation.signOut}<//></div>
<//>`}function lr({onAccept:e}){let[n,r]=h(``),[i,a]=h(``),[o,s]=h(null),c=D(),u=()=>{let t=I({password:i});s(t),t||c.run(()=>e({password:i,name:n.trim()||void 0}))},d=o??L(c.problem,e=>e.status===429?null:void 0),f=U(d),p={name:l.fields.name,password:l.fields.password};return R`<${t}>
<${H} attempt=${c} problem=${d} submit=${l.invitation.create} onSubmit=${u} fields=${p}>
<${z} name="name" label=${p.name} error=${f.name} optional>
${e=>R`<${v} ...${e} autocomplete="name" maxlength="200" value=${n} onChange=${r} />`}
<//>
<${Zn} value=${i} onChange=${a} error=${f.password} />
<//>
<//>`}function ur({email:e=null,contact:t=e,fixed:n=!1,byCode:r=!1,only:i=!1,onSignedIn:a}){let[o,s]=h(r),[u,d]=h(t??``),[f,p]=h(null),[m,g]=h(null),[_,v]=h(null),y=e=>e.mfa_required?g(e.factors):a(e),b=(e=null)=>{g(null),p(null),v(e)};return m?R`<${nt} factors=${m} onDone=${a} onRestart=${b} />`:f?R`<${zn} contact=${u} sent=${f} onAnswer=${y} onOther=${n?void 0:()=>b()} />`:R`<div class="stack stack-4">
${_&&R`<${M} tone="warn" onClose=${()=>v(null)}>${_}<//>`}
${o?R`<${In} contact=${u} fixed=${n&&t!==null} onContact=${d} onSent=${p} />`:R`<${tt} email=${e??``} fixed=${n&&e!==null} onAnswer=${y} />`}
${!i&&et.value===`yes`&&R`<p class="auth-or">${l.signIn.or}</p>`}
${!i&&R`<${at} run=${qe} onDone=${a} />`}
${!i&&(!o||e!==null||!n)&&R`<div class="auth-others">
<${c} tone="quiet" onClick=${()=>s(!o)}>
${o?l.footer.password:l.footer.code}
<//>
</div>`}
</div>`}var dr=/* @__PURE__ */ e({default:()=>fr});function fr(){let e=Xn(),[t,n]=h(null),[r,i]=h(!1),[a,o]=h(null);if(!e)return R`<${Qn} />`;if(t===e)return R`<${$n} title=${l.invitation.gone} text=${l.invitation.goneText} />`;if(F.value===void 0)return R`<${V} title=${l.invitation.title}><${s} lines=${2} /><//>`;let u=async t=>{try{await pr(e,t)}catch(t){if(er(t))return n(e);if(t.code!==`account_exists`)throw t;o(l.invitation.known),i(!0)}};return F.value?R`<${V} key="self" title=${l.invitation.title}
subtitle=${l.invitation.asSelf(F.value.user.email??F.value.user.name)}>
<${cr} verified=${F.value.user.email_verified} onAccept=${u} onLeave=${async()=>{i(!0),await ie({stay:!0})}} />
<//>`:r?R`<${V} key="known" title=${l.invitation.title}>
${a&&R`<${M} tone="info">${a}<//>`}
<${ur} onSignedIn=${()=>ue()} />
<div class="auth-others">
<${c} tone="quiet" onClick=${()=>i(!1)}>${l.invitation.noAccount}<//>
</div>
<//>`:R`<${V} key="new" title=${l.invitation.title} subtitle=${l.invitation.newUser}>
<${lr} onAccept=${u} />
<div class="auth-others">
<${c} tone="quiet" onClick=${()=>i(!0)}>${l.invitation.have}<//>
</div>
<//>`}async function pr(e,t={}){let n=new Set((F.value?.memberships??[]).map(({id:e})=>e)),{data:r}=await P(`/auth/invitations/accept`,{token:e,...t},{quiet:!0}),i=r.memberships.filter(({id:e,kind:t})=>!n.has(e)&&t!==`personal`);Yn(),await ue(),A(i.length?`/t/${i[0].slug}/`:`/`,{replace:!0})}function mr(e,t){let[n,r]=h(``),[i,a]=h(null),o=D(),s=r=>{let i=typeof r==`string`?r:n,s=I({[e]:i});a(s),s||o.run(async()=>{await P(`/auth/reauthenticate`,{[e]:i}),await t()})},c=i??L(o.problem,t=>t.status===429?null:t.code===`proof_refused`?T(t,e,l.prove.wrong):void 0);return{value:n,setValue:r,send:s,problem:c,errors:U(c),attempt:o}}function hr({email:e,onProved:t}){let{value:n,setValue:r,send:i,problem:a,errors:o,attempt:s}=mr(`password`,t);return R`<${_r} field="password" label=${l.fields.password} ...${{send:i,problem:a,attempt:s}}>
<input class="visually-hidden" type="text" autocomplete="username" value=${e} readonly tabindex="-1" aria-hidden="true" />
<${z} name="password" label=${l.fields.password} error=${o.password}>
${e=>R`<${ye} ...${e} autocomplete="current-password" value=${n} onChange=${r} />`}
<//>
<//>`}function gr({onProved:e}){let{value:t,setValue:n,send:r,problem:i,errors:a,attempt:o}=mr(`code`,e);return R`<${_r} field="code" label=${l.fields.code} ...${{send:r,problem:i,attempt:o}}>
<${z} name="code" label=${l.fields.code} error=${a.code} help=${l.factor.codeHelp}>
${e=>R`<${rt} ...${e} value=${t} onChange=${n} onComplete=${r} />`}
<//>
<//>`}function _r({field:e,label:t,send:n,problem:r,attempt:i,children:a}){let o=$e();return R`<div class="stack stack-4" ref=${o}>
<${H} attempt=${i} problem=${r} submit=${l.prove.submit} onSubmit=${()=>n()} fields=${{[e]:t}}>
${a}
<//>
</div>`}var vr=/* @__PURE__ */ e({Reauthenticate:()=>yr});function yr({onProved:e,onCancel:t,reason:n}){let r=F.value?.user,i=F.value?.factors??[],a=[i.includes(`passkey`)&&et.value!==`no`&&`passkey`,r?.email&&`password`,i.includes(`totp`)&&`app`,(r?.email||r?.phone)&&`code`].filter(Boolean),[o,s]=h(a[0]),u=async t=>t.user.id===r?.id?e():ue();return R`<div class="stack stack-4">
<p class="muted">${n??l.prove.explain}</p>
${o===`password`&&R`<${hr} email=${r.email} onProved=${e} />`}
${o===`app`&&R`<${gr} onProved=${e} />`}
${o===`passkey`&&R`<${at} tone="primary" run=${Ze} onDone=${u} />`}
${o===`code`&&R`<${ur} email=${r.email??null} contact=${r.email??r.phone} fixed byCode only
onSignedIn=${u} />`}
<div class="auth-others" role="group" aria-label=${l.prove.ways}>
${a.filter(e=>e!==o).map(e=>R`<${c} key=${e} tone="quiet" onClick=${()=>s(e)}>${l.prove[e]}<//>`)}
</div>
<div class="row row-end"><${c} tone="quiet" onClick=${()=>t()}>${l.prove.cancel}<//></div>
</div>`}var br=/* @__PURE__ */ e({default:()=>xr});function xr(){let[e,t]=h(null);Qe();let n=[{href:Je(`/sign-in`),label:`${l.register.haveOne} ${l.register.signIn}`},{href:Je(`/code`),label:l.footer.code}];return e?R`<${V} key="sent" title=${l.mail.title} links=${n.slice(0,1)}>
<${Ln} text=${l.mail.confirm(e)} onAgain=${()=>t(null)} />
<//>`:R`<${V} key="form" title=${l.register.title} links=${n}>
<${Sr} onMail=${t} />
<//>`}function Sr({onMail:e}){let[n,r]=h(Ye.peek()),[i,a]=h(``),[o,s]=h(``),[c,u]=h(null),d=D(),f=e=>r(Ye.value=e),p=()=>{let t=I({email:n,password:o});u(t),t||d.run(async()=>{let t={email:n.trim(),password:o,name:i.trim()||void 0};await((await P(`/auth/register`,t,{quiet:!0})).status===202?e(t.email):it())})},m=d.problem?.code===`email_taken`,g=c??L(d.problem,e=>e.status===429?null:e.code===`email_taken`?T(e,`email`,l.register.taken):void 0),_=U(g),y={name:l.fields.name,email:l.fields.email,password:l.fields.password};return R`<${t}>
<${H} attempt=${d} problem=${g} submit=${l.register.submit} onSubmit=${p} fields=${y}>
<${z} name="name" label=${y.name} error=${_.name} optional>
${e=>R`<${v} ...${e} autocomplete="name" maxlength="200" value=${i} onChange=${a} />`}
<//>
<${z} name="email" label=${y.email} error=${_.email}
help=${m&&R`<a href=${Je(`/sign-in`)}>${l.register.signIn}</a>`}>
${e=>R`<${v} ...${e} type="email" autocomplete="username" maxlength="254"
value=${n} onChange=${f} />`}
<//>
<${Zn} value=${o} onChange=${s} error=${_.password} />
<//>
<//>`}var Cr=/* @__PURE__ */ e({default:()=>wr});function wr(){let e=Xn(),[t,n]=h(null);if(!e)return R`<${Qn} />`;if(t?.token===e&&t.done)return R`<${V} key="done" title=${l.reset.done}>
<p>${l.reset.doneText}</p>
<${c} tone="primary" class="auth-wide" href="/sign-in">${l.footer.signIn}<//>
<//>`;if(t?.token===e)return R`<${$n} title=${l.reset.gone} text=${l.reset.goneText}>
<${c} tone="primary" class="auth-wide" href="/forgot">${l.reset.another}<//>
<//>`;let r=t=>()=>n({token:e,done:t});return R`<${V} key="form" title=${l.reset.title} subtitle=${l.reset.explain}>
<${Tr} key=${e} token=${e} onDone=${r(!0)} onGone=${r(!1)} />
<//>`}function Tr({token:e,onDone:n,onGone:r}){let[i,a]=h(``),o=b(),[s,c]=h(!1),[u,d]=h(null),f=D(),p=()=>{let t=I({new_password:i});d(t),t||f.run(async()=>{try{await P(`/auth/password/reset`,{token:e,new_password:i,revoke_api_keys:s},{quiet:!0})}catch(e){if(!er(e))throw e;return r()}Yn(),F.value&&await ne(),n()})},m=u??L(f.problem,e=>e.status===429?null:void 0),g=U(m),_={new_password:l.fields.newPassword};return R`<${t}>
<${H} attempt=${f} problem=${m} submit=${l.reset.submit} onSubmit=${p} fields=${_}>
<${Zn} name="new_password" label=${_.new_password} value=${i} onChange=${a}
error=${g.new_password} />
<div>
<${ut} id=${o} name="revoke_api_keys" aria-describedby=${`${o}-help`} label=${l.reset.keys}
value=${s} onChange=${c} />
<p id=${`${o}-help`} class="small muted">${l.reset.keysHelp}</p>
</div>
<//>
<//>`}var Er=/* @__PURE__ */ e({SignInAgain:()=>Dr});function Dr({email:e=null,onSignedIn:t,onCancel:n}){let r=F.value?.user.phone??null,i=e===null&&r!==null;return R`<div class="stack stack-4">
<p class="muted">${l.again.explain}</p>
<${ur} email=${e} contact=${e??r} fixed=${e!==null||r!==null} byCode=${i}
onSignedIn=${t} />
<div class="row row-end"><${c} tone="quiet" onClick=${()=>n()}>${l.again.cancel}<//></div>
</div>`}const Or=(e,t,n)=>e===1?`1 ${t}`:`${e} ${n}`,kr={save:`Save`,saved:`Saved`,cancel:`Cancel`,close:`Close`,undo:`Undo`,name:`Name`,slug:`Address`,slugHelp:`2 to 63 lower-case letters, digits and single hyphens inside.`,slugWrong:`Use 2 to 63 lower-case letters, digits and single hyphens inside.`,slugTaken:`Another workspace has this address. Choose another.`,required:`Fill this in.`,changedMeanwhile:`Someone changed this in the meantime. You see their version now; make your change again.`,discard:{title:`Discard the changes?`,body:`What you typed isn’t saved yet.`,confirm:`Discard`},system:`The system`,someone:`A former member`,roles:{viewer:`Viewer`,member:`Member`,admin:`Admin`,owner:`Owner`},roleHelp:{viewer:`Reads what the workspace shares.`,member:`Reads and changes rows.`,admin:`Also invites people, makes keys and sees the audit log.`,owner:`Also closes the workspace and asks for second factors.`},role:`Role`,adminsOnly:{title:`Admins see this`,text:`Ask an admin of this workspace to look, or to give you the role.`},membersOnly:{title:`Members change this`,text:`You read this workspace. Ask an admin for the role of a member.`},verify:{title:`Confirm your address first`,text:e=>e?`We sent an e-mail to ${e}. Open its link, then come back.`:`Add an e-mail address to your account, then confirm it.`,again:`Send it again`,sent:`The e-mail is on its way.`,account:`Open your account`,mailbox:`Open the mailbox`},overview:{title:`Overview`,figures:`Last 30 days`,analytics:`All analytics`,activity:`Recent activity`,allActivity:`Whole audit log`,nothingYet:`Nothing has happened here yet.`,next:`What’s next`,leads:`Leads`,calls:`Calls`,messages:`Messages`,won:e=>`${e} of the decided ones won`,answered:e=>`${e} answered`,delivered:e=>`${e} delivered`,none:`None in this time`,failed:`This figure isn’t there right now.`,perDay:(e,t)=>`${e} per day over 30 days, ${t} together`},steps:{verify:{title:`Confirm your address`,text:`Invitations and keys need it.`,act:`Confirm`},invite:{title:`Invite someone`,text:`You are alone here so far.`,act:`Invite`},factor:{title:`Add a second factor`,text:`A password alone can be guessed or stolen.`,act:`Set up`},first:{title:`Create your first lead`,text:`Or import a file of them.`,act:`Create`},done:`Nothing waits for you.`},needs:{title:`Needs a person now`,nothing:`Nothing failed, is in doubt or is overdue.`,failed:`Some lists could not be read.`,retry:`Try again`,paused:(e,t)=>t?`1 campaign was paused by the system`:`${e} campaigns were paused by the system`,campaignDoubt:(e,t)=>t?`1 campaign has recipients in doubt`:`${e} campaigns have recipients in doubt`,campaigns:(e,t)=>t?`1 campaign failed`:`${e} campaigns failed`,due:(e,t)=>t?`1 scheduled call is due`:`${e} scheduled calls are due`,callDoubt:(e,t)=>t?`1 scheduled call is in doubt`:`${e} scheduled calls are in doubt`,scheduled:(e,t)=>t?`1 scheduled call failed`:`${e} scheduled calls failed`,calls:(e,t)=>t?`1 call failed`:`${e} calls failed`,messages:(e,t)=>t?`1 message failed`:`${e} messages failed`,undelivered:(e,t)=>t?`1 message was undelivered`:`${e} messages were undelivered`,phones:(e,t)=>t?`1 phone is blocked`:`${e} phones are blocked`,images:(e,t)=>t?`1 image failed`:`${e} images failed`,webhooksPaused:(e,t)=>t?`1 webhook is paused`:`${e} webhooks are paused`,webhooksOff:(e,t)=>t?`1 webhook was disabled`:`${e} webhooks were disabled`},activity:{did:{insert:`created`,update:`changed`,delete:`deleted`,restore:`restored`},sentence:(e,t,n)=>`${e} ${t} ${n}`,things:{tenants:`the workspace`,memberships:`a membership`,invitations:`an invitation`,api_keys:`an API key`,settings:`a value`,chat_endpoints:`the chat endpoint`,impersonations:`an impersonation`},a:e=>/^[aeiou]/i.test(e)?`an ${e}`:`a ${e}`,binned:`deleted`,removed:`removed`,gone:{api_keys:`revoked`,tenants:`closed`},unbinned:`restored`,by:e=>` (${e} as them)`},settings:{title:`Settings`,tabs:{general:`General`,members:`Members`,invitations:`Invitations`,"api-keys":`API keys`,webhooks:`Webhooks`,values:`Values`,audit:`Audit log`,danger:`Export and close`}},general:{title:`General`,slugChange:`Links with the old address stop working.`,factor:`Require a second factor`,factorHelp:`Members without one are asked to add one before they go on.`,factorFirst:`Add a second factor to your own account first.`,factorLink:`Set one up`,id:`Workspace id`,created:`Created`,readOnly:`Admins change these.`},members:{title:`Members`,invite:`Invite`,name:`Name`,email:`E-mail`,since:`Since`,acts:`Actions`,you:`you`,unnamed:`No name`,remove:`Remove`,leave:`Leave`,roleOf:e=>`Role of ${e}`,changed:(e,t)=>`${e}: ${t}`,removeTitle:e=>`Remove ${e}?`,removeBody:`They lose access from their next request on, and their API keys here stop. Rows they made stay.`,removed:e=>`${e} is removed`,leaveTitle:e=>`Leave ${e}?`,leaveBody:`You lose access at once. Someone has to invite you to come back.`,lastOwner:`You are the last owner. Make another member an owner first; then you can leave or take another role.`,own:`Change your own role?`,ownBody:e=>`You will be ${e} from your next request on. Someone above you has to undo it.`,ownConfirm:`Change role`},invitations:{title:`Invitations`,form:`Invite someone`,email:`E-mail`,send:`Send invitation`,sent:e=>`Invitation sent to ${e}`,pending:`Pending`,by:`Invited by`,until:`Good until`,expired:`Expired`,acts:`Actions`,resend:`Send again`,resent:e=>`Sent again to ${e}. The first link no longer works.`,withdraw:`Withdraw`,withdrawn:e=>`Invitation to ${e} withdrawn`,empty:`No invitation is pending`,emptyText:`Who was invited appears here until they accept.`,member:`This address is a member already.`},keys:{title:`API keys`,intro:`A program acts in this workspace by a key: never above its maker, and only on what its scopes name.`,create:`Create key`,make:`New API key`,name:`Name`,nameHelp:`What it is for, like “Nightly import”.`,scopes:`What it may do`,scopesHelp:`Writing doesn’t include reading.`,thing:`Things`,everything:`Everything`,read:`Read`,write:`Write`,mayRead:e=>`Read ${e}`,mayWrite:e=>`Write ${e}`,things:{"audit-log":`Audit log`,settings:`Values`,tenant:`Workspace`,analytics:`Analytics`,universities:`Universities`},none:`Choose at least one scope.`,role:`At most the role`,expires:`Ends`,ends:{7:`In 7 days`,30:`In 30 days`,90:`In 90 days`,365:`In a year`,own:`At a time I choose`},endsAt:`Ends at`,made:`Made by`,used:`Last used`,never:`Never`,prefix:`Begins with`,acts:`Actions`,revoke:`Revoke`,revokeTitle:e=>`Revoke “${e}”?`,revokeBody:`Programs that use it are refused from their next request on. A revoked key can’t come back.`,revoked:e=>`“${e}” is revoked`,empty:`No API keys`,emptyText:`Create one for a program that works with this workspace.`,secretTitle:`Copy the key now`,secretText:`This is the only time it is shown. Keep it where passwords are kept.`,secretLabel:`API key`,copy:`Copy key`,secretDone:`I have kept it`},values:{title:`Values`,intro:`Programs of this workspace keep small JSON values here, by key.`,add:`Add value`,edit:`Change value`,key:`Key`,keyHelp:`1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,keyWrong:`Use 1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,value:`Value`,valueHelp:`JSON, like 42, "text" or {"on": true}.`,valueWrong:`This isn’t JSON yet.`,changed:`Changed`,acts:`Actions`,change:`Change`,remove:`Remove`,removed:e=>`${e} is removed`,saved:e=>`${e} is saved`,exists:`This key has a value already. Change that one.`,empty:`No values`,emptyText:`Add one, or let a program set it by PUT /api/settings/<key>.`},audit:{title:`Audit log`,table:`Things`,row:`Row id`,actor:`Member`,all:`All`,filter:`Filter`,clear:`Clear`,when:`When`,who:`Who`,what:`What`,details:`Details`,detailsOf:e=>`Details: ${e}`,before:`Before`,after:`After`,field:`Field`,request:`Request id`,rowId:`Row id`,key:`API key`,job:`Job`,as:`Platform admin`,open:`Open row`,fields:e=>Or(e,`field`,`fields`),empty:`Nothing matches`,emptyText:`Clear the filters to see everything.`,hidden:`No values are recorded for this change.`},danger:{title:`Export and close`,export:`Export`,exportText:`Each list as a file of its own. NDJSON keeps every value as it is; CSV opens in a spreadsheet.`,csv:`CSV`,ndjson:`NDJSON`,get:(e,t)=>`${e} as ${t}`,all:`Download all as NDJSON`,done:e=>`${Or(e,`file`,`files`)} downloaded`,close:`Close this workspace`,closeText:`Its members are kept out from then on. It is removed for good after thirty days; until then the people who run this installation can open it again.`,closeButton:`Close workspace`,closeTitle:e=>`Close ${e}?`,closeBody:`Members are kept out, keys stop, calls and campaigns end.`,closed:e=>`${e} is closed`,ownersOnly:`Owners close a workspace.`,personal:`This is your personal workspace.`},create:{title:`New workspace`,text:`A workspace has members, rows and settings of its own.`,submit:`Create workspace`,nameHelp:`Like your company or your team.`},welcome:{title:`Welcome`,step:(e,t)=>`Step ${e} of ${t}`,skip:`Skip`,skipAll:`Skip all`,next:`Save and go on`,goOn:`Go on`,finish:`Go to your workspace`,you:{title:`What’s your name?`,text:`Members of your workspaces see it.`,label:`Your name`},space:{title:`Name your workspace`,text:`You can change both later.`},invite:{title:`Invite someone`,text:`They get an e-mail with a link, good for seven days.`},data:{title:`Bring in some data`,text:`Look around with samples, or start with a file of your own.`,sample:`Add sample leads`,added:`Three sample leads are there.`,import:`Import a file`,leads:[{name:`Ada Lovelace`,company:`Analytical Engines`,email:`ada@example.com`,status:`new`},{name:`Grace Hopper`,company:`Compilers & Co.`,email:`grace@example.com`,status:`contacted`},{name:`Alan Turing`,company:`Bombe Works`,email:`alan@example.com`,status:`qualified`}]},factor:{title:`Add a second factor`,text:`An app on your phone or a passkey keeps your account yours, even if the password leaks.`,act:`Set one up`,have:`You have a second factor already.`}}};function Ar({label:e,text:t,value:n,most:r}){let i=b(),a=r===null?0:r>0?Math.min(1,n/r):1;return R`<div class="meter">
<div class="meter-head"><span id=${i}>${e}</span><span class="muted small">${t}</span></div>
${r!==null&&R`<svg class="meter-bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="meter" aria-labelledby=${i}
aria-valuenow=${Math.min(n,r)} aria-valuemin="0" aria-valuemax=${r} aria-valuetext=${t}>
<rect class="meter-whole" width="100" height="6" />
<rect class=${`meter-${a>=1?`bad`:a>=.9?`warn`:`plain`}`} width=${(a*100).toFixed(1)} height="6" />
</svg>`}
</div>`}const jr=N.bulk,Mr=async(e,t,n)=>n.data?.id?n:k(O(e,t)),Nr=(e,{data:t,etag:n})=>(Te(e,t,{etag:n,quiet:!0}),t);async function Pr(e,t,n){let r=await he(O(e,t.id),n,{ifMatch:le(t)});return Nr(e,await Mr(e,t.id,r))}async function Fr(e,t){return await Se(O(e,t.id),{ifMatch:le(t)}),Me(e,t.id),t}async function Ir(e,t){let n=await Ht({resource:e,id:t.id});return Nr(e,await Mr(e,t.id,n))}function Lr(e){return e.status===412?jr.conflict:e.status===404?jr.gone:e.errors?.map(({message:e})=>e).join(` `)||e.detail||e.title||N.failed}async function Rr(e,t,n){let r=(await _e(t,n)).filter(({ok:e})=>e).length;Ee(e),y(jr.undone(r),{tone:`good`}),r<t.length&&y(jr.undoFailed(t.length-r),{tone:`warn`})}const zr=N.bulk,Br=e=>e===``||e==null,Vr=(e,t)=>e.kind===`boolean`?t===!0:Br(t)?null:e.kind===`integer`&&typeof t==`string`?Number(t):t;function Hr({resource:e,fields:t,rows:n,onApply:r,onClose:i}){let a=b(),[o,s]=h(``),[l,u]=h(null),[d,f]=h(null),p=t.find(e=>e.name===o),m=e=>{s(e),u(null),f(null)},g=()=>{if(!p)return f(N.required);let e=Vr(p,l),t=e===null&&(p.required||p.nullable===!1)?N.required:Tt(p,e);return f(t??null),t?void 0:r(p,e)},_=e.labels[n.length===1?0:1],v=R`<${c} tone="quiet" onClick=${i}>${N.cancel}<//>
<${c} tone="primary" type="submit" form=${a} disabled=${!p}>${zr.apply(n.length)}<//>`;return R`<${S} open title=${zr.title(n.length,_)} onClose=${i} actions=${v}>
<${ot} id=${a} onSubmit=${g}>
<${z} name="bulk-field" label=${zr.field}>
${e=>R`<${Be} ...${e} value=${o} onChange=${m} empty=${zr.pick}
options=${t.map(e=>({value:e.name,label:e.label}))} />`}
<//>
${p&&R`<${z} key=${p.name} name=${p.name} label=${p.label} help=${p.help} error=${d} optional=${!p.required}>
${e=>R`<${Ue} field=${p} control=${e} value=${l} onChange=${u} />`}
<//>`}
<//>
<//>`}const Ur=N.bulk;function Wr({resource:e,report:t,onClose:n}){let r=t.outcomes.filter(e=>e.ok).length,i=[...t.outcomes].sort((e,t)=>Number(e.ok)-Number(t.ok)),a=R`${t.retry&&R`<${c} onClick=${t.retry}>${Ur.again}<//>`}
<${c} tone="primary" onClick=${n}>${Ur.done}<//>`;return R`<${S} open title=${Ur.report(r,t.outcomes.length)} onClose=${n} actions=${a}>
<div class="bulk-report">
<table class="plain-table">
<thead><tr><th scope="col">${Ur.row}</th><th scope="col">${Ur.outcome}</th></tr></thead>
<tbody>${i.map(({item:t,ok:n,problem:r})=>R`<tr key=${t.id}>
<th scope="row"><a href=${j(e,t.id)}>${me(e,t)??t.id.slice(0,8)}</a></th>
<td>${n?R`<${Oe} tone="good">${Ur.ok}<//>`:R`<span class="bulk-wrong">${Lr(r)}</span>`}</td>
</tr>`)}</tbody>
</table>
</div>
<//>`}var Gr=/* @__PURE__ */ e({BulkBar:()=>Jr});const J=N.bulk,Kr=e=>e.fields.filter(e=>!e.readOnly&&!e.createOnly&&!e.writeOnly&&![`secret`,`json`].includes(e.kind)),qr=(e,t)=>e.labels[t===1?0:1];function Jr({resource:e,rows:t,onDone:n}){let[r,i]=h(null),[a,o]=h(null),[s,l]=h(null);if(!t.length&&!a&&!s&&!r)return null;let u=t.length>0&&t.every(e=>e.deleted_at),d=t.length>100,p=async(t,r,{said:i,back:a,again:s})=>{o({done:0,all:t.length});let c=await _e(t,r,{onDone:e=>o({done:e,all:t.length})});o(null);let u=c.filter(({ok:e})=>e),d=a&&u.length>0?{label:N.undo,run:()=>Rr(e,u,a)}:void 0;if(u.length>0&&y(i(u.length,qr(e,u.length)),{tone:`good`,action:d}),u.length===t.length)return n();let f=c.filter(({ok:e,problem:t})=>!e&&t.status!==404&&t.status!==412).map(({item:e})=>e);return l({outcomes:c,retry:f.length>0?()=>s(f):null})},m=(t,n,r)=>(i(null),l(null),p(t,t=>Pr(e,t,{[n.name]:r}),{said:J.changed,back:({item:t,value:r})=>Pr(e,r,{[n.name]:t[n.name]??null}),again:e=>m(e,n,r)})),g=async t=>{l(null);let n=!!e.operations.restore,r={title:J.forever.title(t.length,qr(e,t.length)),body:J.forever.body,confirm:J.forever.confirm};if(!n&&!await f({...r,tone:`danger`}))return;let i=n?({item:t})=>Ir(e,t):null;await p(t,t=>Fr(e,t),{said:n?J.deleted:J.removed,back:i,again:g})},_=t=>(l(null),p(t,t=>Ir(e,t),{said:J.restored,back:({value:t})=>Fr(e,t),again:_})),v=()=>{l(null),n()},b=d||a!==null;return R`<div class="bulk-bar" role="region" aria-label=${J.bar}>
<p class="bulk-count" aria-live="polite">${a?J.working(a.done,a.all):J.selected(t.length)}</p>
${a&&R`<progress class="progress" max=${a.all} value=${a.done} aria-label=${J.working(a.done,a.all)} />`}
${d&&R`<p class="small">${J.tooMany(100)}</p>`}
<div class="row">
${u&&e.operations.restore&&e.canDelete()&&R`<${c} icon="rotate-ccw" disabled=${b} onClick=${()=>_(t)}>${J.restore}<//>`}
${!u&&e.operations.change&&e.canChange()&&Kr(e).length>0&&R`<${c} icon="pencil" disabled=${b}
onClick=${()=>i(t)}>${J.change}<//>`}
${!u&&e.canDelete()&&R`<${c} icon="trash-2" disabled=${b} onClick=${()=>g(t)}>${J.delete}<//>`}
<${c} tone="quiet" icon="x" label=${J.clear} disabled=${a!==null} onClick=${n} />
</div>
${r&&R`<${Hr} resource=${e} fields=${Kr(e)} rows=${r} onClose=${()=>i(null)}
onApply=${(e,t)=>m(r,e,t)} />`}
${s&&R`<${Wr} resource=${e} report=${s} onClose=${v} />`}
</div>`}var Yr=/* @__PURE__ */ e({Display:()=>ei});const Xr=N.display,Zr=[`comfortable`,`compact`],Qr=e=>ge(e).catch(Gt);function $r(e,t){Qr(({columns:n,...r})=>{let{[e]:i,...a}=n??{};return{...r,columns:t?{...a,[e]:t}:a}})}function ei({resource:e}){let t=b(),[n,i]=h(!1),a=o(null),s=o(null);return pe(n,s,a,{end:!0}),r(()=>{let e=e=>i(e.newState===`open`);return s.current?.addEventListener(`toggle`,e),()=>s.current?.removeEventListener(`toggle`,e)},[]),r(()=>{n&&s.current?.querySelector(`input:checked`)?.focus()},[n]),R`<div class="display" ref=${a} onFocusOut=${e=>{let t=e.relatedTarget;t&&!s.current.contains(t)&&!a.current.contains(t)&&s.current.hidePopover()}}>
<${c} icon="sliders-horizontal" aria-haspopup="dialog" aria-expanded=${String(n)} aria-controls=${t}
onClick=${()=>s.current.togglePopover()}>${Xr.open}<//>
<div class="popup display-popup" popover="auto" role="dialog" id=${t} aria-label=${Xr.title} ref=${s}>
${n&&R`<div class="stack stack-4"><${ti} resource=${e} /></div>`}
</div>
</div>`}function ti({resource:e}){let{density:t=Zr[0]}=se.value,n=b(),r=Re(e),i=se.value.columns?.[e.plural]||t!==Zr[0],a=Le(e),o=(t,n)=>$r(e.plural,a.filter(e=>e===t?n:r.includes(e)));return R`
<fieldset class="display-set"><legend>${Xr.density}</legend>
${Zr.map(e=>R`<label key=${e} class="check"><input type="radio" name=${n} checked=${t===e}
onChange=${()=>Qr(t=>({...t,density:e}))} /><span>${Xr.densities[e]}</span></label>`)}
</fieldset>
<fieldset class="display-set display-columns"><legend>${Xr.columns}</legend>
<div>${a.map((t,n)=>R`<${ut} key=${t} label=${Ge(e,t).label} value=${n===0||r.includes(t)} disabled=${n===0}
onChange=${e=>o(t,e)} />`)}</div>
</fieldset>
<div><${c} size="small" tone="quiet" icon="rotate-ccw" disabled=${!i} onClick=${()=>{$r(e.plural,null),Qr(({density:e,...t})=>t)}}>${Xr.reset}<//></div>`}function ni({id:e,name:t}){let n=t??(e?ee(e):null)??(e?e.slice(0,8):C.person.unknown);return R`<span class="person"><span class=${`avatar hue-${i(e??n)}`} aria-hidden="true">${m(n)}</span>
<span class="person-name">${n}</span></span>`}var ri=/* @__PURE__ */ e({History:()=>di});const Y=N.history,ii=[`id`,`tenant_id`,`owner_id`,`version`,`created_at`,`updated_at`],ai=(e,t)=>Object.entries(t.fields).filter(([n,r])=>!ii.includes(n)&&(t.operation===`update`||r!==null)&&n!==`deleted_at`&&e.field(n));function oi({operation:e,fields:t}){let n=e===`update`?t.deleted_at:null;return Array.isArray(n)?n[1]===null?Y.restored:Y.trashed:Y[e]??e}function si(e,t){if(t.operation!==`update`||!e.operations.change||!e.canChange())return null;let n=Object.entries(t.fields).filter(([t,n])=>{let r=e.field(t);return Array.isArray(n)&&r&&!r.readOnly&&!r.writeOnly&&!r.createOnly&&r.kind!==`secret`});return n.length?Object.fromEntries(n):null}function ci({change:e}){return e.job?R`<span>${Y.job(e.job)}</span>`:e.actor_id?R`<span>${e.api_key_id?Y.key:Y.by} <${ni} id=${e.actor_id} /></span>`:R`<span>${Y.by} ${Y.server}</span>`}function li({resource:e,name:t,value:n,update:r}){let i=e.field(t),a=e=>e==null||e===``?R`<span class="muted">${Y.nothing}</span>`:R`<${Ke} field=${i} row=${{[t]:e}} />`;return R`<div class="history-line"><dt>${i.label}</dt>
<dd>${r?R`<span class="history-before">${a(n[0])}</span><span class="muted" aria-hidden="true"> → </span>
<span class="visually-hidden">${Y.to}</span><span>${a(n[1])}</span>`:a(n)}</dd></div>`}function ui({resource:e,change:t,busy:n,onRevert:r}){let i=ai(e,t),a=si(e,t);return R`<li class="history-change">
<div class="row"><strong>${oi(t)}</strong> <${ci} change=${t} />
<span class="muted small"><${ke} value=${t.changed_at} /></span>
${a&&R`<${c} size="small" tone="quiet" icon="rotate-ccw" busy=${n} onClick=${()=>r(a)}>${Y.revert}<//>`}
</div>
${i.length>0&&t.operation!==`delete`&&R`<dl class="history-fields">
${i.map(([n,r])=>R`<${li} key=${n} resource=${e} name=${n} value=${r}
update=${t.operation===`update`&&Array.isArray(r)} />`)}
</dl>`}
</li>`}function di({resource:e,id:t}){return u(`admin`)?R`<${fi} key=${t} resource=${e} id=${t} />`:null}function fi({resource:e,id:n}){let r=ct(`/api/audit-log`,{table:e.plural.replaceAll(`-`,`_`),row_id:n}),[i,a]=h(!1),o=async(t,i)=>{let a=await he(O(e,n),t,{ifMatch:i}),{data:o,etag:s}=a.data?.id?a:await k(O(e,n));return Te(e,o,{etag:s}),await r.reload(),s},c=async t=>{a(!0);try{let{data:r,etag:i}=await k(O(e,n)),a=Object.keys(t),s=Object.fromEntries(a.map(e=>[e,t[e][0]]));if(a.every(e=>q(r[e]??null,s[e]??null)))return y(Y.same);let c=a.filter(e=>!q(r[e]??null,t[e][1]??null)),u=Y.revertBody(c.map(t=>e.field(t).label));if(c.length&&!await f({title:Y.revertTitle,body:u,confirm:Y.revert}))return;let d=await o(s,i),p=Object.fromEntries(a.map(e=>[e,r[e]??null]));return y(Y.reverted,{tone:`good`,action:{label:N.undo,run:()=>o(p,d).catch(l)}})}catch(e){return l(e)}finally{a(!1)}},l=e=>y(e.status===412?Y.conflict:e.detail??N.failed,{tone:`bad`});return R`<${t}>
${r.problem&&R`<${je} problem=${r.problem} onRetry=${r.reload} />`}
${!r.rows&&!r.problem&&R`<${s} lines=${3} />`}
${r.rows?.length===0&&R`<p class="muted">${Y.empty}</p>`}
${r.rows?.length>0&&R`<ol class="history">${r.rows.map((t,n)=>R`<${ui} key=${`${t.changed_at} ${n}`}
resource=${e} change=${t} busy=${i} onRevert=${c} />`)}</ol>`}
<${De} cursor=${r.cursor} busy=${r.busy} onMore=${r.more} />
<//>`}function pi({onFile:e,accept:t,label:n,help:r,disabled:i=!1,...a}){let o=b(),s=a.id??o,[c,l]=h(!1),u=(e,t)=>{e.preventDefault(),l(t&&!i)};return R`<div class=${`file-drop ${c?`file-drop-over`:``}`} onDragOver=${e=>u(e,!0)}
onDragLeave=${e=>u(e,!1)} onDrop=${t=>{u(t,!1);let n=t.dataTransfer?.files?.[0];n&&!i&&e(n)}}>
<input class="visually-hidden" type="file" ...${a} id=${s} accept=${t} disabled=${i} onChange=${t=>{let n=t.currentTarget.files?.[0];t.currentTarget.value=``,n&&e(n)}} />
<label for=${s}><${x} name="upload" /><strong>${n??C.file.choose}</strong>
<span class="muted">${r??C.file.drop}</span></label>
</div>`}const mi=[`id`,`owner_id`,`version`,`created_at`,`updated_at`,`deleted_at`],hi=e=>G(e).replace(/[^\p{L}\p{N}]+/gu,` `).trim(),gi=e=>e.fields.filter(e=>!e.readOnly&&!mi.includes(e.name));function _i(e,t){let n=/* @__PURE__ */ new Set,r={},i=({name:e})=>t=>G(t.name)===G(e),a=({name:e})=>t=>[t.name,t.label].some(t=>hi(t)===hi(e));for(let o of[i,a])for(let i of e){if(r[i.name])continue;let e=t.find(e=>!n.has(e.name)&&o(i)(e));r[i.name]=e?.name??null,e&&n.add(e.name)}return r}function vi(e,t){let n=Object.entries(e).filter(([e,n])=>n?G(e)!==n:!(mi.includes(G(e))||t.some(t=>t.name===G(e)&&t.readOnly)));return n.length?JSON.stringify(Object.fromEntries(n)):void 0}function yi(e){let t=Object.values(e).filter(Boolean);return[...new Set(t.filter((e,n)=>t.indexOf(e)!==n))]}async function bi(e){let t=new Uint8Array(await e.slice(0,3).arrayBuffer());if(t[0]===255&&t[1]===254||t[0]===254&&t[1]===255)return`utf-16`;let n=new TextDecoder(`utf-8`,{fatal:!0}),r=e.stream().getReader();try{for(;;){let{done:e,value:t}=await r.read();if(e)break;n.decode(t,{stream:!0})}return n.decode(),`utf-8`}catch{return`windows-1252`}finally{r.cancel().catch(()=>{})}}async function xi(e,t){let n=await e.arrayBuffer(),r=new Uint8Array(n.slice(0,1))[0]===254;return new TextDecoder(t===`utf-16`?r?`utf-16be`:`utf-16le`:t).decode(n)}function Si(e){let t=/* @__PURE__ */ new Map;for(let n of e)try{for(let[e,r]of Object.entries(JSON.parse(n)))t.has(e)||t.set(e,[]),r!==null&&t.get(e).push(typeof r==`string`?r:JSON.stringify(r))}catch{}return[...t].map(([e,t])=>({name:e,examples:t.slice(0,3)}))}async function Ci(e,t,n){n??=await bi(e);let r=await xi(e.slice(0,262144),n);if(r.includes(`\0`))throw TypeError(`not a text`);let i=/\.(ndjson|jsonl)$/i.test(e.name)||/^\s*\{/.test(r)?`ndjson`:`csv`;if(i===`ndjson`){let t=r.split(/\r\n|\r|\n/).filter(e=>e.trim()).slice(0,20);return{file:e,format:i,charset:n,separator:``,columns:Si(t)}}let{separator:a,text:o}=ht(r,t),[s=[],...c]=mt(o,a,40),l=c.filter(gt),u=s.map((e,t)=>({name:e.trim(),examples:l.map(e=>e[t]??``).filter(e=>e.trim()).slice(0,3)}));return{file:e,format:i,charset:n,separator:a,columns:u.filter(({name:e})=>G(e))}}async function wi(e,t,n,r){let i=await xi(e.file,e.charset),a=e.file.name.replace(/\.[^.]*$/,``)||`rows`,o=e=>e.filter((e,n)=>t.has(n+1));if(e.format===`ndjson`){let e=o(i.split(/\r\n|\r|\n/).filter(e=>e.trim()));return{name:`${a}-failed.ndjson`,blob:new Blob([`${e.join(`
`)}\n`],{type:`application/x-ndjson`})}}let{separator:s,text:c}=ht(i,n),[l=[],...u]=mt(c,s),d=l.findIndex(e=>G(e)===r),f=e=>l.map((t,n)=>e[n]??``).filter((e,t)=>t!==d),p=u.filter(gt).flatMap((e,n)=>t.has(n+1)?[[...f(e),t.get(n+1)]]:[]),m=vt([[...f(l),r],...p],s);return{name:`${a}-failed.csv`,blob:new Blob([`\ufeff${m}`],{type:`text/csv;charset=utf-8`})}}const X=N.import,Ti=[`rows_read`,`imported`,`updated`,`skipped`,`failed`];function Ei({title:e,resource:t,sheet:n,report:r,known:i}){let a=Ti.filter(e=>r[e]>0||[`rows_read`,`imported`,`failed`].includes(e));return R`<${W} title=${e}>
<dl class="import-counts">${a.map(e=>R`<div key=${e} class=${e===`failed`&&r.failed>0?`import-bad`:``}>
<dt>${X.counts[e]}</dt><dd>${r[e].toLocaleString()}</dd></div>`)}</dl>
${r.errors.length>0&&R`<${Di} resource=${t} sheet=${n} report=${r} known=${i} />`}
<//>`}function Di({resource:e,sheet:t,report:n,known:r}){let[i,a]=h(!1),o=+(t.format===`csv`),s=t=>e.field(t)?.label??t,l=({field:e,message:t})=>e?`${s(e)}: ${t}`:t;return R`<div class="stack stack-3">
<h3>${X.errors}</h3>
${n.errors.length>=100&&R`<${M} tone="info">${X.errorsFirst(100)}<//>`}
<div class="import-errors" role="region" aria-label=${X.errors} tabindex="0">
<table class="plain-table">
<thead><tr><th scope="col" class="number">${X.row}</th><th scope="col">${X.wrong}</th></tr></thead>
<tbody>${n.errors.map((e,t)=>R`<tr key=${t}><td class="number">${(e.row+o).toLocaleString()}</td><td>${l(e)}</td></tr>`)}</tbody>
</table>
</div>
<div class="row"><${c} icon="download" busy=${i} onClick=${async()=>{a(!0);try{let e=/* @__PURE__ */ new Map;for(let t of n.errors)e.set(t.row,[e.get(t.row),l(t)].filter(Boolean).join(`; `));let{name:i,blob:a}=await wi(t,e,r,X.errorColumn);we(i,a)}catch{y(N.failed,{tone:`bad`})}finally{a(!1)}}}>${X.download}<//><span class="small muted">${X.downloadHelp}</span></div>
</div>`}const Oi=N.import;function ki({resource:e,sheet:t,report:n,known:i,onAgain:a}){let s=o(null);return r(()=>s.current?.focus(),[]),R`<div class="stack stack-5">
<div ref=${s} tabindex="-1" role="status">${n.failed>0&&R`<p>${Oi.doneFailed(n.failed)}</p>`}</div>
<${Ei} title=${Oi.doneTitle(n.imported+n.updated)} resource=${e} sheet=${t} report=${n} known=${i} />
<div class="row">
<${c} tone="primary" href=${j(e)}>${Oi.open(e.labels[1])}<//>
<${c} icon="upload" onClick=${a}>${Oi.more}<//>
</div>
</div>`}const Ai=N.import;function ji({sheet:e,fields:t,map:n,onChange:r,disabled:i=!1}){let a=b(),o=t.map(e=>({value:e.name,label:e.required?`${e.label} *`:e.label}));return R`<div class="stack stack-3">
<p class="muted">${Ai.columnsHelp}</p>
<table class="plain-table import-columns">
<thead><tr><th scope="col">${Ai.column}</th><th scope="col">${Ai.example}</th><th scope="col">${Ai.field}</th></tr></thead>
<tbody>${e.columns.map(({name:e,examples:t},s)=>R`<tr key=${e}>
<th scope="row" id=${`${a}-${s}`}>${e}</th>
<td class="muted small">${t.join(` · `).slice(0,120)}</td>
<td><${Be} value=${n[e]??``} options=${o} empty=${Ai.skip} disabled=${i} aria-labelledby=${`${a}-${s}`}
onChange=${t=>r({...n,[e]:t||null})} /></td>
</tr>`)}</tbody>
</table>
</div>`}const Z=N.import;function Mi({fields:e,sheet:t,how:n,onChange:r,onCharset:i,disabled:a=!1}){let o=e.filter(e=>e.kind===`email`).map(e=>({value:e.name,label:e.label})),s=Object.entries(Z.charsets).map(([e,t])=>({value:e,label:t}));return R`<${W} title=${Z.options}>
<div class="import-options">
${o.length>0&&R`<${z} name="unique_by" label=${Z.unique} required=${!1}>
${e=>R`<${Be} ...${e} value=${n.unique} options=${o} empty=${Z.uniqueNone} disabled=${a}
onChange=${e=>r({...n,unique:e})} />`}
<//>`}
${n.unique&&R`<${z} name="existing" label=${Z.existing} required=${!1}>
${e=>R`<${Be} ...${e} value=${n.existing} disabled=${a}
options=${[{value:`skip`,label:Z.existingSkip},{value:`update`,label:Z.existingUpdate}]}
onChange=${e=>r({...n,existing:e})} />`}
<//>`}
<${z} name="charset" label=${Z.charset} required=${!1}>
${e=>R`<${Be} ...${e} value=${t.charset} options=${s} disabled=${a} onChange=${i} />`}
<//>
</div>
<//>`}const Ni=N.import,Pi={busy:!1,share:0,keyed:!1,problem:null},Fi={csv:`text/csv`,ndjson:`application/x-ndjson`};function Ii(e,t){if(t.code===`import_in_progress`)return Ni.busy;let n=t=>e.field(t)?.label??t;return(t.errors??[]).map(({field:e,message:t})=>e?`${n(e)}: ${t}`:t).join(` `)||t.detail||N.failed}function Li(e){let[t,n]=h(Pi),i=o(null),a=o(null);r(()=>t.busy?be(()=>f({...Ni.leave,tone:`danger`})):void 0,[t.busy]),r(()=>()=>a.current?.abort(),[]);let s=async(t,r,{keyed:o=!1}={})=>{let s=JSON.stringify([t.file.name,t.file.size,t.file.lastModified,t.charset,r]);o&&i.current?.wanted!==s&&(i.current={wanted:s,key:te()});let c=new AbortController;a.current=c,n({...Pi,busy:!0,keyed:o});try{let a=await We(e.operations.import.path,{query:r,file:t.file,type:`${Fi[t.format]}; charset=${t.charset}`,key:o?i.current.key:void 0,signal:c.signal,probe:xe(e),onProgress:e=>n(t=>({...t,share:e}))});return o&&(i.current=null,Ee(e)),n(Pi),a}catch(t){return t.status>=400&&t.status<500&&t.code!==`in_progress`&&(i.current=null),n({...Pi,problem:t.name===`AbortError`?null:Ii(e,t)}),null}};return{...t,run:s,stop:()=>a.current?.abort(),clear:()=>n(e=>e.busy?e:Pi)}}const Q=N.import;function Ri({resource:e,fields:t,plan:n,known:i,onDone:a,onCharset:s,onAgain:l}){let{sheet:u}=n,[d,f]=h(n.map),[p,m]=h({unique:``,existing:`skip`}),[g,_]=h(null),v=Li(e),y=o(null),b=Object.values(d),x=t.filter(e=>e.required&&e.default===void 0&&!b.includes(e.name)),S=yi(d).map(e=>t.find(t=>t.name===e)?.label??e),C=x.length===0&&S.length===0&&b.some(Boolean),ee=t=>({mode:t,columns:vi(d,e.fields),unique_by:p.unique||void 0,existing:p.unique?p.existing:void 0}),w=async()=>{_(null);let e=await v.run(u,ee(`check`));e&&_(e)},T=async()=>{let e=await v.run(u,ee(`valid`),{keyed:!0});e&&a(e)};r(()=>void(C&&w()),[]),r(()=>void(g&&y.current?.focus({preventScroll:!1})),[g]);let te=e=>t=>{e(t),_(null),v.clear()},E=g?g.imported+g.updated:0;return R`<div class="stack stack-5">
<${W} title=${u.file.name} actions=${R`<${c} size="small" disabled=${v.busy} onClick=${l}>${Q.another}<//>`}>
<${ji} sheet=${u} fields=${t} map=${d} onChange=${te(f)} disabled=${v.busy} />
${x.length>0&&R`<${M} tone="warn">${Q.missing(x.map(e=>e.label))}<//>`}
${S.map(e=>R`<${M} key=${e} tone="warn">${Q.twice(e)}<//>`)}
<//>
<${Mi} fields=${t} sheet=${u} how=${p} onChange=${te(m)} onCharset=${s} disabled=${v.busy} />
<div class="stack stack-3" aria-live="polite">
${v.busy&&R`<${zi} share=${v.share} keyed=${v.keyed} onStop=${v.stop} />`}
${v.problem&&R`<${M} tone="bad" onClose=${v.clear}>${v.problem}<//>`}
</div>
${g&&R`<div ref=${y} tabindex="-1">
<${Ei} title=${Q.checked} sheet=${u} report=${g} known=${i} resource=${e} />
${E===0&&R`<p class="muted">${Q.nothing}</p>`}
</div>`}
<div class="row">
${g?R`<${c} tone="primary" icon="upload" busy=${v.busy} disabled=${E===0} onClick=${T}>${Q.start(E)}<//>`:R`<${c} tone="primary" busy=${v.busy} disabled=${!C} onClick=${w}>${Q.check}<//>`}
</div>
</div>`}function zi({share:e,keyed:t,onStop:n}){let r=e>=1,i=r?t?Q.storing:Q.checking:Q.uploading(Math.floor(e*100));return R`<div class="import-progress">
<p id="import-progress">${i}</p>
<div class="row"><progress class="progress grow" max="1" value=${r?void 0:e} aria-labelledby="import-progress" />
${!(r&&t)&&R`<${c} size="small" onClick=${n}>${N.cancel}<//>`}</div>
</div>`}var Bi=/* @__PURE__ */ e({default:()=>Vi});const $=N.import;function Vi({params:e}){let t=d(e.things),n=t?.operations.import&&w()&&t.canCreate(),r=t?[{label:t.labels[1],href:j(t)}]:[];return R`<${p} title=${t?$.title(t.labels[1]):$.crumb} crumbs=${r}>
${n?R`<${Hi} key=${t.plural} resource=${t} />`:R`<${g} icon="upload" title=${$.closed}>${$.closedText}<//>`}
<//>`}function Hi({resource:e}){let[t,n]=h(null),[r,i]=h(null),[a,o]=h(null),s=gi(e),c=t=>e.fields.some(e=>G(e.name)===t||G(e.label)===t),l=async(e,t)=>{if(o(null),e.size===0)return o($.empty);try{let r=await Ci(e,c,t);return r.columns.length?n({sheet:r,map:_i(r.columns,s),at:Date.now()}):o($.notText)}catch{return o($.notText)}},u=()=>{n(null),i(null)};return r?R`<${ki} resource=${e} sheet=${t.sheet} report=${r} known=${c} onAgain=${u} />`:t?R`<${Ri} key=${t.at} resource=${e} fields=${s} plan=${t} known=${c} onDone=${i}
onCharset=${e=>l(t.sheet.file,e)} onAgain=${u} />`:R`<${W}>
${a&&R`<${M} tone="bad">${a}<//>`}
<${pi} accept=".csv,.tsv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson" label=${$.drop} help=${$.dropHelp} onFile=${e=>l(e)} />
<//>`}export{vt as C,ct as D,lt as E,st as O,$t as S,W as T,En as _,Ar as a,mn as b,Cr as c,dr as d,rr as f,Dn as g,Mn as h,Gr as i,br as l,Hn as m,ni as n,kr as o,Wn as p,Yr as r,Er as s,Bi as t,vr as u,wn as v,ut as w,cn as x,Cn as y};