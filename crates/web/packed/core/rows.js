import{t as e}from"./rolldown-runtime.js";import{At as t,B as n,C as r,Dt as i,Et as a,G as o,H as s,I as c,J as l,K as u,L as d,N as f,O as p,Ot as m,Q as h,R as g,U as _,V as v,W as y,X as b,Z as x,_ as ee,b as S,bt as C,c as w,ct as T,d as E,dt as D,et as te,f as O,ft as ne,g as k,gt as re,h as A,ht as j,i as ie,it as ae,jt as M,k as oe,kt as N,l as se,lt as ce,m as le,mt as ue,n as de,nt as P,o as fe,p as F,pt as I,r as pe,rt as me,s as he,st as ge,t as _e,u as ve,ut as ye,v as be,vt as xe,wt as L,x as R,y as z,yt as Se,z as Ce}from"./main.js";import{A as we,E as B,F as Te,M as Ee,N as De,P as Oe,S as ke,T as Ae,a as je,c as Me,d as Ne,f as Pe,i as Fe,j as Ie,k as Le,l as Re,o as ze,p as Be,s as Ve,t as He,u as Ue,v as We,x as Ge,y as Ke}from"./lists.js";import{_ as qe,a as Je,c as Ye,d as Xe,f as V,h as Ze,i as Qe,l as $e,m as et,n as tt,o as nt,p as rt,r as it,s as at,u as H,v as ot,y as U}from"./sign-in.js";const st={title:`Account`,tabs:{profile:`Profile`,security:`Security`,sessions:`Devices`,history:`History`},save:`Save`,cancel:`Cancel`,remove:`Remove`,done:`Done`,retry:`Try again`,saved:`Saved`,required:`Fill this in.`,acting:`You act as this person. Their account is theirs to change.`,profile:{about:`About you`,name:`Name`,home:`Home workspace`,homeHelp:`It opens when you sign in.`,email:`E-mail address`,phone:`Phone number`,none:`None yet`,verified:`Confirmed`,unverified:`To be confirmed`,unverifiedText:`Open the link in our e-mail to confirm this address.`,resend:`Send the e-mail again`,resent:`The e-mail is on its way.`,mailbox:`Open the mailbox`,change:`Change address`,add:`Add address`,newEmail:`New e-mail address`,newEmailHelp:`We send a link there. Your address changes when it is opened.`,send:`Send link`,sent:e=>`We sent a link to ${e}. Your address changes when it is opened.`,guard:{title:`Leave without saving?`,body:`What you changed here is lost.`,confirm:`Leave`}},password:{title:`Password`,current:`Current password`,new:`New password`,newHelp:`At least 8 characters.`,short:`Use at least 8 characters.`,others:`A new password signs out your other devices.`,keys:`Also revoke my API keys`,keysHelp:`Programs that use them stop working.`,submit:`Change password`,changed:`Password changed. Your other devices are signed out.`,wrong:`This isn’t your current password.`,forgot:`Without a password yet, or forgot it? We send a link to choose one.`,sendLink:`Send link`,linkSent:e=>`We sent a link to ${e}.`},totp:{title:`Authenticator app`,on:`On`,off:`Off`,intro:`An app on your phone shows a new code every 30 seconds. You enter one when you sign in.`,setUp:`Set up`,scan:`Scan this with your app, then enter the code it shows.`,qr:`QR code for your authenticator app`,type:`Or type this secret into the app:`,secret:`Secret`,copySecret:`Copy secret`,open:`Open in an app on this device`,code:`Code from the app`,confirm:`Turn on`,codeWrong:`This code is wrong or was used before. Enter the next one.`,enabled:`Authenticator app is on. Your other devices are signed out.`,disable:`Turn off`,disableTitle:`Turn off the authenticator app`,disableText:`Your other devices are signed out.`,proof:`Code from the app, or a recovery code`,disabled:`Authenticator app is off.`,wait:e=>`Too many tries. Try again in ${e}.`},recovery:{title:`Recovery codes`,intro:`Each code signs you in once when your phone or passkey is gone. Keep them where only you find them.`,needFactor:`You get recovery codes with your first authenticator app or passkey.`,renew:`Make new codes`,renewTitle:`Make new recovery codes?`,renewBody:`The codes you have now stop working.`,dialog:`Your recovery codes`,once:`They are shown this once. Copy or download them now.`,copy:`Copy codes`,download:`Download codes`,file:`recovery-codes.txt`,kept:`I saved them`},passkeys:{title:`Passkeys`,intro:`Sign in by fingerprint, face or the lock of your device.`,empty:`No passkeys yet.`,name:`Name`,nameHelp:`So that you know it again, like “Work laptop”.`,add:`Add passkey`,create:`Create passkey`,added:e=>`${e} is added. Your other devices are signed out.`,removeTitle:e=>`Remove ${e}?`,removeBody:`You can no longer sign in by it. Your other devices are signed out.`,removed:e=>`${e} is removed.`,made:`Added`,used:`Last used`,never:`Never`,actions:`Actions`,address:`Passkeys need a name as address. Open this page at localhost.`,open:`Open at localhost`,failed:`This passkey was left out. Try again, or use another device.`},sessions:{title:`Signed-in devices`,intro:`End the ones you don’t know, then change your password.`,device:`Device`,current:`This device`,from:`Address`,signedIn:`Signed in`,seen:`Last seen`,ends:`Ends`,actions:`Actions`,end:`Sign out`,ended:`The device is signed out.`,all:`Sign out everywhere`,allTitle:`Sign out everywhere?`,allBody:`All your devices are signed out, this one too.`,unknown:`Unknown device`},history:{title:`Sign-ins and changes`,intro:`What happened to your account, newest first.`,when:`When`,what:`What`,result:`Result`,from:`Address`,server:`On the server`,done:`Done`,refused:`Refused`,empty:`Nothing has happened yet.`,kinds:{authn_login_success:`Signed in`,authn_login_fail:`Sign-in attempt`,authn_login_lock:`Sign-in locked for a while`,authn_password_success:`Password was right`,authn_mfa_success:`Second factor was right`,authn_mfa_fail:`Second factor was wrong`,authn_mfa_lock:`Second factor locked for a while`,authn_mfa_enrolled:`Authenticator app begun`,authn_mfa_added:`Second factor added`,authn_mfa_removed:`Second factor removed`,authn_mfa_recovery_codes_made:`Recovery codes made`,session_created:`Session begun`,session_ended:`Session ended`,session_renewed:`Session renewed`,authn_token_reuse:`Old token used again`,authn_token_revoked:`Token revoked`,authn_token_created:`Token made`,user_created:`Account made`,user_updated:`Account changed`,user_disabled:`Account disabled`,user_enabled:`Account enabled`,privilege_permissions_changed:`Rights changed`,authz_fail:`Access refused`,authn_impersonation_begun:`A platform admin began to act as you`,authn_impersonation_ended:`A platform admin stopped acting as you`,authn_password_change:`Password changed`,authn_password_change_fail:`Password change attempt`}}};function ct(e,t={}){let[n,r]=N({rows:null,problem:null,busy:!1,cursor:null}),a=i(0),o=JSON.stringify(t),s=m(async(t,n)=>{if(!e)return;let i=++a.current;r(e=>({...e,busy:!0,problem:null}));try{let{data:s}=await I(e,{query:{limit:50,...JSON.parse(o),cursor:t}});if(i!==a.current)return;r({rows:[...n,...s.items],problem:null,busy:!1,cursor:s.next_cursor??null})}catch(e){i===a.current&&r(t=>({...t,busy:!1,problem:e}))}},[e,o]);L(()=>(r({rows:null,problem:null,busy:!1,cursor:null}),s(void 0,[]),()=>a.current++),[s]);let c=m(e=>r(t=>({...t,rows:e(t.rows??[])})),[]);return{...n,more:()=>s(n.cursor,n.rows??[]),reload:()=>s(void 0,[]),setRows:c}}function lt({items:e,label:t=u.tabs.label}){let n=i(null),r=e.findIndex(e=>e?.current);return L(()=>{let e=n.current?.querySelector(`[aria-current]`);e&&(n.current.scrollLeft=e.offsetLeft-n.current.offsetLeft-(n.current.clientWidth-e.offsetWidth)/2)},[r]),C`<nav class="tabs" ref=${n} aria-label=${t}><ul>
${e.filter(Boolean).map(e=>C`<li key=${e.href}>
<a href=${e.href} aria-current=${e.current?`page`:void 0}>${e.label}</a></li>`)}
</ul></nav>`}function W({title:e,actions:t,footer:n,class:r=``,children:i}){let o=a();return C`<section class=${`card ${r}`} aria-labelledby=${e?o:void 0}>
${(e||t)&&C`<header class="card-head">
${e&&C`<h2 id=${o}>${e}</h2>`}
${t&&C`<div class="card-actions">${t}</div>`}
</header>`}
<div class="card-body stack">${i}</div>
${n&&C`<footer class="card-foot">${n}</footer>`}
</section>`}function ut({value:e,onChange:t,label:n,"aria-required":r,class:i=``,...a}){let o=s(n);return C`<label class=${`check ${i}`}>
<input class="checkbox" type="checkbox" ...${a} checked=${e===!0}
onChange=${e=>t?.(e.currentTarget.checked)} />
${o&&C`<span>${o}</span>`}
</label>`}const dt=[`,`,`;`,`	`,`|`],ft=/^[\s\p{C}\p{Z}]+|[\s\p{C}\p{Z}]+$/gu,pt=e=>e.replace(ft,``),G=e=>pt(e).normalize(`NFC`).toLowerCase();function mt(e,t,n=1/0){let r=[],i=[],a=``,o=!1,s=0,c=()=>{i.push(a),r.push(i),i=[],a=``};for(;s<e.length&&r.length<n;s+=1){let n=e[s];o?n===`"`?e[s+1]===`"`?a+=e[s+=1]:o=!1:a+=n:n===`"`&&pt(a)===``?(a=``,o=!0):n===t?(i.push(a),a=``):n===`
`||n===`\r`?(n===`\r`&&e[s+1]===`
`&&(s+=1),c()):a+=n}return r.length<n&&(a!==``||i.length>0)&&c(),r}function ht(e,t){let n=/^sep=(.)(\r\n|\r|\n)/i.exec(e);if(n)return{separator:n[1],text:e.slice(n[0].length)};let r={separator:`,`,score:-1};for(let n of dt){let i=mt(e,n,1)[0]??[],a=i.filter(e=>t(G(e))).length+Math.min(i.length,99)/100;a>r.score&&(r={separator:n,score:a})}return{separator:r.separator,text:e}}const gt=e=>e.some(e=>pt(e)!==``),_t=(e,t)=>/["\r\n]/.test(e)||e.includes(t)||e!==e.trim()?`"${e.replaceAll(`"`,`""`)}"`:e,vt=(e,t=`,`)=>e.map(e=>`${e.map(e=>_t(e,t)).join(t)}\r\n`).join(``);function yt({id:e,name:t}){let n=t??(e?h(e):null)??(e?e.slice(0,8):u.person.unknown);return C`<span class="person"><span class=${`avatar hue-${p(e??n)}`} aria-hidden="true">${oe(n)}</span>
<span class="person-name">${n}</span></span>`}const K=B.wrong,bt=/* @__PURE__ */ new Map;function xt(e){if(!bt.has(e)){let t=null;try{t=new RegExp(e,`u`)}catch{t=null}bt.set(e,t)}return bt.get(e)}const St=/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,Ct={integer:e=>Number.isInteger(Number(e))?null:K.integer,decimal:e=>Number.isFinite(Number(e))?null:K.number,uuid:e=>St.test(e)?null:K.uuid,uuids:e=>e.every(e=>St.test(e))?null:K.uuid,date:e=>Number.isNaN(Date.parse(e))?K.date:null,timestamp:e=>Number.isNaN(Date.parse(e))?K.date:null},wt={email:K.email,phone:K.phone,e164:K.phone,url:K.url},Tt=e=>e==null||(Array.isArray(e)?!e.length:typeof e==`string`&&!e.trim());function Et(e,t){if(e.kind===`uuids`&&Array.isArray(t)&&!t.length&&!e.minItems)return null;if(Tt(t))return e.required&&e.default==null&&e.kind!==`boolean`?K.required:null;let n=Ct[e.kind]?.(t);if(n)return n;if(e.kind===`select`&&e.options&&!e.options.some(e=>(e?.value??e)===t))return K.option;if(Array.isArray(t))return e.maxItems&&t.length>e.maxItems?K.items(e.maxItems):null;if([`integer`,`decimal`].includes(e.kind))return e.min!=null&&Number(t)<e.min?K.min(e.min):e.max!=null&&Number(t)>e.max?K.max(e.max):null;if(typeof t!=`string`)return null;let r=[...t].length;if(e.minLength&&r<e.minLength)return K.minLength(e.minLength);if(e.maxLength&&r>e.maxLength)return K.maxLength(e.maxLength);let i=e.pattern&&xt(e.pattern);return i&&!i.test(t)?wt[e.kind]??K.pattern:null}function Dt(e,t){let n=e.map(e=>[e.name,Et(e,t[e.name])]);return Object.fromEntries(n.filter(([,e])=>e))}function q(e,t){if(Object.is(e,t))return!0;if(e==null||t==null)return(e??null)===(t??null);if(typeof e!=`object`||typeof t!=`object`||Array.isArray(e)!==Array.isArray(t))return!1;let n=Object.keys(e);return n.length===Object.keys(t).length&&n.every(n=>Object.hasOwn(t,n)&&q(e[n],t[n]))}function Ot(e,t,n){let r={},i=[],a=!0;for(let o of/* @__PURE__ */ new Set([...Object.keys(e),...Object.keys(t),...Object.keys(n)])){let[s,c,l]=[e[o],Object.hasOwn(t,o)?t[o]:e[o],n[o]],u=q(c,s);r[o]=u?l:c,u||q(c,l)||(a=!1,q(l,s)||(r[o]=l,i.push({field:o,base:s,mine:c,theirs:l})))}return{merged:r,conflicts:i,settled:a}}function kt(e,t){return Object.fromEntries(Object.entries(t).filter(([t,n])=>!q(n,e[t])))}const At=e=>e.name===`client_id`&&e.kind===`uuid`,jt=(e,t)=>e.fields.filter(e=>!e.readOnly&&!At(e)&&(t||!e.createOnly));function Mt(e,t){return Tt(t)?[`tags`,`uuids`].includes(e.kind)&&!e.nullable?[]:null:e.kind===`integer`&&typeof t==`string`?Number(t):t}const Nt=(e,t)=>Object.fromEntries(e.map(e=>[e.name,Mt(e,t[e.name])])),Pt=()=>Ce({title:B.form.leaveTitle,body:B.form.leaveText,confirm:B.form.leave,tone:`danger`});function Ft(e,n,r=null){let a=t(()=>{let t=n??{...Object.fromEntries(e.map(e=>[e.name,e.default??null])),...r};return Nt(e,t)},[]),[o,s]=N(a),[c,l]=N(a),[u,d]=N({}),[f,p]=N({}),m=Nt(e,c),h=kt(o,m),g=Object.keys(h).length>0,_=i(g),v=i(!1);_.current=g&&!v.current,L(()=>me(()=>!_.current||Pt(),()=>_.current),[]);let y=Dt(e,m),b=!!n;return{base:o,values:c,now:m,dirty:g,patch:h,errorOf:e=>f[e.name]??(u[e.name]?Et(e,m[e.name]):null),set(e,t){v.current=!1,l(n=>({...n,[e]:t})),p(({[e]:t,...n})=>n)},touch:e=>d(t=>t[e]?t:{...t,[e]:!0}),wrong(){return d(Object.fromEntries(e.map(e=>[e.name,!0]))),Object.entries(y).filter(([e])=>!b||e in h)},refused:e=>p(e),settle(){v.current=!0,_.current=!1},reset(t){let n=t?Nt(e,t):a;_.current=v.current=!1,s(n),l(n),d({}),p({})},body:()=>Object.fromEntries(e.map(({name:e,required:t})=>[e,m[e],t]).filter(([,e,t])=>!Tt(e)||t&&Array.isArray(e)))}}const It=(e,t)=>Object.fromEntries(t.map(t=>[t,e[t]??null])),Lt=e=>e.etag??ve(e.data);async function Rt({resource:e,id:t,parent:n},r,i,a){let o=O(e,t,n),s=e.operations.change?await ue(o,r,{ifMatch:a}):await re(o,i,{ifMatch:a});return{kind:`saved`,row:s.data,etag:Lt(s)}}async function zt(e,t,n,r){try{return await Rt(e,kt(t,n),n,r)}catch(e){if(e.status===404)return{kind:`gone`};if(e.status===412)return null;throw e}}function Bt(e,t,n){let r=It(n.data,Object.keys(t)),{merged:i,conflicts:a,settled:o}=Ot(e,t,r),s=Lt(n);return o?{kind:`saved`,row:n.data,etag:s}:{kind:a.length?`conflict`:`joined`,theirs:r,merged:i,conflicts:a,row:n.data,etag:s}}async function Vt(e,t,n,r){for(let i=0;i<4;i+=1){let i=await zt(e,t,n,r);if(i)return i;let a;try{a=await I(O(e.resource,e.id,e.parent))}catch(e){if(e.status===404)return{kind:`gone`};throw e}let o=Bt(t,n,a);if(o.kind!==`joined`)return o;[t,n,r]=[o.theirs,o.merged,o.etag]}let i=await I(O(e.resource,e.id,e.parent)),a=Bt(t,n,i);return a.kind===`joined`?{...a,kind:`conflict`}:a}async function Ht(e,t,n){let r=Bt(t,n,await Ut(e));return r.kind===`joined`?Vt(e,r.theirs,r.merged,r.etag):r}const Ut=({resource:e,id:t,parent:n})=>j(se(e.operations.restore.path,t,n));async function Wt({resource:e,parent:t},n,r){let i=e.fields.find(At),a=i?{...n,[i.name]:r}:n,o=await j(E(e,t),a,{key:r});return{kind:`saved`,row:o.data,etag:Lt(o)}}const Gt=e=>e.status===0||e.status>=500||e.code===`in_progress`,Kt=e=>{if(e.status===void 0)throw e;r(e.detail??e.title??e.message,{tone:`bad`})};async function qt(e){try{let{data:t,etag:n}=await Ut(e);return t?ke(e.resource,t,{parent:e.parent,etag:n}):Ae(e.resource,e.parent),r(B.view.restored(e.resource.labels[0]),{tone:`good`}),!0}catch(e){return Kt(e),!1}}async function Jt({resource:e,row:t,etag:n,parent:i,onStale:a}){let o={resource:e,id:t.id,parent:i},[s]=e.labels,c=e.operations.restore;if(!c&&!await Ce({title:B.view.removeTitle(s),body:B.view.removeText,confirm:B.view.remove,tone:`danger`}))return!1;try{await ne(O(e,t.id,i),{ifMatch:n??ve(t)})}catch(e){if(e.status===412)return a?.(),r(B.view.refreshed,{tone:`warn`}),!1;if(e.status!==404)return Kt(e),!1}return Ge(e,t.id,{parent:i}),r(B.view.removed(s),c?{action:{label:B.view.undo,run:()=>qt(o)}}:{}),!0}const Yt=[`theirs`,`mine`,`base`];function Xt({field:e,conflict:t,side:n,chosen:r,onChoose:i}){return C`<label class="conflict-choice">
<input type="radio" name=${`conflict-${e.name}`} checked=${r===n} onChange=${()=>i(n)} />
<span class="stack"><span class="small muted">${B.conflict[n]}</span>
<span class="conflict-value"><${We} field=${e} row=${{[e.name]:t[n]}} link /></span></span>
</label>`}function Zt({resource:e,fields:t,clash:n,busy:r,onSave:i,onClose:a}){let[o,s]=N({}),c=n=>t.find(e=>e.name===n)??e.field(n),l=n.conflicts.some(({field:e})=>!o[e]),u=new Set(n.conflicts.map(({field:e})=>e)),d=t.filter(({name:e})=>!u.has(e)&&!q(n.theirs[e],n.from[e])),f=C`<${y} onClick=${a} disabled=${r}>${B.conflict.cancel}<//>
<${y} tone="primary" busy=${r} disabled=${l} onClick=${()=>{let e=Object.fromEntries(n.conflicts.map(e=>[e.field,e[o[e.field]]]));i({...n.merged,...e})}}>${B.conflict.save}<//>`;return C`<${_} open title=${B.conflict.title} onClose=${a} actions=${f} size="large">
<div class="stack stack-4">
<p>${B.conflict.text} <span class="muted small">${B.conflict.when}: <${Ie} value=${n.row.updated_at} /></span></p>
${n.conflicts.map(e=>{let t=c(e.field);return C`<fieldset key=${t.name} class="conflict"><legend>${t.label}</legend>
<div class="conflict-choices">${Yt.map(n=>C`<${Xt} key=${n} field=${t} conflict=${e} side=${n}
chosen=${o[t.name]} onChoose=${e=>s(n=>({...n,[t.name]:e}))} />`)}</div>
</fieldset>`})}
${d.length>0&&C`<p class="muted small">${B.conflict.joined(d.map(({label:e})=>e).join(`, `))}</p>`}
</div>
<//>`}function Qt({resource:e,busy:t,onRestore:n,onClose:r}){let i=!!e.operations.restore,a=C`<${y} onClick=${r} disabled=${t}>${B.conflict.cancel}<//>
${i&&C`<${y} tone="primary" busy=${t} onClick=${n}>${B.conflict.binnedSave}<//>`}`;return C`<${_} open title=${B.conflict.binnedTitle} onClose=${r} actions=${a}>
<p>${i?B.conflict.binnedText:B.conflict.removedText}</p>
<//>`}function $t(e){let t=/* @__PURE__ */ new Map;for(let n of e)t.set(n.group??``,[...t.get(n.group??``)??[],n]);return[...t]}function en({field:e,draft:t,disabled:n}){return C`<div class=${`form-field form-${e.kind}`} onFocusOut=${()=>t.touch(e.name)}>
<${v} name=${e.name} label=${e.label} help=${e.help} error=${t.errorOf(e)} optional=${!e.required}>
${r=>C`<${Be} field=${e} control=${r} disabled=${n}
value=${t.values[e.name]} onChange=${n=>t.set(e.name,n)} />`}
<//>
</div>`}const tn=e=>({status:422,code:`invalid`,detail:null,errors:e.map(([e,t])=>({field:e,code:`check`,message:t}))});function nn({resource:e,parent:t,row:n=null,etag:r=null,preset:a,onSaved:o,onCancel:s,onDirty:c,another:l=!1,stays:u=!1,verb:d,Note:f}){let p=jt(e,!n),m=Ft(p,n,a),[h]=N(r),[g,_]=N(!1),[v,b]=N(null),[x,S]=N(null),[w,T]=N(null),E=i(null),D=i(!1),[te,O]=N(0),ne=i(null),k={resource:e,parent:t,id:n?.id},re=(n,r)=>{if(n.kind!==`saved`)return T({...n,from:r.from??m.base});T(null),m.settle(),ke(e,n.row,{parent:t,etag:n.etag}),r.another&&(m.reset(null),O(e=>e+1)),o(n.row,{another:!!r.another})},A=e=>{Gt(e)||(E.current=null),e.retryAfter&&e.status===429&&S(new Date(Date.now()+e.retryAfter*1e3)),m.refused(Object.fromEntries((e.errors??[]).map(e=>[String(e.field).split(/[.[]/)[0],e.message]))),b(e)},j=async(e,t={})=>{if(!D.current){D.current=!0,_(!0),b(null);try{re(await e(),t),E.current=null}catch(e){if(e.status===void 0)throw e;T(null),A(e)}finally{D.current=!1,_(!1)}}},ie=async(e,t)=>Object.keys(kt(e.theirs,t)).length?Vt(k,e.theirs,t,e.etag):{kind:`saved`,row:e.row,etag:e.etag},ae=(e={another:u})=>{if(x)return;let t=m.wrong();return t.length?b(tn(t)):n&&!m.dirty?s?.():(E.current??=xe(),j(()=>n?Vt(k,m.base,m.now,h):Wt(k,m.body(),E.current),e))},M=JSON.stringify(m.now);L(()=>{D.current||(E.current=null)},[M]),L(()=>{c?.(m.dirty)},[m.dirty]);let oe=i(ae);oe.current=ae,L(()=>{let e=[`mod+s`,`mod+enter`].map(e=>Se(e,()=>oe.current()));return()=>e.forEach(e=>e())},[]),L(()=>{!n&&(te>0||!u)&&ne.current?.querySelector(`input, select, textarea`)?.focus()},[te]);let se=Object.fromEntries(p.map(e=>[e.name,e.label])),ce=g||x!==null;return C`<div ref=${ne} class="row-form">
<${ot} onSubmit=${()=>ae()} error=${v} busy=${g} fields=${se}>
${$t(p.filter(({hidden:e})=>!e)).map(([e,t])=>e?C`<fieldset key=${e} class="form-group stack"><legend>${e}</legend>
${t.map(e=>C`<${en} key=${e.name} field=${e} draft=${m} disabled=${g} />`)}</fieldset>`:t.map(e=>C`<${en} key=${e.name} field=${e} draft=${m} disabled=${g} />`))}
${x&&C`<${ee} until=${x} onEnd=${()=>S(null)}>${e=>B.form.waiting(e)}<//>`}
<div class="save-bar row">
${f&&C`<${f} values=${m.values} />`}
<${y} type="submit" tone="primary" busy=${g} disabled=${ce}>${n?B.form.save:d??B.form.create}<//>
${l&&C`<${y} disabled=${ce} onClick=${()=>ae({another:!0})}>${B.form.another}<//>`}
${s&&C`<${y} tone="quiet" disabled=${g} onClick=${s}>${B.form.cancel}<//>`}
</div>
<//>
${w?.kind===`conflict`&&C`<${Zt} resource=${e} fields=${p} clash=${w} busy=${g} onClose=${()=>T(null)}
onSave=${e=>j(()=>ie(w,e),{from:w.theirs})} />`}
${w?.kind===`gone`&&C`<${Qt} resource=${e} busy=${g} onClose=${()=>T(null)}
onRestore=${()=>j(()=>Ht(k,m.base,m.now))} />`}
</div>`}const rn=({access:e})=>(!e?.role||b(e.role))&&(e?.impersonator===`read`||x()),an=({when:e},t)=>Object.entries(e??{}).every(([e,n])=>n.includes(t[e])),on=(e,t)=>(e.actions??[]).filter(e=>rn(e)&&an(e,t));function sn(e,t){let n=(e.actions??[]).flatMap(({when:e})=>Object.keys(e??{}))[0],r=e.field(n??``)??e.fields.find(e=>e.kind===`select`&&e.readOnly);return r&&t[r.name]?Ke(t[r.name]):null}const cn=(e,{field:t,message:n})=>`${e.field(t)?.label??t}: ${n}.`;function ln({resource:e,row:t,etag:n,parent:a,reload:o,ask:s}){let[c,l]=N(null),[u,d]=N(null),f=i(null),p=on(e,t),m=async i=>{if(!(c||s&&!await s(i))){l(i.verb),d(null),f.current?.verb!==i.verb&&(f.current={verb:i.verb,value:xe()});try{let s=await j(se(i.path,t.id,a),void 0,{key:f.current.value,ifMatch:n??ve(t)});f.current=null,s.data?.id===t.id?ke(e,s.data,{parent:a,etag:s.etag}):await o(),r(B.view.done(i.label),{tone:`good`})}catch(t){if(t.status===void 0)throw t;Gt(t)||(f.current=null);let n=[409,412].includes(t.status)?await o():null;t.code===`invalid_state`?d(B.view.state(i.label,n?.row?sn(e,n.row):null)):t.status===412?d(B.view.refreshed):t.status===422&&t.errors.length?d(t.errors.map(t=>cn(e,t)).join(` `)):t.status===409?d(t.detail):Kt(t)}finally{l(null)}}};return!p.length&&!u?null:C`<div class="row-actions stack">
${u&&C`<${k} tone="warn" onClose=${()=>d(null)}>${u}<//>`}
${p.length>0&&C`<div class="row">${p.map(e=>C`<${y} key=${e.verb} busy=${c===e.verb}
disabled=${c!==null} onClick=${()=>m(e)}>${e.label}<//>`)}</div>`}
</div>`}const un=(e,t)=>e.fields.filter(n=>n.refers===t.plural||e.path.includes(`{${n.name}}`)).map(({name:e})=>e);function dn({child:e,row:t,parent:n,onEdit:r,onStale:i}){let a=[e.canChange()&&{label:B.view.edit,icon:`pencil`,onSelect:()=>r(t)},e.canDelete()&&{label:B.view.remove,icon:`trash-2`,tone:`danger`,onSelect:()=>Jt({resource:e,row:t,parent:n,onStale:i})}].filter(Boolean);return C`<${fe} label=${B.view.more} icon="ellipsis" items=${a} />`}function fn({child:e,resource:t,row:n,readOnly:a=!1}){let o=n.id,s=Pe(e,{parent:o}),[c,l]=N(null),u=i(n.version);L(()=>{u.current!==n.version&&s.reload(),u.current=n.version},[n.version]);let[f,p]=e.labels,m=!a&&(e.canChange()||e.canDelete()),h={key:`actions`,label:B.bin.actions,width:`narrow`,render:t=>C`<${dn} child=${e} row=${t} parent=${o} onEdit=${l} onStale=${s.reload} />`},g=Re(e,{without:un(e,t),add:m?[h]:[]}),_=!a&&e.canCreate()&&C`<${y} size="small" icon="plus" onClick=${()=>l(`new`)}>${B.view.add(f)}<//>`;return C`<${W} title=${p} actions=${_}>
<div class="stack" aria-busy=${s.busy}>
${s.problem&&C`<${De} problem=${s.problem} onRetry=${s.reload} />`}
${!s.rows&&!s.problem&&C`<${d} lines=${3} />`}
${s.rows?.length===0&&C`<p class="muted">${B.list.empty(p)}</p>`}
${s.rows?.length>0&&C`<${Ee} caption=${p} columns=${g} rows=${s.rows} compact=${e.compact} />`}
<${Oe} cursor=${s.cursor} busy=${s.busy} onMore=${s.more} />
</div>
${c&&C`<${pn} child=${e} parent=${o} row=${c===`new`?null:c} onSaved=${()=>{r(c===`new`?B.form.created(f):B.form.saved(f),{tone:`good`}),l(null)}}
onClose=${()=>l(null)} />`}
<//>`}function pn({child:e,parent:t,row:n,onSaved:r,onClose:i}){let[a]=e.labels,[o,s]=N(!1),c=async()=>(!o||await Pt())&&i(),l=n?B.view.editTitle(a):B.view.add(a);return C`<${_} open title=${l} onClose=${c}>
<${nn} resource=${e} parent=${t} row=${n} etag=${n&&ve(n)} onSaved=${r} onCancel=${c} onDirty=${s} />
<//>`}function mn({resource:e,row:t,readOnly:n=!1}){return(e.children??[]).filter(e=>e.operations.list).map(r=>C`<${fn} key=${`${r.plural} ${t.id}`} child=${r} resource=${e} row=${t} readOnly=${n} />`)}var hn=/* @__PURE__ */ e({default:()=>wn});const gn=ze(()=>Promise.resolve().then(()=>ri),`History`),_n=[`id`,`version`,`created_at`,`updated_at`,`deleted_at`,`owner_id`],vn=e=>e.fields.filter(e=>!_n.includes(e.name)&&!e.writeOnly);function yn({resource:e,row:t}){return C`<dl class="fields">
${vn(e).map(e=>C`<div key=${e.name} class=${`fields-row fields-${e.kind}`}>
<dt>${e.label}</dt><dd><${We} field=${e} row=${t} link /></dd></div>`)}
</dl>`}function bn({row:e}){return C`<dl class="fields fields-about small">
${e.owner_id&&C`<div class="fields-row"><dt>${B.view.owner}</dt>
<dd><${We} field=${{name:`owner_id`,kind:`member`}} row=${e} /></dd></div>`}
${e.created_at&&C`<div class="fields-row"><dt>${B.view.created}</dt><dd><${Ie} value=${e.created_at} /></dd></div>`}
${e.updated_at&&C`<div class="fields-row"><dt>${B.view.updated}</dt><dd><${Ie} value=${e.updated_at} /></dd></div>`}
<div class="fields-row"><dt>${B.view.id}</dt><dd class="row"><span class="mono" title=${e.id}>${e.id.slice(0,8)}</span><${de} value=${e.id} /></dd></div>
</dl>`}function xn({resource:e,row:t,etag:n,notice:a,onDone:o}){let s=i(!1);return C`<div class="stack stack-4">
${a&&C`<${k} tone="info">${a===`delete`?B.view.gone2:B.view.stale}<//>`}
<${nn} resource=${e} row=${t} etag=${n} onSaved=${()=>{r(B.form.saved(e.labels[0]),{tone:`good`}),o()}} onCancel=${async()=>(!s.current||await Pt())&&o()} onDirty=${e=>s.current=e} />
</div>`}function Sn({resource:e}){let t=e.operations.restore,n=C`<div class="row">
${t&&C`<${y} href=${F(e,`trash`)} icon="trash-2">${B.view.toBin}<//>`}
<${y} href=${F(e)}>${B.view.toList}<//></div>`;return C`<${c} icon=${e.icon} title=${B.view.gone} action=${n}>${B.view.goneText}<//>`}function Cn({resource:e,id:t,Acts:n,Parts:r}){let[i,a]=N(!1),[o,s]=N(null),{row:c,etag:l,problem:u,busy:p,reload:m}=Ne(e,t,{hold:i,onChange:s}),h=[{label:e.labels[1],href:F(e)}],g=c&&le(e,c)||e.labels[0],_=async()=>{await Jt({resource:e,row:c,etag:l,onStale:m})&&P(F(e))},v=()=>{a(!1),o&&m(),s(null)},x=c&&!i&&C`
${e.canDelete()&&C`<${y} tone="quiet" icon="trash-2" onClick=${_}>${B.view.remove}<//>`}
${e.canChange()&&C`<${y} tone="primary" icon="pencil" onClick=${()=>a(!0)}>${B.view.edit}<//>`}`;return C`<${f} title=${g} crumbs=${h} actions=${x} subtitle=${c&&le(e,c)?e.labels[0]:void 0}>
<div class="view stack stack-5" aria-busy=${p}>
${!c&&u?.status===404&&C`<${Sn} resource=${e} />`}
${u&&u.status!==404&&C`<${De} problem=${u} onRetry=${m} />`}
${!c&&!u&&C`<${d} lines=${8} />`}
${c&&!i&&C`<${n} resource=${e} row=${c} etag=${l} reload=${m} />`}
${c&&C`<div class="view-parts">
<${W} title=${B.view.details}>${i?C`<${xn} resource=${e} row=${c} etag=${l} notice=${o} onDone=${v} />`:C`<${yn} resource=${e} row=${c} />`}<//>
<${W} title=${B.view.about}><${bn} row=${c} /><//>
</div>`}
${c&&C`<${r} resource=${e} row=${c} reload=${m} />`}
${c&&b(`admin`)&&C`<${W} title=${B.view.history}>
<${gn} key=${`${t} ${c.version}`} resource=${e} id=${t} /><//>`}
</div>
<//>`}function wn({params:e,resource:t=l(e.things),Acts:n=ln,Parts:r=mn}){let i=t?.operations.find&&!t.parent;return L(()=>{t?.parent&&P(F(t.parent),{replace:!0})},[t]),i?C`<${Cn} key=${`${te.value?.id} ${t.plural} ${e.id}`} resource=${t} id=${e.id} Acts=${n} Parts=${r} />`:C`<${f} title=${B.list.unknown}><p>${B.list.unknownText}</p><//>`}var Tn=/* @__PURE__ */ e({RowForm:()=>nn,default:()=>Dn});function En(e){let t=[...ae.peek().query].filter(([t])=>e.field(t)&&!e.field(t).readOnly);return Object.fromEntries(t)}function Dn({params:e,resource:t=l(e.things),onMade:n}){let a=i(t&&En(t)),o=t?.labels[0]??``,s=t?[{label:t.labels[1],href:F(t)}]:[];if(L(()=>{t&&!t.operations.create&&P(F(t),{replace:!0})},[t]),!t)return C`<${f} title=${B.list.unknown}><p>${B.list.unknownText}</p><//>`;if(!t.canCreate()){let e=C`<${y} href=${F(t)}>${B.view.toList}<//>`;return C`<${f} title=${B.form.newTitle(o)} crumbs=${s} narrow>
<${c} icon="lock" title=${B.form.locked} action=${e}>${B.form.lockedText}<//><//>`}return C`<${f} title=${B.form.newTitle(o)} crumbs=${s} narrow>
<${nn} key=${t.plural} resource=${t} preset=${a.current} another onSaved=${async(e,{another:i})=>{await n?.(e);let a=t.operations.find&&{label:B.form.open,run:()=>P(F(t,e.id))};r(B.form.created(o),{tone:`good`,action:i&&a||void 0}),i||P(t.operations.find?F(t,e.id):F(t),{replace:!0})}}
onCancel=${()=>P(F(t))} />
<//>`}var On=/* @__PURE__ */ e({default:()=>Nn});const kn=ze(()=>Promise.resolve().then(()=>Kr),`BulkBar`);function An({resource:e,row:t}){let[n,r]=N(!1);return C`<${y} size="small" icon="rotate-ccw" busy=${n} onClick=${async()=>{r(!0),await qt({resource:e,id:t.id}),r(!1)}}>${B.bin.restore}<//>`}function jn(e){let t=e.operations.restore?.access?.role;return x()&&(!t||b(t))}function Mn({resource:e}){let t=Pe(e,{query:{deleted:!0}}),n=je(t.rows??[]),r=i(null),a=jn(e);Fe(r,{toggle:e=>a&&t.rows?.[e]&&n.toggle(t.rows[e].id)});let o=Re(e,{without:[`created_at`],add:[{key:`deleted_at`,label:B.bin.deleted,render:e=>C`<${Ie} value=${e.deleted_at} />`},...a?[{key:`acts`,label:B.bin.actions,width:`narrow`,render:t=>C`<${An} resource=${e} row=${t} />`}]:[]]}),s=[.../* @__PURE__ */ new Set([...e.compact??[],`deleted_at`,`acts`])];return C`<div ref=${r} class="list stack stack-4" aria-busy=${t.busy}>
<div class="list-fresh" role="status">${t.fresh>0&&C`<${y} size="small" icon="arrow-up" onClick=${t.reload}>${B.list.more(t.fresh)}<//>`}</div>
${t.problem&&C`<${De} problem=${t.problem} onRetry=${t.reload} />`}
${!t.rows&&!t.problem&&C`<${d} lines=${8} />`}
${t.rows?.length===0&&C`<${c} icon="trash-2" title=${B.bin.empty}>${B.bin.emptyText}<//>`}
${t.rows?.length>0&&C`<${Ee} caption=${B.bin.title(e.labels[1])} columns=${o} rows=${t.rows} compact=${s}
selected=${a?n.selected:void 0} onSelect=${a?n.onSelect:void 0} />`}
<${Oe} cursor=${t.cursor} busy=${t.busy} onMore=${t.more} />
${n.chosen.length>0&&C`<${kn} resource=${e} rows=${n.chosen} onDone=${()=>{n.clear(),t.reload()}} />`}
</div>`}function Nn({params:e,resource:t=l(e.things)}){if(!t?.operations.restore)return C`<${f} title=${B.bin.none}><p>${B.list.unknownText}</p><//>`;let n=[{label:t.labels[1],href:F(t)}];return C`<${f} title=${B.bin.title(t.labels[1])} crumbs=${n} subtitle=${B.bin.subtitle}>
<${Mn} key=${t.plural} resource=${t} />
<//>`}const Pn=xe();async function Fn(e){let{data:t}=await j(`/auth/otp/request`,{contact:e.trim(),device_id:Pn},{quiet:!0});return{again:new Date(Date.now()+t.retry_after*1e3)}}async function In(e,t){let n={contact:e.trim(),device_id:Pn,code:t.trim()};return(await j(`/auth/otp/verify`,n,{quiet:!0})).data}function Ln({contact:e,fixed:t=!1,onContact:r,onSent:i}){let a=R(),[o,s]=N(null),c=ce.value?.sms!==!1,l=c?g.fields.contact:g.fields.email,u=()=>{let t=z({contact:e});s(t),t||a.run(async()=>i(await Fn(e)))},d=o??S(a.problem,e=>e.status===429?null:void 0),f=U(d);return C`<${M}>
<${H} attempt=${a} problem=${d} submit=${g.code.request} onSubmit=${u} fields=${{contact:l}}>
${t?C`<p>${g.code.explainKnown(e)}</p>`:C`<${v} name="contact" label=${l} error=${f.contact} help=${c&&g.fields.contactHelp}>
${t=>C`<${n} ...${t} type=${c?`text`:`email`} autocomplete="username"
maxlength="254" autocapitalize="none" spellcheck=${!1} value=${e} onChange=${r} />`}
<//>`}
<//>
<//>`}function Rn({text:e,onAgain:t}){return C`<div class="stack stack-4">
<p>${e}</p>
<${zn} />
<p class="small muted">${g.mail.nothing}</p>
${t&&C`<div class="auth-others"><${y} tone="quiet" onClick=${t}>${g.mail.again}<//></div>`}
</div>`}function zn(){return ce.value?.development_mailbox?C`<p class="auth-hint small muted">
${g.mail.mailboxHint} <a href="/dev/mail" target="_blank" rel="noopener">${g.mail.mailbox}</a>
</p>`:null}function Bn({contact:e,sent:t,onAnswer:n,onOther:r}){let[i,a]=N(``),[o,s]=N(null),c=R(),l=$e(),u=t=>{let r=typeof t==`string`?t:i,o=z({code:r});s(o),o||c.run(async()=>{try{await n(await In(e,r))}catch(e){throw a(``),e}})},d=o??S(c.problem,e=>c.until?null:e.status===401?be(e,`code`,Vn(e.data)):void 0),f=U(d);return C`<div class="stack stack-4" ref=${l}>
<p>${g.code.sentTo(e)}</p>
<${zn} />
<${H} attempt=${c} problem=${d} submit=${g.code.submit} says=${g.code.blocked} onSubmit=${()=>u()} fields=${{code:g.fields.code}}>
<${v} name="code" label=${g.fields.code} error=${f.code}>
${e=>C`<${rt} ...${e} value=${i} onChange=${a} onComplete=${u}
disabled=${c.until!==null} />`}
<//>
<//>
<${Hn} contact=${e} sent=${t} blocked=${c.until!==null} onSent=${c.clear} onOther=${r} />
</div>`}function Vn(e){let t=e?.attempts_remaining;return t>0?g.code.left(t):g.code.none}function Hn({contact:e,sent:t,blocked:n,onSent:r,onOther:i}){let[a,o]=N(t.again),[s,c]=N(null),l=R(),u=l.until??a;return C`<div class="auth-others">
<p class="visually-hidden" role="status">${s}</p>
${u?!n&&C`<span class="muted small"><${ee} key=${u.getTime()} until=${u}
onEnd=${()=>(l.clear(),o(null))}>${e=>g.code.resendIn(e)}<//></span>`:C`<${y} tone="quiet" busy=${l.busy} disabled=${n} onClick=${()=>l.run(async()=>{o((await Fn(e)).again),c(g.code.resent),r()})}>${g.code.resend}<//>`}
${i&&C`<${y} tone="quiet" onClick=${i}>${g.code.other}<//>`}
${l.problem&&!l.until&&C`<p class="auth-failure" role="alert">${l.problem.detail}</p>`}
</div>`}var Un=/* @__PURE__ */ e({default:()=>Wn});function Wn(){let[e,t]=N(Ye.peek()),[n,r]=N(null),[i,a]=N(null),[o,s]=N(null);Qe();let c=[{href:Je(`/sign-in`),label:g.footer.password},{href:Je(`/register`),label:g.footer.register}],l=(e=null)=>{a(null),r(null),s(e)};return i?C`<${V} key="factor" title=${g.factor.title} subtitle=${g.factor.explain}>
<${nt} factors=${i} onDone=${it} onRestart=${l} />
<//>`:n?C`<${V} key="code" title=${g.code.enterTitle} links=${c.slice(0,1)}>
<${Bn} contact=${e} sent=${n} onAnswer=${e=>e.mfa_required?a(e.factors):it()} onOther=${()=>l()} />
<//>`:C`<${V} key="contact" title=${g.code.title} subtitle=${g.code.explain} links=${c}>
${o&&C`<${k} tone="warn" onClose=${()=>s(null)}>${o}<//>`}
<${Ln} contact=${e} onContact=${t} onSent=${r} />
<//>`}var Gn=/* @__PURE__ */ e({default:()=>Kn});function Kn(){let[e,t]=N(null),n=[{href:`/sign-in`,label:g.footer.signIn},{href:`/code`,label:g.footer.code}];return e?C`<${V} key="sent" title=${g.mail.title} links=${n}>
<${Rn} text=${g.mail.reset(e)} onAgain=${()=>t(null)} />
<//>`:C`<${V} key="form" title=${g.forgot.title} subtitle=${g.forgot.explain} links=${n}>
<${qn} onSent=${t} />
<//>`}function qn({onSent:e}){let[t,r]=N(Ye.peek()),[i,a]=N(null),o=R(),s=e=>r(Ye.value=e),c=()=>{let n=z({email:t});a(n),n||o.run(async()=>{await j(`/auth/password/forgot`,{email:t.trim()},{quiet:!0}),e(t.trim())})},l=i??S(o.problem,e=>e.status===429?null:void 0),u=U(l);return C`<${M}>
<${H} attempt=${o} problem=${l} submit=${g.forgot.submit} onSubmit=${c} fields=${{email:g.fields.email}}>
<${v} name="email" label=${g.fields.email} error=${u.email}>
${e=>C`<${n} ...${e} type="email" autocomplete="username" maxlength="254"
value=${t} onChange=${s} />`}
<//>
<//>
<//>`}const Jn=/* @__PURE__ */ new Map;function Yn(){let e=new URLSearchParams(location.hash.slice(1)).get(`token`);return location.hash&&history.replaceState(history.state,``,location.pathname+location.search),e&&Jn.set(location.pathname,e),Jn.get(location.pathname)??null}function Xn(){Jn.delete(location.pathname)}function Zn(){let[e,t]=N(Yn);return L(()=>{let e=()=>t(Yn());return addEventListener(`hashchange`,e),()=>removeEventListener(`hashchange`,e)},[]),e}function Qn({name:e=`password`,label:t=g.fields.password,value:n,onChange:r,error:i}){let a=ce.value?.password_min_length??8;return C`<${v} name=${e} label=${t} error=${i} help=${g.fields.passwordHelp(a)}>
${e=>C`<${_e} ...${e} autocomplete="new-password" maxlength="128"
value=${n} onChange=${r} />`}
<//>`}function $n(){let e=[{href:`/sign-in`,label:g.footer.signIn}];return C`<${V} key="none" title=${g.missing.title} links=${e}><p>${g.missing.text}</p><//>`}function er({title:e,text:t,children:n}){let r=[{href:`/sign-in`,label:g.footer.signIn}];return C`<${V} key="gone" title=${e} links=${r}><p>${t}</p>${n}<//>`}const tr=e=>e?.status===410||e?.errors?.some(({field:e})=>e===`token`)||!1;function nr({onConfirm:e,onOther:t}){let n=R(),r=S(n.problem,e=>e.status===429?null:void 0);return C`<${M}>
<${H} attempt=${n} problem=${r} submit=${g.verify.submit} onSubmit=${()=>n.run(()=>e())}>
<//>
<div class="auth-others"><${y} tone="quiet" onClick=${t}>${g.verify.other}<//></div>
<//>`}function rr({onConfirm:e}){let[t,n]=N(``),[r,i]=N(null),a=R(),o=()=>{let n=z({password:t});i(n),n||a.run(()=>e(t))},s=async()=>{await Ce({title:g.verify.forgottenTitle,body:g.verify.forgottenText,confirm:g.verify.forgottenSubmit,tone:`danger`})&&a.run(()=>e())},c=r??S(a.problem,e=>e.status===429?null:e.errors?.some(({code:e})=>e===`password_wrong`)?be(e,`password`,g.verify.wrong):void 0),l=U(c);return C`<${M}>
<${H} attempt=${a} problem=${c} submit=${g.verify.submit} onSubmit=${o} fields=${{password:g.fields.password}}>
<${v} name="password" label=${g.fields.password} error=${l.password}>
${e=>C`<${_e} ...${e} autocomplete="current-password" value=${t}
onChange=${n} />`}
<//>
<//>
<div class="auth-others">
<${y} tone="quiet" disabled=${a.busy} onClick=${s}>${g.verify.forgotten}<//>
</div>
<//>`}var ir=/* @__PURE__ */ e({Resend:()=>cr,default:()=>ar});function ar(){let e=Zn(),[t,n]=N(null),[r,i]=N(!1);if(!e)return C`<${$n} />`;if(t?.token===e)return C`<${sr} outcome=${t} />`;if(T.value===void 0)return C`<${V} title=${g.verify.title}><${d} lines=${2} /><//>`;let a=t=>or(e,t,n),o=T.value?.user;if(o&&!r){let e=g.verify.signedIn(o.email??o.name);return C`<${V} key="self" title=${g.verify.title} subtitle=${e}>
<${nr} onConfirm=${a} onOther=${()=>i(!0)} />
<//>`}return C`<${V} key="registrant" title=${g.verify.title} subtitle=${g.verify.explain}>
<${rr} onConfirm=${a} />
<//>`}async function or(e,t,n){let r;try{r=(await j(`/auth/email/verify`,t?{token:e,password:t}:{token:e},{quiet:!0})).data}catch(t){if(tr(t))return n({token:e,gone:!0});if(t.code===`email_taken`)return n({token:e,taken:!0});throw t}if(Xn(),T.value)await ge();else if(t&&r.password_kept){let e={email:r.email,password:t},n=await j(`/auth/login`,e,{quiet:!0}).catch(()=>null);if(n&&!n.data.mfa_required)return await D(),P(`/`,{replace:!0})}n({token:e,...r})}function sr({outcome:e}){return e.gone?C`<${er} title=${g.verify.gone} text=${g.verify.goneText}><${cr} /><//>`:e.taken?C`<${er} title=${g.verify.gone} text=${g.verify.taken} />`:!e.password_kept&&!T.value?C`<${V} key="done" title=${g.verify.done}>
<p>${g.verify.doneReset(e.email)}</p>
<${y} tone="primary" class="auth-wide" href="/forgot">${g.verify.choose}<//>
<//>`:C`<${V} key="done" title=${g.verify.done}>
<p>${g.verify.doneText(e.email)}</p>
<${y} tone="primary" class="auth-wide" href=${T.value?`/`:`/sign-in`}>
${T.value?g.verify.goOn:g.footer.signIn}
<//>
<//>`}function cr(){let e=R(),[t,n]=N(null);return T.value?T.value.user.email_verified?null:C`<div class="stack stack-2">
<${y} class="auth-wide" busy=${e.busy} disabled=${t!==null} onClick=${()=>e.run(async()=>{await j(`/auth/email/resend`),n(g.verify.resent)})}>${g.verify.resend}<//>
<p role="status">${t}</p>
<p class="auth-failure" role="alert">${e.problem?.detail}</p>
</div>`:C`<p class="muted">${g.verify.resendExplain}</p>`}function lr({verified:e,onAccept:t,onLeave:n}){let r=R(),i=r.problem?.code,a=!e||i===`email_unverified`;L(()=>{if(!a)return;let e=async()=>(await ge(),r.clear());return addEventListener(`focus`,e),()=>removeEventListener(`focus`,e)},[a]);let o=S(r.problem,e=>e.status===429||i===`other_address`?null:void 0);return C`<${M}>
<${Xe} until=${r.until} onEnd=${r.clear} />
${i===`other_address`&&C`<p class="auth-failure" role="alert">${g.invitation.otherAddress}</p>`}
${a?C`<p>${g.invitation.unverified}</p><${cr} /><${zn} />`:C`<${ot} onSubmit=${()=>r.run(()=>t())} error=${o} busy=${r.busy}>
<${y} type="submit" tone="primary" class="auth-wide" busy=${r.busy}
disabled=${r.until!==null||i===`other_address`}>
${g.invitation.accept}
<//>
<//>`}
<div class="auth-others"><${y} tone="quiet" onClick=${n}>${g.invitation.signOut}<//></div>
<//>`}function ur({onAccept:e}){let[t,r]=N(``),[i,a]=N(``),[o,s]=N(null),c=R(),l=()=>{let n=z({password:i});s(n),n||c.run(()=>e({password:i,name:t.trim()||void 0}))},u=o??S(c.problem,e=>e.status===429?null:void 0),d=U(u),f={name:g.fields.name,password:g.fields.password};return C`<${M}>
<${H} attempt=${c} problem=${u} submit=${g.invitation.create} onSubmit=${l} fields=${f}>
<${v} name="name" label=${f.name} error=${d.name} optional>
${e=>C`<${n} ...${e} autocomplete="name" maxlength="200" value=${t} onChange=${r} />`}
<//>
<${Qn} value=${i} onChange=${a} error=${d.password} />
<//>
<//>`}function dr({email:e=null,contact:t=e,fixed:n=!1,byCode:r=!1,only:i=!1,onSignedIn:a}){let[o,s]=N(r),[c,l]=N(t??``),[u,d]=N(null),[f,p]=N(null),[m,h]=N(null),_=e=>e.mfa_required?p(e.factors):a(e),v=(e=null)=>{p(null),d(null),h(e)};return f?C`<${nt} factors=${f} onDone=${a} onRestart=${v} />`:u?C`<${Bn} contact=${c} sent=${u} onAnswer=${_} onOther=${n?void 0:()=>v()} />`:C`<div class="stack stack-4">
${m&&C`<${k} tone="warn" onClose=${()=>h(null)}>${m}<//>`}
${o?C`<${Ln} contact=${c} fixed=${n&&t!==null} onContact=${l} onSent=${d} />`:C`<${tt} email=${e??``} fixed=${n&&e!==null} onAnswer=${_} />`}
${!i&&et.value===`yes`&&C`<p class="auth-or">${g.signIn.or}</p>`}
${!i&&C`<${at} run=${qe} onDone=${a} />`}
${!i&&(!o||e!==null||!n)&&C`<div class="auth-others">
<${y} tone="quiet" onClick=${()=>s(!o)}>
${o?g.footer.password:g.footer.code}
<//>
</div>`}
</div>`}var fr=/* @__PURE__ */ e({default:()=>pr});function pr(){let e=Zn(),[t,n]=N(null),[r,i]=N(!1),[a,o]=N(null);if(!e)return C`<${$n} />`;if(t===e)return C`<${er} title=${g.invitation.gone} text=${g.invitation.goneText} />`;if(T.value===void 0)return C`<${V} title=${g.invitation.title}><${d} lines=${2} /><//>`;let s=async t=>{try{await mr(e,t)}catch(t){if(tr(t))return n(e);if(t.code!==`account_exists`)throw t;o(g.invitation.known),i(!0)}};return T.value?C`<${V} key="self" title=${g.invitation.title}
subtitle=${g.invitation.asSelf(T.value.user.email??T.value.user.name)}>
<${lr} verified=${T.value.user.email_verified} onAccept=${s} onLeave=${async()=>{i(!0),await ye({stay:!0})}} />
<//>`:r?C`<${V} key="known" title=${g.invitation.title}>
${a&&C`<${k} tone="info">${a}<//>`}
<${dr} onSignedIn=${()=>D()} />
<div class="auth-others">
<${y} tone="quiet" onClick=${()=>i(!1)}>${g.invitation.noAccount}<//>
</div>
<//>`:C`<${V} key="new" title=${g.invitation.title} subtitle=${g.invitation.newUser}>
<${ur} onAccept=${s} />
<div class="auth-others">
<${y} tone="quiet" onClick=${()=>i(!0)}>${g.invitation.have}<//>
</div>
<//>`}async function mr(e,t={}){let n=new Set((T.value?.memberships??[]).map(({id:e})=>e)),{data:r}=await j(`/auth/invitations/accept`,{token:e,...t},{quiet:!0}),i=r.memberships.filter(({id:e,kind:t})=>!n.has(e)&&t!==`personal`);Xn(),await D(),P(i.length?`/t/${i[0].slug}/`:`/`,{replace:!0})}function hr(e,t){let[n,r]=N(``),[i,a]=N(null),o=R(),s=r=>{let i=typeof r==`string`?r:n,s=z({[e]:i});a(s),s||o.run(async()=>{await j(`/auth/reauthenticate`,{[e]:i}),await t()})},c=i??S(o.problem,t=>t.status===429?null:t.code===`proof_refused`?be(t,e,g.prove.wrong):void 0);return{value:n,setValue:r,send:s,problem:c,errors:U(c),attempt:o}}function gr({email:e,onProved:t}){let{value:n,setValue:r,send:i,problem:a,errors:o,attempt:s}=hr(`password`,t);return C`<${vr} field="password" label=${g.fields.password} ...${{send:i,problem:a,attempt:s}}>
<input class="visually-hidden" type="text" autocomplete="username" value=${e} readonly tabindex="-1" aria-hidden="true" />
<${v} name="password" label=${g.fields.password} error=${o.password}>
${e=>C`<${_e} ...${e} autocomplete="current-password" value=${n} onChange=${r} />`}
<//>
<//>`}function _r({onProved:e}){let{value:t,setValue:n,send:r,problem:i,errors:a,attempt:o}=hr(`code`,e);return C`<${vr} field="code" label=${g.fields.code} ...${{send:r,problem:i,attempt:o}}>
<${v} name="code" label=${g.fields.code} error=${a.code} help=${g.factor.codeHelp}>
${e=>C`<${rt} ...${e} value=${t} onChange=${n} onComplete=${r} />`}
<//>
<//>`}function vr({field:e,label:t,send:n,problem:r,attempt:i,children:a}){let o=$e();return C`<div class="stack stack-4" ref=${o}>
<${H} attempt=${i} problem=${r} submit=${g.prove.submit} onSubmit=${()=>n()} fields=${{[e]:t}}>
${a}
<//>
</div>`}var yr=/* @__PURE__ */ e({Reauthenticate:()=>br});function br({onProved:e,onCancel:t,reason:n}){let r=T.value?.user,i=T.value?.factors??[],a=[i.includes(`passkey`)&&et.value!==`no`&&`passkey`,r?.email&&`password`,i.includes(`totp`)&&`app`,(r?.email||r?.phone)&&`code`].filter(Boolean),[o,s]=N(a[0]),c=async t=>t.user.id===r?.id?e():D();return C`<div class="stack stack-4">
<p class="muted">${n??g.prove.explain}</p>
${o===`password`&&C`<${gr} email=${r.email} onProved=${e} />`}
${o===`app`&&C`<${_r} onProved=${e} />`}
${o===`passkey`&&C`<${at} tone="primary" run=${Ze} onDone=${c} />`}
${o===`code`&&C`<${dr} email=${r.email??null} contact=${r.email??r.phone} fixed byCode only
onSignedIn=${c} />`}
<div class="auth-others" role="group" aria-label=${g.prove.ways}>
${a.filter(e=>e!==o).map(e=>C`<${y} key=${e} tone="quiet" onClick=${()=>s(e)}>${g.prove[e]}<//>`)}
</div>
<div class="row row-end"><${y} tone="quiet" onClick=${()=>t()}>${g.prove.cancel}<//></div>
</div>`}var xr=/* @__PURE__ */ e({default:()=>Sr});function Sr(){let[e,t]=N(null);Qe();let n=[{href:Je(`/sign-in`),label:`${g.register.haveOne} ${g.register.signIn}`},{href:Je(`/code`),label:g.footer.code}];return e?C`<${V} key="sent" title=${g.mail.title} links=${n.slice(0,1)}>
<${Rn} text=${g.mail.confirm(e)} onAgain=${()=>t(null)} />
<//>`:C`<${V} key="form" title=${g.register.title} links=${n}>
<${Cr} onMail=${t} />
<//>`}function Cr({onMail:e}){let[t,r]=N(Ye.peek()),[i,a]=N(``),[o,s]=N(``),[c,l]=N(null),u=R(),d=e=>r(Ye.value=e),f=()=>{let n=z({email:t,password:o});l(n),n||u.run(async()=>{let n={email:t.trim(),password:o,name:i.trim()||void 0};await((await j(`/auth/register`,n,{quiet:!0})).status===202?e(n.email):it())})},p=u.problem?.code===`email_taken`,m=c??S(u.problem,e=>e.status===429?null:e.code===`email_taken`?be(e,`email`,g.register.taken):void 0),h=U(m),_={name:g.fields.name,email:g.fields.email,password:g.fields.password};return C`<${M}>
<${H} attempt=${u} problem=${m} submit=${g.register.submit} onSubmit=${f} fields=${_}>
<${v} name="name" label=${_.name} error=${h.name} optional>
${e=>C`<${n} ...${e} autocomplete="name" maxlength="200" value=${i} onChange=${a} />`}
<//>
<${v} name="email" label=${_.email} error=${h.email}
help=${p&&C`<a href=${Je(`/sign-in`)}>${g.register.signIn}</a>`}>
${e=>C`<${n} ...${e} type="email" autocomplete="username" maxlength="254"
value=${t} onChange=${d} />`}
<//>
<${Qn} value=${o} onChange=${s} error=${h.password} />
<//>
<//>`}var wr=/* @__PURE__ */ e({default:()=>Tr});function Tr(){let e=Zn(),[t,n]=N(null);if(!e)return C`<${$n} />`;if(t?.token===e&&t.done)return C`<${V} key="done" title=${g.reset.done}>
<p>${g.reset.doneText}</p>
<${y} tone="primary" class="auth-wide" href="/sign-in">${g.footer.signIn}<//>
<//>`;if(t?.token===e)return C`<${er} title=${g.reset.gone} text=${g.reset.goneText}>
<${y} tone="primary" class="auth-wide" href="/forgot">${g.reset.another}<//>
<//>`;let r=t=>()=>n({token:e,done:t});return C`<${V} key="form" title=${g.reset.title} subtitle=${g.reset.explain}>
<${Er} key=${e} token=${e} onDone=${r(!0)} onGone=${r(!1)} />
<//>`}function Er({token:e,onDone:t,onGone:n}){let[r,i]=N(``),o=a(),[s,c]=N(!1),[l,u]=N(null),d=R(),f=()=>{let i=z({new_password:r});u(i),i||d.run(async()=>{try{await j(`/auth/password/reset`,{token:e,new_password:r,revoke_api_keys:s},{quiet:!0})}catch(e){if(!tr(e))throw e;return n()}Xn(),T.value&&await ge(),t()})},p=l??S(d.problem,e=>e.status===429?null:void 0),m=U(p),h={new_password:g.fields.newPassword};return C`<${M}>
<${H} attempt=${d} problem=${p} submit=${g.reset.submit} onSubmit=${f} fields=${h}>
<${Qn} name="new_password" label=${h.new_password} value=${r} onChange=${i}
error=${m.new_password} />
<div>
<${ut} id=${o} name="revoke_api_keys" aria-describedby=${`${o}-help`} label=${g.reset.keys}
value=${s} onChange=${c} />
<p id=${`${o}-help`} class="small muted">${g.reset.keysHelp}</p>
</div>
<//>
<//>`}var Dr=/* @__PURE__ */ e({SignInAgain:()=>Or});function Or({email:e=null,onSignedIn:t,onCancel:n}){let r=T.value?.user.phone??null,i=e===null&&r!==null;return C`<div class="stack stack-4">
<p class="muted">${g.again.explain}</p>
<${dr} email=${e} contact=${e??r} fixed=${e!==null||r!==null} byCode=${i}
onSignedIn=${t} />
<div class="row row-end"><${y} tone="quiet" onClick=${()=>n()}>${g.again.cancel}<//></div>
</div>`}const kr=(e,t,n)=>e===1?`1 ${t}`:`${e} ${n}`,Ar={save:`Save`,saved:`Saved`,cancel:`Cancel`,close:`Close`,undo:`Undo`,name:`Name`,slug:`Address`,slugHelp:`2 to 63 lower-case letters, digits and single hyphens inside.`,slugWrong:`Use 2 to 63 lower-case letters, digits and single hyphens inside.`,slugTaken:`Another workspace has this address. Choose another.`,required:`Fill this in.`,changedMeanwhile:`Someone changed this in the meantime. You see their version now; make your change again.`,discard:{title:`Discard the changes?`,body:`What you typed isn’t saved yet.`,confirm:`Discard`},system:`The system`,someone:`A former member`,roles:{viewer:`Viewer`,member:`Member`,admin:`Admin`,owner:`Owner`},roleHelp:{viewer:`Reads what the workspace shares.`,member:`Reads and changes rows.`,admin:`Also invites people, makes keys and sees the audit log.`,owner:`Also closes the workspace and asks for second factors.`},role:`Role`,adminsOnly:{title:`Admins see this`,text:`Ask an admin of this workspace to look, or to give you the role.`},membersOnly:{title:`Members change this`,text:`You read this workspace. Ask an admin for the role of a member.`},verify:{title:`Confirm your address first`,text:e=>e?`We sent an e-mail to ${e}. Open its link, then come back.`:`Add an e-mail address to your account, then confirm it.`,again:`Send it again`,sent:`The e-mail is on its way.`,account:`Open your account`,mailbox:`Open the mailbox`},overview:{title:`Overview`,figures:`Last 30 days`,analytics:`All analytics`,activity:`Recent activity`,allActivity:`Whole audit log`,nothingYet:`Nothing has happened here yet.`,next:`What’s next`,leads:`Leads`,calls:`Calls`,messages:`Messages`,won:e=>`${e} of the decided ones won`,answered:e=>`${e} answered`,delivered:e=>`${e} delivered`,none:`None in this time`,failed:`This figure isn’t there right now.`,perDay:(e,t)=>`${e} per day over 30 days, ${t} together`},steps:{verify:{title:`Confirm your address`,text:`Invitations and keys need it.`,act:`Confirm`},invite:{title:`Invite someone`,text:`You are alone here so far.`,act:`Invite`},factor:{title:`Add a second factor`,text:`A password alone can be guessed or stolen.`,act:`Set up`},first:{title:`Create your first lead`,text:`Or import a file of them.`,act:`Create`},done:`Nothing waits for you.`},needs:{title:`Needs a person now`,nothing:`Nothing failed, is in doubt or is overdue.`,failed:`Some lists could not be read.`,retry:`Try again`,paused:(e,t)=>t?`1 campaign was paused by the system`:`${e} campaigns were paused by the system`,campaignDoubt:(e,t)=>t?`1 campaign has recipients in doubt`:`${e} campaigns have recipients in doubt`,campaigns:(e,t)=>t?`1 campaign failed`:`${e} campaigns failed`,due:(e,t)=>t?`1 scheduled call is due`:`${e} scheduled calls are due`,callDoubt:(e,t)=>t?`1 scheduled call is in doubt`:`${e} scheduled calls are in doubt`,scheduled:(e,t)=>t?`1 scheduled call failed`:`${e} scheduled calls failed`,calls:(e,t)=>t?`1 call failed`:`${e} calls failed`,messages:(e,t)=>t?`1 message failed`:`${e} messages failed`,undelivered:(e,t)=>t?`1 message was undelivered`:`${e} messages were undelivered`,phones:(e,t)=>t?`1 phone is blocked`:`${e} phones are blocked`,images:(e,t)=>t?`1 image failed`:`${e} images failed`,webhooksPaused:(e,t)=>t?`1 webhook is paused`:`${e} webhooks are paused`,webhooksOff:(e,t)=>t?`1 webhook was disabled`:`${e} webhooks were disabled`},activity:{did:{insert:`created`,update:`changed`,delete:`deleted`,restore:`restored`},sentence:(e,t,n)=>`${e} ${t} ${n}`,things:{tenants:`the workspace`,memberships:`a membership`,invitations:`an invitation`,api_keys:`an API key`,settings:`a value`,chat_endpoints:`the chat endpoint`,impersonations:`an impersonation`},a:e=>/^[aeiou]/i.test(e)?`an ${e}`:`a ${e}`,binned:`deleted`,removed:`removed`,gone:{api_keys:`revoked`,tenants:`closed`},unbinned:`restored`,by:e=>` (${e} as them)`},settings:{title:`Settings`,tabs:{general:`General`,members:`Members`,invitations:`Invitations`,"api-keys":`API keys`,webhooks:`Webhooks`,values:`Values`,audit:`Audit log`,danger:`Export and close`}},general:{title:`General`,slugChange:`Links with the old address stop working.`,factor:`Require a second factor`,factorHelp:`Members without one are asked to add one before they go on.`,factorFirst:`Add a second factor to your own account first.`,factorLink:`Set one up`,id:`Workspace id`,created:`Created`,readOnly:`Admins change these.`},members:{title:`Members`,invite:`Invite`,name:`Name`,email:`E-mail`,since:`Since`,acts:`Actions`,you:`you`,unnamed:`No name`,remove:`Remove`,leave:`Leave`,roleOf:e=>`Role of ${e}`,changed:(e,t)=>`${e}: ${t}`,removeTitle:e=>`Remove ${e}?`,removeBody:`They lose access from their next request on, and their API keys here stop. Rows they made stay.`,removed:e=>`${e} is removed`,leaveTitle:e=>`Leave ${e}?`,leaveBody:`You lose access at once. Someone has to invite you to come back.`,lastOwner:`You are the last owner. Make another member an owner first; then you can leave or take another role.`,own:`Change your own role?`,ownBody:e=>`You will be ${e} from your next request on. Someone above you has to undo it.`,ownConfirm:`Change role`},invitations:{title:`Invitations`,form:`Invite someone`,email:`E-mail`,send:`Send invitation`,sent:e=>`Invitation sent to ${e}`,pending:`Pending`,by:`Invited by`,until:`Good until`,expired:`Expired`,acts:`Actions`,resend:`Send again`,resent:e=>`Sent again to ${e}. The first link no longer works.`,withdraw:`Withdraw`,withdrawn:e=>`Invitation to ${e} withdrawn`,empty:`No invitation is pending`,emptyText:`Who was invited appears here until they accept.`,member:`This address is a member already.`},keys:{title:`API keys`,intro:`A program acts in this workspace by a key: never above its maker, and only on what its scopes name.`,create:`Create key`,make:`New API key`,name:`Name`,nameHelp:`What it is for, like “Nightly import”.`,scopes:`What it may do`,scopesHelp:`Writing doesn’t include reading.`,thing:`Things`,everything:`Everything`,read:`Read`,write:`Write`,mayRead:e=>`Read ${e}`,mayWrite:e=>`Write ${e}`,things:{"audit-log":`Audit log`,settings:`Values`,tenant:`Workspace`,analytics:`Analytics`,universities:`Universities`},none:`Choose at least one scope.`,role:`At most the role`,expires:`Ends`,ends:{7:`In 7 days`,30:`In 30 days`,90:`In 90 days`,365:`In a year`,own:`At a time I choose`},endsAt:`Ends at`,made:`Made by`,used:`Last used`,never:`Never`,prefix:`Begins with`,acts:`Actions`,revoke:`Revoke`,revokeTitle:e=>`Revoke “${e}”?`,revokeBody:`Programs that use it are refused from their next request on. A revoked key can’t come back.`,revoked:e=>`“${e}” is revoked`,empty:`No API keys`,emptyText:`Create one for a program that works with this workspace.`,secretTitle:`Copy the key now`,secretText:`This is the only time it is shown. Keep it where passwords are kept.`,secretLabel:`API key`,copy:`Copy key`,secretDone:`I have kept it`},values:{title:`Values`,intro:`Programs of this workspace keep small JSON values here, by key.`,add:`Add value`,edit:`Change value`,key:`Key`,keyHelp:`1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,keyWrong:`Use 1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,value:`Value`,valueHelp:`JSON, like 42, "text" or {"on": true}.`,valueWrong:`This isn’t JSON yet.`,changed:`Changed`,acts:`Actions`,change:`Change`,remove:`Remove`,removed:e=>`${e} is removed`,saved:e=>`${e} is saved`,exists:`This key has a value already. Change that one.`,empty:`No values`,emptyText:`Add one, or let a program set it by PUT /api/settings/<key>.`},audit:{title:`Audit log`,table:`Things`,row:`Row id`,actor:`Member`,all:`All`,filter:`Filter`,clear:`Clear`,when:`When`,who:`Who`,what:`What`,details:`Details`,detailsOf:e=>`Details: ${e}`,before:`Before`,after:`After`,field:`Field`,request:`Request id`,rowId:`Row id`,key:`API key`,job:`Job`,as:`Platform admin`,open:`Open row`,fields:e=>kr(e,`field`,`fields`),empty:`Nothing matches`,emptyText:`Clear the filters to see everything.`,hidden:`No values are recorded for this change.`},danger:{title:`Export and close`,export:`Export`,exportText:`Each list as a file of its own. NDJSON keeps every value as it is; CSV opens in a spreadsheet.`,csv:`CSV`,ndjson:`NDJSON`,get:(e,t)=>`${e} as ${t}`,all:`Download all as NDJSON`,done:e=>`${kr(e,`file`,`files`)} downloaded`,close:`Close this workspace`,closeText:`Its members are kept out from then on. It is removed for good after thirty days; until then the people who run this installation can open it again.`,closeButton:`Close workspace`,closeTitle:e=>`Close ${e}?`,closeBody:`Members are kept out, keys stop, calls and campaigns end.`,closed:e=>`${e} is closed`,ownersOnly:`Owners close a workspace.`,personal:`This is your personal workspace.`},create:{title:`New workspace`,text:`A workspace has members, rows and settings of its own.`,submit:`Create workspace`,nameHelp:`Like your company or your team.`},welcome:{title:`Welcome`,step:(e,t)=>`Step ${e} of ${t}`,skip:`Skip`,skipAll:`Skip all`,next:`Save and go on`,goOn:`Go on`,finish:`Go to your workspace`,you:{title:`What’s your name?`,text:`Members of your workspaces see it.`,label:`Your name`},space:{title:`Name your workspace`,text:`You can change both later.`},invite:{title:`Invite someone`,text:`They get an e-mail with a link, good for seven days.`},data:{title:`Bring in some data`,text:`Look around with samples, or start with a file of your own.`,sample:`Add sample leads`,added:`Three sample leads are there.`,import:`Import a file`,leads:[{name:`Ada Lovelace`,company:`Analytical Engines`,email:`ada@example.com`,status:`new`},{name:`Grace Hopper`,company:`Compilers & Co.`,email:`grace@example.com`,status:`contacted`},{name:`Alan Turing`,company:`Bombe Works`,email:`alan@example.com`,status:`qualified`}]},factor:{title:`Add a second factor`,text:`An app on your phone or a passkey keeps your account yours, even if the password leaks.`,act:`Set one up`,have:`You have a second factor already.`}}};function jr({label:e,text:t,value:n,most:r}){let i=a(),o=r===null?0:r>0?Math.min(1,n/r):1;return C`<div class="meter">
<div class="meter-head"><span id=${i}>${e}</span><span class="muted small">${t}</span></div>
${r!==null&&C`<svg class="meter-bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="meter" aria-labelledby=${i}
aria-valuenow=${Math.min(n,r)} aria-valuemin="0" aria-valuemax=${r} aria-valuetext=${t}>
<rect class="meter-whole" width="100" height="6" />
<rect class=${`meter-${o>=1?`bad`:o>=.9?`warn`:`plain`}`} width=${(o*100).toFixed(1)} height="6" />
</svg>`}
</div>`}const Mr=A.bulk,Nr=async(e,t,n)=>n.data?.id?n:I(O(e,t)),Pr=(e,{data:t,etag:n})=>(ke(e,t,{etag:n,quiet:!0}),t);async function Fr(e,t,n){let r=await ue(O(e,t.id),n,{ifMatch:ve(t)});return Pr(e,await Nr(e,t.id,r))}async function Ir(e,t){return await ne(O(e,t.id),{ifMatch:ve(t)}),Ge(e,t.id),t}async function Lr(e,t){let n=await Ut({resource:e,id:t.id});return Pr(e,await Nr(e,t.id,n))}function Rr(e){return e.status===412?Mr.conflict:e.status===404?Mr.gone:e.errors?.map(({message:e})=>e).join(` `)||e.detail||e.title||A.failed}async function zr(e,t,n){let i=(await w(t,n)).filter(({ok:e})=>e).length;Ae(e),r(Mr.undone(i),{tone:`good`}),i<t.length&&r(Mr.undoFailed(t.length-i),{tone:`warn`})}const Br=A.bulk,Vr=e=>e===``||e==null,Hr=(e,t)=>e.kind===`boolean`?t===!0:Vr(t)?null:e.kind===`integer`&&typeof t==`string`?Number(t):t;function Ur({resource:e,fields:t,rows:n,onApply:r,onClose:i}){let o=a(),[s,c]=N(``),[l,u]=N(null),[d,f]=N(null),p=t.find(e=>e.name===s),m=e=>{c(e),u(null),f(null)},h=()=>{if(!p)return f(A.required);let e=Hr(p,l),t=e===null&&(p.required||p.nullable===!1)?A.required:Et(p,e);return f(t??null),t?void 0:r(p,e)},g=e.labels[n.length===1?0:1],b=C`<${y} tone="quiet" onClick=${i}>${A.cancel}<//>
<${y} tone="primary" type="submit" form=${o} disabled=${!p}>${Br.apply(n.length)}<//>`;return C`<${_} open title=${Br.title(n.length,g)} onClose=${i} actions=${b}>
<${ot} id=${o} onSubmit=${h}>
<${v} name="bulk-field" label=${Br.field}>
${e=>C`<${we} ...${e} value=${s} onChange=${m} empty=${Br.pick}
options=${t.map(e=>({value:e.name,label:e.label}))} />`}
<//>
${p&&C`<${v} key=${p.name} name=${p.name} label=${p.label} help=${p.help} error=${d} optional=${!p.required}>
${e=>C`<${Be} field=${p} control=${e} value=${l} onChange=${u} />`}
<//>`}
<//>
<//>`}const Wr=A.bulk;function Gr({resource:e,report:t,onClose:n}){let r=t.outcomes.filter(e=>e.ok).length,i=[...t.outcomes].sort((e,t)=>Number(e.ok)-Number(t.ok)),a=C`${t.retry&&C`<${y} onClick=${t.retry}>${Wr.again}<//>`}
<${y} tone="primary" onClick=${n}>${Wr.done}<//>`;return C`<${_} open title=${Wr.report(r,t.outcomes.length)} onClose=${n} actions=${a}>
<div class="bulk-report">
<table class="plain-table">
<thead><tr><th scope="col">${Wr.row}</th><th scope="col">${Wr.outcome}</th></tr></thead>
<tbody>${i.map(({item:t,ok:n,problem:r})=>C`<tr key=${t.id}>
<th scope="row"><a href=${F(e,t.id)}>${le(e,t)??t.id.slice(0,8)}</a></th>
<td>${n?C`<${Te} tone="good">${Wr.ok}<//>`:C`<span class="bulk-wrong">${Rr(r)}</span>`}</td>
</tr>`)}</tbody>
</table>
</div>
<//>`}var Kr=/* @__PURE__ */ e({BulkBar:()=>Yr});const J=A.bulk,qr=e=>e.fields.filter(e=>!e.readOnly&&!e.createOnly&&!e.writeOnly&&![`secret`,`json`].includes(e.kind)),Jr=(e,t)=>e.labels[t===1?0:1];function Yr({resource:e,rows:t,onDone:n}){let[i,a]=N(null),[o,s]=N(null),[c,l]=N(null);if(!t.length&&!o&&!c&&!i)return null;let u=t.length>0&&t.every(e=>e.deleted_at),d=t.length>100,f=async(t,i,{said:a,back:o,again:c})=>{s({done:0,all:t.length});let u=await w(t,i,{onDone:e=>s({done:e,all:t.length})});s(null);let d=u.filter(({ok:e})=>e),f=o&&d.length>0?{label:A.undo,run:()=>zr(e,d,o)}:void 0;if(d.length>0&&r(a(d.length,Jr(e,d.length)),{tone:`good`,action:f}),d.length===t.length)return n();let p=u.filter(({ok:e,problem:t})=>!e&&t.status!==404&&t.status!==412).map(({item:e})=>e);return l({outcomes:u,retry:p.length>0?()=>c(p):null})},p=(t,n,r)=>(a(null),l(null),f(t,t=>Fr(e,t,{[n.name]:r}),{said:J.changed,back:({item:t,value:r})=>Fr(e,r,{[n.name]:t[n.name]??null}),again:e=>p(e,n,r)})),m=async t=>{l(null);let n=!!e.operations.restore,r={title:J.forever.title(t.length,Jr(e,t.length)),body:J.forever.body,confirm:J.forever.confirm};if(!n&&!await Ce({...r,tone:`danger`}))return;let i=n?({item:t})=>Lr(e,t):null;await f(t,t=>Ir(e,t),{said:n?J.deleted:J.removed,back:i,again:m})},h=t=>(l(null),f(t,t=>Lr(e,t),{said:J.restored,back:({value:t})=>Ir(e,t),again:h})),g=()=>{l(null),n()},_=d||o!==null;return C`<div class="bulk-bar" role="region" aria-label=${J.bar}>
<p class="bulk-count" aria-live="polite">${o?J.working(o.done,o.all):J.selected(t.length)}</p>
${o&&C`<progress class="progress" max=${o.all} value=${o.done} aria-label=${J.working(o.done,o.all)} />`}
${d&&C`<p class="small">${J.tooMany(100)}</p>`}
<div class="row">
${u&&e.operations.restore&&e.canDelete()&&C`<${y} icon="rotate-ccw" disabled=${_} onClick=${()=>h(t)}>${J.restore}<//>`}
${!u&&e.operations.change&&e.canChange()&&qr(e).length>0&&C`<${y} icon="pencil" disabled=${_}
onClick=${()=>a(t)}>${J.change}<//>`}
${!u&&e.canDelete()&&C`<${y} icon="trash-2" disabled=${_} onClick=${()=>m(t)}>${J.delete}<//>`}
<${y} tone="quiet" icon="x" label=${J.clear} disabled=${o!==null} onClick=${n} />
</div>
${i&&C`<${Ur} resource=${e} fields=${qr(e)} rows=${i} onClose=${()=>a(null)}
onApply=${(e,t)=>p(i,e,t)} />`}
${c&&C`<${Gr} resource=${e} report=${c} onClose=${g} />`}
</div>`}var Xr=/* @__PURE__ */ e({Display:()=>ti});const Zr=A.display,Qr=[`comfortable`,`compact`],$r=e=>pe(e).catch(Kt);function ei(e,t){$r(({columns:n,...r})=>{let{[e]:i,...a}=n??{};return{...r,columns:t?{...a,[e]:t}:a}})}function ti({resource:e}){let t=a(),[n,r]=N(!1),o=i(null),s=i(null);return he(n,s,o,{end:!0}),L(()=>{let e=e=>r(e.newState===`open`);return s.current?.addEventListener(`toggle`,e),()=>s.current?.removeEventListener(`toggle`,e)},[]),L(()=>{n&&s.current?.querySelector(`input:checked`)?.focus()},[n]),C`<div class="display" ref=${o} onFocusOut=${e=>{let t=e.relatedTarget;t&&!s.current.contains(t)&&!o.current.contains(t)&&s.current.hidePopover()}}>
<${y} icon="sliders-horizontal" aria-haspopup="dialog" aria-expanded=${String(n)} aria-controls=${t}
onClick=${()=>s.current.togglePopover()}>${Zr.open}<//>
<div class="popup display-popup" popover="auto" role="dialog" id=${t} aria-label=${Zr.title} ref=${s}>
${n&&C`<div class="stack stack-4"><${ni} resource=${e} /></div>`}
</div>
</div>`}function ni({resource:e}){let{density:t=Qr[0]}=ie.value,n=a(),r=Ve(e),i=ie.value.columns?.[e.plural]||t!==Qr[0],o=Me(e),s=(t,n)=>ei(e.plural,o.filter(e=>e===t?n:r.includes(e)));return C`
<fieldset class="display-set"><legend>${Zr.density}</legend>
${Qr.map(e=>C`<label key=${e} class="check"><input type="radio" name=${n} checked=${t===e}
onChange=${()=>$r(t=>({...t,density:e}))} /><span>${Zr.densities[e]}</span></label>`)}
</fieldset>
<fieldset class="display-set display-columns"><legend>${Zr.columns}</legend>
<div>${o.map((t,n)=>C`<${ut} key=${t} label=${Ue(e,t).label} value=${n===0||r.includes(t)} disabled=${n===0}
onChange=${e=>s(t,e)} />`)}</div>
</fieldset>
<div><${y} size="small" tone="quiet" icon="rotate-ccw" disabled=${!i} onClick=${()=>{ei(e.plural,null),$r(({density:e,...t})=>t)}}>${Zr.reset}<//></div>`}var ri=/* @__PURE__ */ e({History:()=>di});const Y=A.history,ii=[`id`,`tenant_id`,`owner_id`,`version`,`created_at`,`updated_at`],ai=(e,t)=>Object.entries(t.fields).filter(([n,r])=>!ii.includes(n)&&(t.operation===`update`||r!==null)&&n!==`deleted_at`&&e.field(n));function oi({operation:e,fields:t}){let n=e===`update`?t.deleted_at:null;return Array.isArray(n)?n[1]===null?Y.restored:Y.trashed:Y[e]??e}function si(e,t){if(t.operation!==`update`||!e.operations.change||!e.canChange())return null;let n=Object.entries(t.fields).filter(([t,n])=>{let r=e.field(t);return Array.isArray(n)&&r&&!r.readOnly&&!r.writeOnly&&!r.createOnly&&r.kind!==`secret`});return n.length?Object.fromEntries(n):null}function ci({change:e}){return e.job?C`<span>${Y.job(e.job)}</span>`:e.actor_id?C`<span>${e.api_key_id?Y.key:Y.by} <${yt} id=${e.actor_id} /></span>`:C`<span>${Y.by} ${Y.server}</span>`}function li({resource:e,name:t,value:n,update:r}){let i=e.field(t),a=e=>e==null||e===``?C`<span class="muted">${Y.nothing}</span>`:C`<${We} field=${i} row=${{[t]:e}} />`;return C`<div class="history-line"><dt>${i.label}</dt>
<dd>${r?C`<span class="history-before">${a(n[0])}</span><span class="muted" aria-hidden="true"> → </span>
<span class="visually-hidden">${Y.to}</span><span>${a(n[1])}</span>`:a(n)}</dd></div>`}function ui({resource:e,change:t,busy:n,onRevert:r}){let i=ai(e,t),a=si(e,t);return C`<li class="history-change">
<div class="row"><strong>${oi(t)}</strong> <${ci} change=${t} />
<span class="muted small"><${Ie} value=${t.changed_at} /></span>
${a&&C`<${y} size="small" tone="quiet" icon="rotate-ccw" busy=${n} onClick=${()=>r(a)}>${Y.revert}<//>`}
</div>
${i.length>0&&t.operation!==`delete`&&C`<dl class="history-fields">
${i.map(([n,r])=>C`<${li} key=${n} resource=${e} name=${n} value=${r}
update=${t.operation===`update`&&Array.isArray(r)} />`)}
</dl>`}
</li>`}function di({resource:e,id:t}){return b(`admin`)?C`<${fi} key=${t} resource=${e} id=${t} />`:null}function fi({resource:e,id:t}){let n=ct(`/api/audit-log`,{table:e.plural.replaceAll(`-`,`_`),row_id:t}),[i,a]=N(!1),o=async(r,i)=>{let a=await ue(O(e,t),r,{ifMatch:i}),{data:o,etag:s}=a.data?.id?a:await I(O(e,t));return ke(e,o,{etag:s}),await n.reload(),s},s=async n=>{a(!0);try{let{data:i,etag:a}=await I(O(e,t)),s=Object.keys(n),l=Object.fromEntries(s.map(e=>[e,n[e][0]]));if(s.every(e=>q(i[e]??null,l[e]??null)))return r(Y.same);let u=s.filter(e=>!q(i[e]??null,n[e][1]??null)),d=Y.revertBody(u.map(t=>e.field(t).label));if(u.length&&!await Ce({title:Y.revertTitle,body:d,confirm:Y.revert}))return;let f=await o(l,a),p=Object.fromEntries(s.map(e=>[e,i[e]??null]));return r(Y.reverted,{tone:`good`,action:{label:A.undo,run:()=>o(p,f).catch(c)}})}catch(e){return c(e)}finally{a(!1)}},c=e=>r(e.status===412?Y.conflict:e.detail??A.failed,{tone:`bad`});return C`<${M}>
${n.problem&&C`<${De} problem=${n.problem} onRetry=${n.reload} />`}
${!n.rows&&!n.problem&&C`<${d} lines=${3} />`}
${n.rows?.length===0&&C`<p class="muted">${Y.empty}</p>`}
${n.rows?.length>0&&C`<ol class="history">${n.rows.map((t,n)=>C`<${ui} key=${`${t.changed_at} ${n}`}
resource=${e} change=${t} busy=${i} onRevert=${s} />`)}</ol>`}
<${Oe} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<//>`}function pi({onFile:e,accept:t,label:n,help:r,disabled:i=!1,...s}){let c=a(),l=s.id??c,[d,f]=N(!1),p=(e,t)=>{e.preventDefault(),f(t&&!i)};return C`<div class=${`file-drop ${d?`file-drop-over`:``}`} onDragOver=${e=>p(e,!0)}
onDragLeave=${e=>p(e,!1)} onDrop=${t=>{p(t,!1);let n=t.dataTransfer?.files?.[0];n&&!i&&e(n)}}>
<input class="visually-hidden" type="file" ...${s} id=${l} accept=${t} disabled=${i} onChange=${t=>{let n=t.currentTarget.files?.[0];t.currentTarget.value=``,n&&e(n)}} />
<label for=${l}><${o} name="upload" /><strong>${n??u.file.choose}</strong>
<span class="muted">${r??u.file.drop}</span></label>
</div>`}const mi=[`id`,`owner_id`,`version`,`created_at`,`updated_at`,`deleted_at`],hi=e=>G(e).replace(/[^\p{L}\p{N}]+/gu,` `).trim(),gi=e=>e.fields.filter(e=>!e.readOnly&&!mi.includes(e.name));function _i(e,t){let n=/* @__PURE__ */ new Set,r={},i=({name:e})=>t=>G(t.name)===G(e),a=({name:e})=>t=>[t.name,t.label].some(t=>hi(t)===hi(e));for(let o of[i,a])for(let i of e){if(r[i.name])continue;let e=t.find(e=>!n.has(e.name)&&o(i)(e));r[i.name]=e?.name??null,e&&n.add(e.name)}return r}function vi(e,t){let n=Object.entries(e).filter(([e,n])=>n?G(e)!==n:!(mi.includes(G(e))||t.some(t=>t.name===G(e)&&t.readOnly)));return n.length?JSON.stringify(Object.fromEntries(n)):void 0}function yi(e){let t=Object.values(e).filter(Boolean);return[...new Set(t.filter((e,n)=>t.indexOf(e)!==n))]}async function bi(e){let t=new Uint8Array(await e.slice(0,3).arrayBuffer());if(t[0]===255&&t[1]===254||t[0]===254&&t[1]===255)return`utf-16`;let n=new TextDecoder(`utf-8`,{fatal:!0}),r=e.stream().getReader();try{for(;;){let{done:e,value:t}=await r.read();if(e)break;n.decode(t,{stream:!0})}return n.decode(),`utf-8`}catch{return`windows-1252`}finally{r.cancel().catch(()=>{})}}async function xi(e,t){let n=await e.arrayBuffer(),r=new Uint8Array(n.slice(0,1))[0]===254;return new TextDecoder(t===`utf-16`?r?`utf-16be`:`utf-16le`:t).decode(n)}function Si(e){let t=/* @__PURE__ */ new Map;for(let n of e)try{for(let[e,r]of Object.entries(JSON.parse(n)))t.has(e)||t.set(e,[]),r!==null&&t.get(e).push(typeof r==`string`?r:JSON.stringify(r))}catch{}return[...t].map(([e,t])=>({name:e,examples:t.slice(0,3)}))}async function Ci(e,t,n){n??=await bi(e);let r=await xi(e.slice(0,262144),n);if(r.includes(`\0`))throw TypeError(`not a text`);let i=/\.(ndjson|jsonl)$/i.test(e.name)||/^\s*\{/.test(r)?`ndjson`:`csv`;if(i===`ndjson`){let t=r.split(/\r\n|\r|\n/).filter(e=>e.trim()).slice(0,20);return{file:e,format:i,charset:n,separator:``,columns:Si(t)}}let{separator:a,text:o}=ht(r,t),[s=[],...c]=mt(o,a,40),l=c.filter(gt),u=s.map((e,t)=>({name:e.trim(),examples:l.map(e=>e[t]??``).filter(e=>e.trim()).slice(0,3)}));return{file:e,format:i,charset:n,separator:a,columns:u.filter(({name:e})=>G(e))}}async function wi(e,t,n,r){let i=await xi(e.file,e.charset),a=e.file.name.replace(/\.[^.]*$/,``)||`rows`,o=e=>e.filter((e,n)=>t.has(n+1));if(e.format===`ndjson`){let e=o(i.split(/\r\n|\r|\n/).filter(e=>e.trim()));return{name:`${a}-failed.ndjson`,blob:new Blob([`${e.join(`
`)}\n`],{type:`application/x-ndjson`})}}let{separator:s,text:c}=ht(i,n),[l=[],...u]=mt(c,s),d=l.findIndex(e=>G(e)===r),f=e=>l.map((t,n)=>e[n]??``).filter((e,t)=>t!==d),p=u.filter(gt).flatMap((e,n)=>t.has(n+1)?[[...f(e),t.get(n+1)]]:[]),m=vt([[...f(l),r],...p],s);return{name:`${a}-failed.csv`,blob:new Blob([`\ufeff${m}`],{type:`text/csv;charset=utf-8`})}}const X=A.import,Ti=[`rows_read`,`imported`,`updated`,`skipped`,`failed`];function Ei({title:e,resource:t,sheet:n,report:r,known:i}){let a=Ti.filter(e=>r[e]>0||[`rows_read`,`imported`,`failed`].includes(e));return C`<${W} title=${e}>
<dl class="import-counts">${a.map(e=>C`<div key=${e} class=${e===`failed`&&r.failed>0?`import-bad`:``}>
<dt>${X.counts[e]}</dt><dd>${r[e].toLocaleString()}</dd></div>`)}</dl>
${r.errors.length>0&&C`<${Di} resource=${t} sheet=${n} report=${r} known=${i} />`}
<//>`}function Di({resource:e,sheet:t,report:n,known:i}){let[a,o]=N(!1),s=+(t.format===`csv`),c=t=>e.field(t)?.label??t,l=({field:e,message:t})=>e?`${c(e)}: ${t}`:t;return C`<div class="stack stack-3">
<h3>${X.errors}</h3>
${n.errors.length>=100&&C`<${k} tone="info">${X.errorsFirst(100)}<//>`}
<div class="import-errors" role="region" aria-label=${X.errors} tabindex="0">
<table class="plain-table">
<thead><tr><th scope="col" class="number">${X.row}</th><th scope="col">${X.wrong}</th></tr></thead>
<tbody>${n.errors.map((e,t)=>C`<tr key=${t}><td class="number">${(e.row+s).toLocaleString()}</td><td>${l(e)}</td></tr>`)}</tbody>
</table>
</div>
<div class="row"><${y} icon="download" busy=${a} onClick=${async()=>{o(!0);try{let e=/* @__PURE__ */ new Map;for(let t of n.errors)e.set(t.row,[e.get(t.row),l(t)].filter(Boolean).join(`; `));let{name:r,blob:a}=await wi(t,e,i,X.errorColumn);Le(r,a)}catch{r(A.failed,{tone:`bad`})}finally{o(!1)}}}>${X.download}<//><span class="small muted">${X.downloadHelp}</span></div>
</div>`}const Oi=A.import;function ki({resource:e,sheet:t,report:n,known:r,onAgain:a}){let o=i(null);return L(()=>o.current?.focus(),[]),C`<div class="stack stack-5">
<div ref=${o} tabindex="-1" role="status">${n.failed>0&&C`<p>${Oi.doneFailed(n.failed)}</p>`}</div>
<${Ei} title=${Oi.doneTitle(n.imported+n.updated)} resource=${e} sheet=${t} report=${n} known=${r} />
<div class="row">
<${y} tone="primary" href=${F(e)}>${Oi.open(e.labels[1])}<//>
<${y} icon="upload" onClick=${a}>${Oi.more}<//>
</div>
</div>`}const Ai=A.import;function ji({sheet:e,fields:t,map:n,onChange:r,disabled:i=!1}){let o=a(),s=t.map(e=>({value:e.name,label:e.required?`${e.label} *`:e.label}));return C`<div class="stack stack-3">
<p class="muted">${Ai.columnsHelp}</p>
<table class="plain-table import-columns">
<thead><tr><th scope="col">${Ai.column}</th><th scope="col">${Ai.example}</th><th scope="col">${Ai.field}</th></tr></thead>
<tbody>${e.columns.map(({name:e,examples:t},a)=>C`<tr key=${e}>
<th scope="row" id=${`${o}-${a}`}>${e}</th>
<td class="muted small">${t.join(` · `).slice(0,120)}</td>
<td><${we} value=${n[e]??``} options=${s} empty=${Ai.skip} disabled=${i} aria-labelledby=${`${o}-${a}`}
onChange=${t=>r({...n,[e]:t||null})} /></td>
</tr>`)}</tbody>
</table>
</div>`}const Z=A.import;function Mi({fields:e,sheet:t,how:n,onChange:r,onCharset:i,disabled:a=!1}){let o=e.filter(e=>e.kind===`email`).map(e=>({value:e.name,label:e.label})),s=Object.entries(Z.charsets).map(([e,t])=>({value:e,label:t}));return C`<${W} title=${Z.options}>
<div class="import-options">
${o.length>0&&C`<${v} name="unique_by" label=${Z.unique} required=${!1}>
${e=>C`<${we} ...${e} value=${n.unique} options=${o} empty=${Z.uniqueNone} disabled=${a}
onChange=${e=>r({...n,unique:e})} />`}
<//>`}
${n.unique&&C`<${v} name="existing" label=${Z.existing} required=${!1}>
${e=>C`<${we} ...${e} value=${n.existing} disabled=${a}
options=${[{value:`skip`,label:Z.existingSkip},{value:`update`,label:Z.existingUpdate}]}
onChange=${e=>r({...n,existing:e})} />`}
<//>`}
<${v} name="charset" label=${Z.charset} required=${!1}>
${e=>C`<${we} ...${e} value=${t.charset} options=${s} disabled=${a} onChange=${i} />`}
<//>
</div>
<//>`}const Ni=A.import,Pi={busy:!1,share:0,keyed:!1,problem:null},Fi={csv:`text/csv`,ndjson:`application/x-ndjson`};function Ii(e,t){if(t.code===`import_in_progress`)return Ni.busy;let n=t=>e.field(t)?.label??t;return(t.errors??[]).map(({field:e,message:t})=>e?`${n(e)}: ${t}`:t).join(` `)||t.detail||A.failed}function Li(e){let[t,n]=N(Pi),r=i(null),a=i(null);L(()=>t.busy?me(()=>Ce({...Ni.leave,tone:`danger`})):void 0,[t.busy]),L(()=>()=>a.current?.abort(),[]);let o=async(t,i,{keyed:o=!1}={})=>{let s=JSON.stringify([t.file.name,t.file.size,t.file.lastModified,t.charset,i]);o&&r.current?.wanted!==s&&(r.current={wanted:s,key:xe()});let c=new AbortController;a.current=c,n({...Pi,busy:!0,keyed:o});try{let a=await He(e.operations.import.path,{query:i,file:t.file,type:`${Fi[t.format]}; charset=${t.charset}`,key:o?r.current.key:void 0,signal:c.signal,probe:E(e),onProgress:e=>n(t=>({...t,share:e}))});return o&&(r.current=null,Ae(e)),n(Pi),a}catch(t){return t.status>=400&&t.status<500&&t.code!==`in_progress`&&(r.current=null),n({...Pi,problem:t.name===`AbortError`?null:Ii(e,t)}),null}};return{...t,run:o,stop:()=>a.current?.abort(),clear:()=>n(e=>e.busy?e:Pi)}}const Q=A.import;function Ri({resource:e,fields:t,plan:n,known:r,onDone:a,onCharset:o,onAgain:s}){let{sheet:c}=n,[l,u]=N(n.map),[d,f]=N({unique:``,existing:`skip`}),[p,m]=N(null),h=Li(e),g=i(null),_=Object.values(l),v=t.filter(e=>e.required&&e.default===void 0&&!_.includes(e.name)),b=yi(l).map(e=>t.find(t=>t.name===e)?.label??e),x=v.length===0&&b.length===0&&_.some(Boolean),ee=t=>({mode:t,columns:vi(l,e.fields),unique_by:d.unique||void 0,existing:d.unique?d.existing:void 0}),S=async()=>{m(null);let e=await h.run(c,ee(`check`));e&&m(e)},w=async()=>{let e=await h.run(c,ee(`valid`),{keyed:!0});e&&a(e)};L(()=>void(x&&S()),[]),L(()=>void(p&&g.current?.focus({preventScroll:!1})),[p]);let T=e=>t=>{e(t),m(null),h.clear()},E=p?p.imported+p.updated:0;return C`<div class="stack stack-5">
<${W} title=${c.file.name} actions=${C`<${y} size="small" disabled=${h.busy} onClick=${s}>${Q.another}<//>`}>
<${ji} sheet=${c} fields=${t} map=${l} onChange=${T(u)} disabled=${h.busy} />
${v.length>0&&C`<${k} tone="warn">${Q.missing(v.map(e=>e.label))}<//>`}
${b.map(e=>C`<${k} key=${e} tone="warn">${Q.twice(e)}<//>`)}
<//>
<${Mi} fields=${t} sheet=${c} how=${d} onChange=${T(f)} onCharset=${o} disabled=${h.busy} />
<div class="stack stack-3" aria-live="polite">
${h.busy&&C`<${zi} share=${h.share} keyed=${h.keyed} onStop=${h.stop} />`}
${h.problem&&C`<${k} tone="bad" onClose=${h.clear}>${h.problem}<//>`}
</div>
${p&&C`<div ref=${g} tabindex="-1">
<${Ei} title=${Q.checked} sheet=${c} report=${p} known=${r} resource=${e} />
${E===0&&C`<p class="muted">${Q.nothing}</p>`}
</div>`}
<div class="row">
${p?C`<${y} tone="primary" icon="upload" busy=${h.busy} disabled=${E===0} onClick=${w}>${Q.start(E)}<//>`:C`<${y} tone="primary" busy=${h.busy} disabled=${!x} onClick=${S}>${Q.check}<//>`}
</div>
</div>`}function zi({share:e,keyed:t,onStop:n}){let r=e>=1,i=r?t?Q.storing:Q.checking:Q.uploading(Math.floor(e*100));return C`<div class="import-progress">
<p id="import-progress">${i}</p>
<div class="row"><progress class="progress grow" max="1" value=${r?void 0:e} aria-labelledby="import-progress" />
${!(r&&t)&&C`<${y} size="small" onClick=${n}>${A.cancel}<//>`}</div>
</div>`}var Bi=/* @__PURE__ */ e({default:()=>Vi});const $=A.import;function Vi({params:e}){let t=l(e.things),n=t?.operations.import&&x()&&t.canCreate(),r=t?[{label:t.labels[1],href:F(t)}]:[];return C`<${f} title=${t?$.title(t.labels[1]):$.crumb} crumbs=${r}>
${n?C`<${Hi} key=${t.plural} resource=${t} />`:C`<${c} icon="upload" title=${$.closed}>${$.closedText}<//>`}
<//>`}function Hi({resource:e}){let[t,n]=N(null),[r,i]=N(null),[a,o]=N(null),s=gi(e),c=t=>e.fields.some(e=>G(e.name)===t||G(e.label)===t),l=async(e,t)=>{if(o(null),e.size===0)return o($.empty);try{let r=await Ci(e,c,t);return r.columns.length?n({sheet:r,map:_i(r.columns,s),at:Date.now()}):o($.notText)}catch{return o($.notText)}},u=()=>{n(null),i(null)};return r?C`<${ki} resource=${e} sheet=${t.sheet} report=${r} known=${c} onAgain=${u} />`:t?C`<${Ri} key=${t.at} resource=${e} fields=${s} plan=${t} known=${c} onDone=${i}
onCharset=${e=>l(t.sheet.file,e)} onAgain=${u} />`:C`<${W}>
${a&&C`<${k} tone="bad">${a}<//>`}
<${pi} accept=".csv,.tsv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson" label=${$.drop} help=${$.dropHelp} onFile=${e=>l(e)} />
<//>`}export{st as A,Jt as C,W as D,ut as E,lt as O,Kt as S,vt as T,Tn as _,Ar as a,ln as b,xr as c,ir as d,Gn as f,Dn as g,On as h,jr as i,ct as k,yr as l,Nn as m,Xr as n,Dr as o,Un as p,Kr as r,wr as s,Bi as t,fr as u,wn as v,yt as w,nn as x,hn as y};