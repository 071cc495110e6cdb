import{t as e}from"./rolldown-runtime.js";import{At as t,B as n,C as r,Dt as i,G as a,H as o,I as s,J as c,K as l,L as u,Mt as d,N as f,Nt as p,O as m,Ot as h,Q as g,R as _,Tt as v,U as y,V as b,W as x,X as S,Z as C,_ as ee,b as w,bt as T,c as E,ct as D,d as O,dt as k,et as te,f as A,ft as ne,g as j,gt as re,h as M,ht as N,i as ie,it as ae,k as oe,kt as se,l as ce,lt as le,m as ue,mt as de,n as fe,nt as P,o as pe,p as F,pt as I,r as me,rt as he,s as ge,st as _e,t as ve,u as L,ut as ye,v as be,vt as xe,x as R,y as z,yt as Se,z as Ce}from"./main.js";import{A as we,B as Te,E as Ee,G as De,H as Oe,I as ke,K as Ae,L as B,T as je,U as Me,V as Ne,W as Pe,_ as Fe,a as Ie,b as Le,c as Re,g as ze,i as Be,k as Ve,o as He,s as Ue,t as We,v as Ge,y as Ke}from"./lists.js";import{_ as qe,a as Je,c as Ye,d as Xe,f as V,h as Ze,i as Qe,l as $e,m as et,n as tt,o as nt,p as rt,r as it,s as at,u as H,v as ot,y as U}from"./sign-in.js";const st={title:`Account`,tabs:{profile:`Profile`,security:`Security`,sessions:`Devices`,history:`History`},save:`Save`,cancel:`Cancel`,remove:`Remove`,done:`Done`,retry:`Try again`,saved:`Saved`,required:`Fill this in.`,acting:`You act as this person. Their account is theirs to change.`,profile:{about:`About you`,name:`Name`,home:`Home workspace`,homeHelp:`It opens when you sign in.`,email:`E-mail address`,phone:`Phone number`,none:`None yet`,verified:`Confirmed`,unverified:`To be confirmed`,unverifiedText:`Open the link in our e-mail to confirm this address.`,resend:`Send the e-mail again`,resent:`The e-mail is on its way.`,mailbox:`Open the mailbox`,change:`Change address`,add:`Add address`,newEmail:`New e-mail address`,newEmailHelp:`We send a link there. Your address changes when it is opened.`,send:`Send link`,sent:e=>`We sent a link to ${e}. Your address changes when it is opened.`,guard:{title:`Leave without saving?`,body:`What you changed here is lost.`,confirm:`Leave`}},password:{title:`Password`,current:`Current password`,new:`New password`,newHelp:`At least 8 characters.`,short:`Use at least 8 characters.`,others:`A new password signs out your other devices.`,keys:`Also revoke my API keys`,keysHelp:`Programs that use them stop working.`,submit:`Change password`,changed:`Password changed. Your other devices are signed out.`,wrong:`This isn’t your current password.`,forgot:`Without a password yet, or forgot it? We send a link to choose one.`,sendLink:`Send link`,linkSent:e=>`We sent a link to ${e}.`},totp:{title:`Authenticator app`,on:`On`,off:`Off`,intro:`An app on your phone shows a new code every 30 seconds. You enter one when you sign in.`,setUp:`Set up`,scan:`Scan this with your app, then enter the code it shows.`,qr:`QR code for your authenticator app`,type:`Or type this secret into the app:`,secret:`Secret`,copySecret:`Copy secret`,open:`Open in an app on this device`,code:`Code from the app`,confirm:`Turn on`,codeWrong:`This code is wrong or was used before. Enter the next one.`,enabled:`Authenticator app is on. Your other devices are signed out.`,disable:`Turn off`,disableTitle:`Turn off the authenticator app`,disableText:`Your other devices are signed out.`,proof:`Code from the app, or a recovery code`,disabled:`Authenticator app is off.`,wait:e=>`Too many tries. Try again in ${e}.`},recovery:{title:`Recovery codes`,intro:`Each code signs you in once when your phone or passkey is gone. Keep them where only you find them.`,needFactor:`You get recovery codes with your first authenticator app or passkey.`,renew:`Make new codes`,renewTitle:`Make new recovery codes?`,renewBody:`The codes you have now stop working.`,dialog:`Your recovery codes`,once:`They are shown this once. Copy or download them now.`,copy:`Copy codes`,download:`Download codes`,file:`recovery-codes.txt`,kept:`I saved them`},passkeys:{title:`Passkeys`,intro:`Sign in by fingerprint, face or the lock of your device.`,empty:`No passkeys yet.`,name:`Name`,nameHelp:`So that you know it again, like “Work laptop”.`,add:`Add passkey`,create:`Create passkey`,added:e=>`${e} is added. Your other devices are signed out.`,removeTitle:e=>`Remove ${e}?`,removeBody:`You can no longer sign in by it. Your other devices are signed out.`,removed:e=>`${e} is removed.`,made:`Added`,used:`Last used`,never:`Never`,actions:`Actions`,address:`Passkeys need a name as address. Open this page at localhost.`,open:`Open at localhost`,failed:`This passkey was left out. Try again, or use another device.`},sessions:{title:`Signed-in devices`,intro:`End the ones you don’t know, then change your password.`,device:`Device`,current:`This device`,from:`Address`,signedIn:`Signed in`,seen:`Last seen`,ends:`Ends`,actions:`Actions`,end:`Sign out`,ended:`The device is signed out.`,all:`Sign out everywhere`,allTitle:`Sign out everywhere?`,allBody:`All your devices are signed out, this one too.`,unknown:`Unknown device`},history:{title:`Sign-ins and changes`,intro:`What happened to your account, newest first.`,when:`When`,what:`What`,result:`Result`,from:`Address`,server:`On the server`,done:`Done`,refused:`Refused`,empty:`Nothing has happened yet.`,kinds:{authn_login_success:`Signed in`,authn_login_fail:`Sign-in attempt`,authn_login_lock:`Sign-in locked for a while`,authn_password_success:`Password was right`,authn_mfa_success:`Second factor was right`,authn_mfa_fail:`Second factor was wrong`,authn_mfa_lock:`Second factor locked for a while`,authn_mfa_enrolled:`Authenticator app begun`,authn_mfa_added:`Second factor added`,authn_mfa_removed:`Second factor removed`,authn_mfa_recovery_codes_made:`Recovery codes made`,session_created:`Session begun`,session_ended:`Session ended`,session_renewed:`Session renewed`,authn_token_reuse:`Old token used again`,authn_token_revoked:`Token revoked`,authn_token_created:`Token made`,user_created:`Account made`,user_updated:`Account changed`,user_disabled:`Account disabled`,user_enabled:`Account enabled`,privilege_permissions_changed:`Rights changed`,authz_fail:`Access refused`,authn_impersonation_begun:`A platform admin began to act as you`,authn_impersonation_ended:`A platform admin stopped acting as you`,authn_password_change:`Password changed`,authn_password_change_fail:`Password change attempt`}}};function ct(e,n={}){let[r,i]=t({rows:null,problem:null,busy:!1,cursor:null}),a=h(0),o=JSON.stringify(n),s=se(async(t,n)=>{if(!e)return;let r=++a.current;i(e=>({...e,busy:!0,problem:null}));try{let{data:s}=await I(e,{query:{limit:50,...JSON.parse(o),cursor:t}});if(r!==a.current)return;i({rows:[...n,...s.items],problem:null,busy:!1,cursor:s.next_cursor??null})}catch(e){r===a.current&&i(t=>({...t,busy:!1,problem:e}))}},[e,o]);v(()=>(i({rows:null,problem:null,busy:!1,cursor:null}),s(void 0,[]),()=>a.current++),[s]);let c=se(e=>i(t=>({...t,rows:e(t.rows??[])})),[]);return{...r,more:()=>s(r.cursor,r.rows??[]),reload:()=>s(void 0,[]),setRows:c}}function lt({items:e,label:t=l.tabs.label}){let n=h(null),r=e.findIndex(e=>e?.current);return v(()=>{let e=n.current?.querySelector(`[aria-current]`);e&&(n.current.scrollLeft=e.offsetLeft-n.current.offsetLeft-(n.current.clientWidth-e.offsetWidth)/2)},[r]),T`<nav class="tabs" ref=${n} aria-label=${t}><ul>
${e.filter(Boolean).map(e=>T`<li key=${e.href}>
<a href=${e.href} aria-current=${e.current?`page`:void 0}>${e.label}</a></li>`)}
</ul></nav>`}function W({title:e,actions:t,footer:n,class:r=``,children:a}){let o=i();return T`<section class=${`card ${r}`} aria-labelledby=${e?o:void 0}>
${(e||t)&&T`<header class="card-head">
${e&&T`<h2 id=${o}>${e}</h2>`}
${t&&T`<div class="card-actions">${t}</div>`}
</header>`}
<div class="card-body stack">${a}</div>
${n&&T`<footer class="card-foot">${n}</footer>`}
</section>`}function ut({value:e,onChange:t,label:n,"aria-required":r,class:i=``,...a}){let s=o(n);return T`<label class=${`check ${i}`}>
<input class="checkbox" type="checkbox" ...${a} checked=${e===!0}
onChange=${e=>t?.(e.currentTarget.checked)} />
${s&&T`<span>${s}</span>`}
</label>`}const dt=[`,`,`;`,`	`,`|`],ft=/^[\s\p{C}\p{Z}]+|[\s\p{C}\p{Z}]+$/gu,pt=e=>e.replace(ft,``),G=e=>pt(e).normalize(`NFC`).toLowerCase();function mt(e,t,n=1/0){let r=[],i=[],a=``,o=!1,s=0,c=()=>{i.push(a),r.push(i),i=[],a=``};for(;s<e.length&&r.length<n;s+=1){let n=e[s];o?n===`"`?e[s+1]===`"`?a+=e[s+=1]:o=!1:a+=n:n===`"`&&pt(a)===``?(a=``,o=!0):n===t?(i.push(a),a=``):n===`
`||n===`\r`?(n===`\r`&&e[s+1]===`
`&&(s+=1),c()):a+=n}return r.length<n&&(a!==``||i.length>0)&&c(),r}function ht(e,t){let n=/^sep=(.)(\r\n|\r|\n)/i.exec(e);if(n)return{separator:n[1],text:e.slice(n[0].length)};let r={separator:`,`,score:-1};for(let n of dt){let i=mt(e,n,1)[0]??[],a=i.filter(e=>t(G(e))).length+Math.min(i.length,99)/100;a>r.score&&(r={separator:n,score:a})}return{separator:r.separator,text:e}}const gt=e=>e.some(e=>pt(e)!==``),_t=(e,t)=>/["\r\n]/.test(e)||e.includes(t)||e!==e.trim()?`"${e.replaceAll(`"`,`""`)}"`:e,vt=(e,t=`,`)=>e.map(e=>`${e.map(e=>_t(e,t)).join(t)}\r\n`).join(``);function yt({id:e,name:t}){let n=t??(e?g(e):null)??(e?e.slice(0,8):l.person.unknown);return T`<span class="person"><span class=${`avatar hue-${m(e??n)}`} aria-hidden="true">${oe(n)}</span>
<span class="person-name">${n}</span></span>`}const K=B.wrong,bt=/* @__PURE__ */ new Map;function xt(e){if(!bt.has(e)){let t=null;try{t=new RegExp(e,`u`)}catch{t=null}bt.set(e,t)}return bt.get(e)}const St=/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,Ct={integer:e=>Number.isInteger(Number(e))?null:K.integer,decimal:e=>Number.isFinite(Number(e))?null:K.number,uuid:e=>St.test(e)?null:K.uuid,uuids:e=>e.every(e=>St.test(e))?null:K.uuid,date:e=>Number.isNaN(Date.parse(e))?K.date:null,timestamp:e=>Number.isNaN(Date.parse(e))?K.date:null},wt={email:K.email,phone:K.phone,e164:K.phone,url:K.url},Tt=e=>e==null||(Array.isArray(e)?!e.length:typeof e==`string`&&!e.trim());function Et(e,t){if(e.kind===`uuids`&&Array.isArray(t)&&!t.length&&!e.minItems)return null;if(Tt(t))return e.required&&e.default==null&&e.kind!==`boolean`?K.required:null;let n=e.check?e.check(t):Ct[e.kind]?.(t);if(n)return n;if(e.kind===`select`&&e.options&&!e.options.some(e=>(e?.value??e)===t))return K.option;if(Array.isArray(t))return e.maxItems&&t.length>e.maxItems?K.items(e.maxItems):null;if([`integer`,`decimal`].includes(e.kind))return e.min!=null&&Number(t)<e.min?K.min(e.min):e.max!=null&&Number(t)>e.max?K.max(e.max):null;if(typeof t!=`string`)return null;let r=[...t].length;if(e.minLength&&r<e.minLength)return K.minLength(e.minLength);if(e.maxLength&&r>e.maxLength)return K.maxLength(e.maxLength);let i=e.pattern&&xt(e.pattern);return i&&!i.test(t)?wt[e.kind]??K.pattern:null}function Dt(e,t){let n=e.map(e=>[e.name,Et(e,t[e.name])]);return Object.fromEntries(n.filter(([,e])=>e))}function q(e,t){if(Object.is(e,t))return!0;if(e==null||t==null)return(e??null)===(t??null);if(typeof e!=`object`||typeof t!=`object`||Array.isArray(e)!==Array.isArray(t))return!1;let n=Object.keys(e);return n.length===Object.keys(t).length&&n.every(n=>Object.hasOwn(t,n)&&q(e[n],t[n]))}function Ot(e,t,n){let r={},i=[],a=!0;for(let o of/* @__PURE__ */ new Set([...Object.keys(e),...Object.keys(t),...Object.keys(n)])){let[s,c,l]=[e[o],Object.hasOwn(t,o)?t[o]:e[o],n[o]],u=q(c,s);r[o]=u?l:c,u||q(c,l)||(a=!1,q(l,s)||(r[o]=l,i.push({field:o,base:s,mine:c,theirs:l})))}return{merged:r,conflicts:i,settled:a}}function kt(e,t){return Object.fromEntries(Object.entries(t).filter(([t,n])=>!q(n,e[t])))}const At=e=>e.name===`client_id`&&e.kind===`uuid`,jt=(e,t)=>e.fields.filter(e=>!e.readOnly&&!At(e)&&(t||!e.createOnly));function Mt(e,t){return Tt(t)?[`tags`,`uuids`].includes(e.kind)&&!e.nullable?[]:null:e.kind===`integer`&&typeof t==`string`?Number(t):t}const Nt=(e,t)=>Object.fromEntries(e.map(e=>[e.name,Mt(e,t[e.name])])),Pt=()=>Ce({title:B.form.leaveTitle,body:B.form.leaveText,confirm:B.form.leave,tone:`danger`});function Ft(e,n,r=null){let i=d(()=>{let t=n??{...Object.fromEntries(e.map(e=>[e.name,e.default??null])),...r};return Nt(e,t)},[]),[a,o]=t(i),[s,c]=t(i),[l,u]=t({}),[f,p]=t({}),m=Nt(e,s),g=kt(a,m),_=Object.keys(g).length>0,y=h(_),b=h(!1);y.current=_&&!b.current,v(()=>he(()=>!y.current||Pt(),()=>y.current),[]);let x=Dt(e,m),S=!!n;return{base:a,values:s,now:m,dirty:_,patch:g,errorOf:e=>f[e.name]??(l[e.name]?Et(e,m[e.name]):null),set(e,t){b.current=!1,c(n=>({...n,[e]:t})),p(({[e]:t,...n})=>n)},touch:e=>u(t=>t[e]?t:{...t,[e]:!0}),wrong(){return u(Object.fromEntries(e.map(e=>[e.name,!0]))),Object.entries(x).filter(([e])=>!S||e in g)},refused:e=>p(e),settle(){b.current=!0,y.current=!1},reset(t){let n=t?Nt(e,t):i;y.current=b.current=!1,o(n),c(n),u({}),p({})},body:()=>Object.fromEntries(e.map(({name:e,required:t})=>[e,m[e],t]).filter(([,e,t])=>!Tt(e)||t&&Array.isArray(e)))}}const It=e=>Object.values(e).some(e=>e instanceof Blob),Lt=e=>e.replace(/["\r\n]/g,e=>encodeURIComponent(e));function Rt(e,t){let n=`Content-Disposition: form-data; name="${Lt(e)}"`;if(!(t instanceof Blob))return[n,`\r
\r
`,String(t)];let r=t instanceof File?t.name:e;return[`${n}; filename="${Lt(r)}"\r\nContent-Type: ${t.type||`application/octet-stream`}`,`\r
\r
`,t]}function zt(e,t){let n=Object.entries(e).flatMap(([e,n])=>[`--${t}\r\n`,...Rt(e,n),`\r
`]);return new Blob([...n,`--${t}--\r\n`],{type:`multipart/form-data; boundary=${t}`})}const Bt=(e,t)=>Object.fromEntries(t.map(t=>[t,e[t]??null])),Vt=e=>e.etag??L(e.data);async function Ht({resource:e,id:t,parent:n},r,i,a){let o=A(e,t,n),s=e.operations.change?await de(o,r,{ifMatch:a}):await re(o,i,{ifMatch:a});return{kind:`saved`,row:s.data,etag:Vt(s)}}async function Ut(e,t,n,r){try{return await Ht(e,kt(t,n),n,r)}catch(e){if(e.status===404)return{kind:`gone`};if(e.status===412)return null;throw e}}function Wt(e,t,n){let r=Bt(n.data,Object.keys(t)),{merged:i,conflicts:a,settled:o}=Ot(e,t,r),s=Vt(n);return o?{kind:`saved`,row:n.data,etag:s}:{kind:a.length?`conflict`:`joined`,theirs:r,merged:i,conflicts:a,row:n.data,etag:s}}async function Gt(e,t,n,r){for(let i=0;i<4;i+=1){let i=await Ut(e,t,n,r);if(i)return i;let a;try{a=await I(A(e.resource,e.id,e.parent))}catch(e){if(e.status===404)return{kind:`gone`};throw e}let o=Wt(t,n,a);if(o.kind!==`joined`)return o;[t,n,r]=[o.theirs,o.merged,o.etag]}let i=await I(A(e.resource,e.id,e.parent)),a=Wt(t,n,i);return a.kind===`joined`?{...a,kind:`conflict`}:a}async function Kt(e,t,n){let r=Wt(t,n,await qt(e));return r.kind===`joined`?Gt(e,r.theirs,r.merged,r.etag):r}const qt=({resource:e,id:t,parent:n})=>N(ce(e.operations.restore.path,t,n));async function Jt({resource:e,parent:t},n,r){let i=e.fields.find(At),a=i?{...n,[i.name]:r}:n,o=await N(O(e,t),It(a)?zt(a,r):a,{key:r});return{kind:`saved`,row:o.data,etag:Vt(o)}}const Yt=e=>e.status===0||e.status>=500||e.code===`in_progress`,Xt=e=>{if(e.status===void 0)throw e;r(e.detail??e.title??e.message,{tone:`bad`})};async function Zt(e){try{let{data:t,etag:n}=await qt(e);return t?we(e.resource,t,{parent:e.parent,etag:n}):ke(e.resource,e.parent),r(B.view.restored(e.resource.labels[0]),{tone:`good`}),!0}catch(e){return Xt(e),!1}}async function Qt({resource:e,row:t,etag:n,parent:i,onStale:a}){let o={resource:e,id:t.id,parent:i},[s]=e.labels,c=e.operations.restore;if(!c&&!await Ce({title:B.view.removeTitle(s),body:B.view.removeText,confirm:B.view.remove,tone:`danger`}))return!1;try{await ne(A(e,t.id,i),{ifMatch:n??L(t)})}catch(e){if(e.status===412)return a?.(),r(B.view.refreshed,{tone:`warn`}),!1;if(e.status!==404)return Xt(e),!1}return Ve(e,t.id,{parent:i}),r(B.view.removed(s),c?{action:{label:B.view.undo,run:()=>Zt(o)}}:{}),!0}const $t=[`theirs`,`mine`,`base`];function en({field:e,conflict:t,side:n,chosen:r,onChoose:i}){return T`<label class="conflict-choice">
<input type="radio" name=${`conflict-${e.name}`} checked=${r===n} onChange=${()=>i(n)} />
<span class="stack"><span class="small muted">${B.conflict[n]}</span>
<span class="conflict-value"><${je} field=${e} row=${{[e.name]:t[n]}} link /></span></span>
</label>`}function tn({resource:e,fields:n,clash:r,busy:i,onSave:a,onClose:o}){let[s,c]=t({}),l=t=>n.find(e=>e.name===t)??e.field(t),u=r.conflicts.some(({field:e})=>!s[e]),d=new Set(r.conflicts.map(({field:e})=>e)),f=n.filter(({name:e})=>!d.has(e)&&!q(r.theirs[e],r.from[e])),p=T`<${x} onClick=${o} disabled=${i}>${B.conflict.cancel}<//>
<${x} tone="primary" busy=${i} disabled=${u} onClick=${()=>{let e=Object.fromEntries(r.conflicts.map(e=>[e.field,e[s[e.field]]]));a({...r.merged,...e})}}>${B.conflict.save}<//>`;return T`<${y} open title=${B.conflict.title} onClose=${o} actions=${p} size="large">
<div class="stack stack-4">
<p>${B.conflict.text} <span class="muted small">${B.conflict.when}: <${Oe} value=${r.row.updated_at} /></span></p>
${r.conflicts.map(e=>{let t=l(e.field);return T`<fieldset key=${t.name} class="conflict"><legend>${t.label}</legend>
<div class="conflict-choices">${$t.map(n=>T`<${en} key=${n} field=${t} conflict=${e} side=${n}
chosen=${s[t.name]} onChoose=${e=>c(n=>({...n,[t.name]:e}))} />`)}</div>
</fieldset>`})}
${f.length>0&&T`<p class="muted small">${B.conflict.joined(f.map(({label:e})=>e).join(`, `))}</p>`}
</div>
<//>`}function nn({resource:e,busy:t,onRestore:n,onClose:r}){let i=!!e.operations.restore,a=T`<${x} onClick=${r} disabled=${t}>${B.conflict.cancel}<//>
${i&&T`<${x} tone="primary" busy=${t} onClick=${n}>${B.conflict.binnedSave}<//>`}`;return T`<${y} open title=${B.conflict.binnedTitle} onClose=${r} actions=${a}>
<p>${i?B.conflict.binnedText:B.conflict.removedText}</p>
<//>`}function rn(e){let t=/* @__PURE__ */ new Map;for(let n of e)t.set(n.group??``,[...t.get(n.group??``)??[],n]);return[...t]}function an({field:e,draft:t,disabled:n}){let r=n=>{t.set(e.name,n),n instanceof Blob&&t.touch(e.name)};return T`<div class=${`form-field form-${e.kind}`} onFocusOut=${()=>t.touch(e.name)}>
<${b} name=${e.name} label=${e.label} help=${e.help} error=${t.errorOf(e)} optional=${!e.required}>
${i=>T`<${Le} field=${e} control=${i} disabled=${n}
value=${t.values[e.name]} onChange=${r} />`}
<//>
</div>`}const on=e=>({status:422,code:`invalid`,detail:null,errors:e.map(([e,t])=>({field:e,code:`check`,message:t}))});function sn({resource:e,parent:n,row:r=null,etag:i=null,preset:a,onSaved:o,onCancel:s,onDirty:c,another:l=!1,stays:u=!1,verb:d,Note:f}){let p=jt(e,!r),m=Ft(p,r,a),[g]=t(i),[_,y]=t(!1),[b,S]=t(null),[C,w]=t(null),[E,D]=t(null),O=h(null),k=h(!1),[te,A]=t(0),ne=h(null),j={resource:e,parent:n,id:r?.id},re=(t,r)=>{if(t.kind!==`saved`)return D({...t,from:r.from??m.base});D(null),m.settle(),we(e,t.row,{parent:n,etag:t.etag}),r.another&&(m.reset(null),A(e=>e+1)),o(t.row,{another:!!r.another})},M=e=>{Yt(e)||(O.current=null),e.retryAfter&&e.status===429&&w(new Date(Date.now()+e.retryAfter*1e3)),m.refused(Object.fromEntries((e.errors??[]).map(e=>[String(e.field).split(/[.[]/)[0],e.message]))),S(e)},N=async(e,t={})=>{if(!k.current){k.current=!0,y(!0),S(null);try{re(await e(),t),O.current=null}catch(e){if(e.status===void 0)throw e;D(null),M(e)}finally{k.current=!1,y(!1)}}},ie=async(e,t)=>Object.keys(kt(e.theirs,t)).length?Gt(j,e.theirs,t,e.etag):{kind:`saved`,row:e.row,etag:e.etag},ae=(e={another:u})=>{if(C)return;let t=m.wrong();return t.length?S(on(t)):r&&!m.dirty?s?.():(O.current??=xe(),N(()=>r?Gt(j,m.base,m.now,g):Jt(j,m.body(),O.current),e))},oe=JSON.stringify(m.now,(e,t)=>t instanceof File?[t.name,t.size,t.lastModified]:t);v(()=>{k.current||(O.current=null)},[oe]),v(()=>{c?.(m.dirty)},[m.dirty]);let se=h(ae);se.current=ae,v(()=>{let e=[`mod+s`,`mod+enter`].map(e=>Se(e,()=>se.current()));return()=>e.forEach(e=>e())},[]),v(()=>{!r&&(te>0||!u)&&ne.current?.querySelector(`input, select, textarea`)?.focus()},[te]);let ce=Object.fromEntries(p.map(e=>[e.name,e.label])),le=_||C!==null;return T`<div ref=${ne} class="row-form">
<${ot} onSubmit=${()=>ae()} error=${b} busy=${_} fields=${ce}>
${rn(p.filter(({hidden:e})=>!e)).map(([e,t])=>e?T`<fieldset key=${e} class="form-group stack"><legend>${e}</legend>
${t.map(e=>T`<${an} key=${e.name} field=${e} draft=${m} disabled=${_} />`)}</fieldset>`:t.map(e=>T`<${an} key=${e.name} field=${e} draft=${m} disabled=${_} />`))}
${C&&T`<${ee} until=${C} onEnd=${()=>w(null)}>${e=>B.form.waiting(e)}<//>`}
<div class="save-bar row">
${f&&T`<${f} values=${m.values} />`}
<${x} type="submit" tone="primary" busy=${_} disabled=${le}>${r?B.form.save:d??B.form.create}<//>
${l&&T`<${x} disabled=${le} onClick=${()=>ae({another:!0})}>${B.form.another}<//>`}
${s&&T`<${x} tone="quiet" disabled=${_} onClick=${s}>${B.form.cancel}<//>`}
</div>
<//>
${E?.kind===`conflict`&&T`<${tn} resource=${e} fields=${p} clash=${E} busy=${_} onClose=${()=>D(null)}
onSave=${e=>N(()=>ie(E,e),{from:E.theirs})} />`}
${E?.kind===`gone`&&T`<${nn} resource=${e} busy=${_} onClose=${()=>D(null)}
onRestore=${()=>N(()=>Kt(j,m.base,m.now))} />`}
</div>`}const cn=({access:e})=>(!e?.role||S(e.role))&&(e?.impersonator===`read`||C()),ln=({when:e},t)=>Object.entries(e??{}).every(([e,n])=>n.includes(t[e])),un=(e,t)=>(e.actions??[]).filter(e=>cn(e)&&ln(e,t));function dn(e,t){let n=(e.actions??[]).flatMap(({when:e})=>Object.keys(e??{}))[0],r=e.field(n??``)??e.fields.find(e=>e.kind===`select`&&e.readOnly);return r&&t[r.name]?Ee(t[r.name]):null}const fn=(e,{field:t,message:n})=>`${e.field(t)?.label??t}: ${n}.`;function pn({resource:e,row:n,etag:i,parent:a,reload:o,ask:s}){let[c,l]=t(null),[u,d]=t(null),f=h(null),p=un(e,n),m=async t=>{if(!(c||s&&!await s(t))){l(t.verb),d(null),f.current?.verb!==t.verb&&(f.current={verb:t.verb,value:xe()});try{let s=await N(ce(t.path,n.id,a),void 0,{key:f.current.value,ifMatch:i??L(n)});f.current=null,s.data?.id===n.id?we(e,s.data,{parent:a,etag:s.etag}):await o(),r(B.view.done(t.label),{tone:`good`})}catch(n){if(n.status===void 0)throw n;Yt(n)||(f.current=null);let r=[409,412].includes(n.status)?await o():null;n.code===`invalid_state`?d(B.view.state(t.label,r?.row?dn(e,r.row):null)):n.status===412?d(B.view.refreshed):n.status===422&&n.errors.length?d(n.errors.map(t=>fn(e,t)).join(` `)):n.status===409?d(n.detail):Xt(n)}finally{l(null)}}};return!p.length&&!u?null:T`<div class="row-actions stack">
${u&&T`<${j} tone="warn" onClose=${()=>d(null)}>${u}<//>`}
${p.length>0&&T`<div class="row">${p.map(e=>T`<${x} key=${e.verb} busy=${c===e.verb}
disabled=${c!==null} onClick=${()=>m(e)}>${e.label}<//>`)}</div>`}
</div>`}const mn=(e,t)=>Object.assign(Object.create(Object.getPrototypeOf(e)),e,t),hn=(e,t)=>e.fields.filter(n=>n.refers===t.plural||e.path.includes(`{${n.name}}`)).map(({name:e})=>e);function gn({child:e,row:t,parent:n,onEdit:r,onStale:i}){let a=[e.canChange()&&{label:B.view.edit,icon:`pencil`,onSelect:()=>r(t)},e.canDelete()&&{label:B.view.remove,icon:`trash-2`,tone:`danger`,onSelect:()=>Qt({resource:e,row:t,parent:n,onStale:i})}].filter(Boolean);return T`<${pe} label=${B.view.more} icon="ellipsis" items=${a} />`}function _n({child:e,resource:n,row:i,readOnly:a=!1}){let o=i.id,s=Ue(e,{parent:o}),[c,l]=t(null),d=h(i.version);v(()=>{d.current!==i.version&&s.reload(),d.current=i.version},[i.version]);let[f,p]=e.labels,m=!a&&(e.canChange()||e.canDelete()),g={key:`actions`,label:B.bin.actions,width:`narrow`,render:t=>T`<${gn} child=${e} row=${t} parent=${o} onEdit=${l} onStale=${s.reload} />`},_=Ge(e,{without:hn(e,n),add:m?[g]:[]}),y=!a&&e.canCreate()&&T`<${x} size="small" icon="plus" onClick=${()=>l(`new`)}>${B.view.add(f)}<//>`;return T`<${W} title=${p} actions=${y}>
<div class="stack" aria-busy=${s.busy}>
${s.problem&&T`<${Pe} problem=${s.problem} onRetry=${s.reload} />`}
${!s.rows&&!s.problem&&T`<${u} lines=${3} />`}
${s.rows?.length===0&&T`<p class="muted">${B.list.empty(p)}</p>`}
${s.rows?.length>0&&T`<${Me} caption=${p} columns=${_} rows=${s.rows} compact=${e.compact} />`}
<${De} cursor=${s.cursor} busy=${s.busy} onMore=${s.more} />
</div>
${c&&T`<${vn} child=${e} parent=${o} row=${c===`new`?null:c} onSaved=${()=>{r(c===`new`?B.form.created(f):B.form.saved(f),{tone:`good`}),l(null)}}
onClose=${()=>l(null)} />`}
<//>`}function vn({child:e,parent:n,row:r,onSaved:i,onClose:a}){let[o]=e.labels,[s,c]=t(!1),l=async()=>(!s||await Pt())&&a(),u=r?B.view.editTitle(o):B.view.add(o);return T`<${y} open title=${u} onClose=${l}>
<${sn} resource=${e} parent=${n} row=${r} etag=${r&&L(r)} onSaved=${i} onCancel=${l} onDirty=${c} />
<//>`}function yn({resource:e,row:t,readOnly:n=!1}){return(e.children??[]).filter(e=>e.operations.list).map(r=>T`<${_n} key=${`${r.plural} ${t.id}`} child=${r} resource=${e} row=${t} readOnly=${n} />`)}var bn=/* @__PURE__ */ e({default:()=>kn});const xn=Re(()=>Promise.resolve().then(()=>li),`History`),Sn=[`id`,`version`,`created_at`,`updated_at`,`deleted_at`,`owner_id`],Cn=e=>e.fields.filter(e=>!Sn.includes(e.name)&&!e.writeOnly);function wn({resource:e,row:t}){return T`<dl class="fields">
${Cn(e).map(e=>T`<div key=${e.name} class=${`fields-row fields-${e.kind}`}>
<dt>${e.label}</dt><dd><${je} field=${e} row=${t} link /></dd></div>`)}
</dl>`}function Tn({row:e}){return T`<dl class="fields fields-about small">
${e.owner_id&&T`<div class="fields-row"><dt>${B.view.owner}</dt>
<dd><${je} field=${{name:`owner_id`,kind:`member`}} row=${e} /></dd></div>`}
${e.created_at&&T`<div class="fields-row"><dt>${B.view.created}</dt><dd><${Oe} value=${e.created_at} /></dd></div>`}
${e.updated_at&&T`<div class="fields-row"><dt>${B.view.updated}</dt><dd><${Oe} value=${e.updated_at} /></dd></div>`}
<div class="fields-row"><dt>${B.view.id}</dt><dd class="row"><span class="mono" title=${e.id}>${e.id.slice(0,8)}</span><${fe} value=${e.id} /></dd></div>
</dl>`}function En({resource:e,row:t,etag:n,notice:i,onDone:a}){let o=h(!1);return T`<div class="stack stack-4">
${i&&T`<${j} tone="info">${i===`delete`?B.view.gone2:B.view.stale}<//>`}
<${sn} resource=${e} row=${t} etag=${n} onSaved=${()=>{r(B.form.saved(e.labels[0]),{tone:`good`}),a()}} onCancel=${async()=>(!o.current||await Pt())&&a()} onDirty=${e=>o.current=e} />
</div>`}function Dn({resource:e}){let t=e.operations.restore,n=T`<div class="row">
${t&&T`<${x} href=${F(e,`trash`)} icon="trash-2">${B.view.toBin}<//>`}
<${x} href=${F(e)}>${B.view.toList}<//></div>`;return T`<${s} icon=${e.icon} title=${B.view.gone} action=${n}>${B.view.goneText}<//>`}function On({resource:e,id:n,Acts:r,Parts:i}){let[a,o]=t(!1),[s,c]=t(null),{row:l,etag:d,problem:p,busy:m,reload:h}=He(e,n,{hold:a,onChange:c}),g=[{label:e.labels[1],href:F(e)}],_=l&&ue(e,l)||e.labels[0],v=async()=>{await Qt({resource:e,row:l,etag:d,onStale:h})&&P(F(e))},y=()=>{o(!1),s&&h(),c(null)},b=l&&!a&&T`
${e.canDelete()&&T`<${x} tone="quiet" icon="trash-2" onClick=${v}>${B.view.remove}<//>`}
${e.canChange()&&T`<${x} tone="primary" icon="pencil" onClick=${()=>o(!0)}>${B.view.edit}<//>`}`;return T`<${f} title=${_} crumbs=${g} actions=${b} subtitle=${l&&ue(e,l)?e.labels[0]:void 0}>
<div class="view stack stack-5" aria-busy=${m}>
${!l&&p?.status===404&&T`<${Dn} resource=${e} />`}
${p&&p.status!==404&&T`<${Pe} problem=${p} onRetry=${h} />`}
${!l&&!p&&T`<${u} lines=${8} />`}
${l&&!a&&T`<${r} resource=${e} row=${l} etag=${d} reload=${h} />`}
${l&&T`<div class="view-parts">
<${W} title=${B.view.details}>${a?T`<${En} resource=${e} row=${l} etag=${d} notice=${s} onDone=${y} />`:T`<${wn} resource=${e} row=${l} />`}<//>
<${W} title=${B.view.about}><${Tn} row=${l} /><//>
</div>`}
${l&&T`<${i} resource=${e} row=${l} reload=${h} />`}
${l&&S(`admin`)&&T`<${W} title=${B.view.history}>
<${xn} key=${`${n} ${l.version}`} resource=${e} id=${n} /><//>`}
</div>
<//>`}function kn({params:e,resource:t=c(e.things),Acts:n=pn,Parts:r=yn}){let i=t?.operations.find&&!t.parent;return v(()=>{t?.parent&&P(F(t.parent),{replace:!0})},[t]),i?T`<${On} key=${`${te.value?.id} ${t.plural} ${e.id}`} resource=${t} id=${e.id} Acts=${n} Parts=${r} />`:T`<${f} title=${B.list.unknown}><p>${B.list.unknownText}</p><//>`}var An=/* @__PURE__ */ e({RowForm:()=>sn,default:()=>Mn});function jn(e){let t=[...ae.peek().query].filter(([t])=>e.field(t)&&!e.field(t).readOnly);return Object.fromEntries(t)}function Mn({params:e,resource:t=c(e.things),onMade:n}){let i=h(t&&jn(t)),a=t?.labels[0]??``,o=t?[{label:t.labels[1],href:F(t)}]:[];if(v(()=>{t&&!t.operations.create&&P(F(t),{replace:!0})},[t]),!t)return T`<${f} title=${B.list.unknown}><p>${B.list.unknownText}</p><//>`;if(!t.canCreate()){let e=T`<${x} href=${F(t)}>${B.view.toList}<//>`;return T`<${f} title=${B.form.newTitle(a)} crumbs=${o} narrow>
<${s} icon="lock" title=${B.form.locked} action=${e}>${B.form.lockedText}<//><//>`}return T`<${f} title=${B.form.newTitle(a)} crumbs=${o} narrow>
<${sn} key=${t.plural} resource=${t} preset=${i.current} another onSaved=${async(e,{another:i})=>{await n?.(e);let o=t.operations.find&&{label:B.form.open,run:()=>P(F(t,e.id))};r(B.form.created(a),{tone:`good`,action:i&&o||void 0}),i||P(t.operations.find?F(t,e.id):F(t),{replace:!0})}}
onCancel=${()=>P(F(t))} />
<//>`}function Nn({onFile:e,accept:n,label:r,help:o,disabled:s=!1,...c}){let u=i(),d=c.id??u,[f,p]=t(!1),m=(e,t)=>{e.preventDefault(),p(t&&!s)};return T`<div class=${`file-drop ${f?`file-drop-over`:``}`} onDragOver=${e=>m(e,!0)}
onDragLeave=${e=>m(e,!1)} onDrop=${t=>{m(t,!1);let n=t.dataTransfer?.files?.[0];n&&!s&&e(n)}}>
<input class="visually-hidden" type="file" ...${c} id=${d} accept=${n} disabled=${s} onChange=${t=>{let n=t.currentTarget.files?.[0];t.currentTarget.value=``,n&&e(n)}} />
<label for=${d}><${a} name="upload" /><strong>${r??l.file.choose}</strong>
<span class="muted">${o??l.file.drop}</span></label>
</div>`}var Pn=/* @__PURE__ */ e({default:()=>zn});const Fn=Re(()=>Promise.resolve().then(()=>Qr),`BulkBar`);function In({resource:e,row:n}){let[r,i]=t(!1);return T`<${x} size="small" icon="rotate-ccw" busy=${r} onClick=${async()=>{i(!0),await Zt({resource:e,id:n.id}),i(!1)}}>${B.bin.restore}<//>`}function Ln(e){let t=e.operations.restore?.access?.role;return C()&&(!t||S(t))}function Rn({resource:e}){let t=Ue(e,{query:{deleted:!0}}),n=Ie(t.rows??[]),r=h(null),i=Ln(e);Be(r,{toggle:e=>i&&t.rows?.[e]&&n.toggle(t.rows[e].id)});let a=Ge(e,{without:[`created_at`],add:[{key:`deleted_at`,label:B.bin.deleted,render:e=>T`<${Oe} value=${e.deleted_at} />`},...i?[{key:`acts`,label:B.bin.actions,width:`narrow`,render:t=>T`<${In} resource=${e} row=${t} />`}]:[]]}),o=[.../* @__PURE__ */ new Set([...e.compact??[],`deleted_at`,`acts`])];return T`<div ref=${r} class="list stack stack-4" aria-busy=${t.busy}>
<div class="list-fresh" role="status">${t.fresh>0&&T`<${x} size="small" icon="arrow-up" onClick=${t.reload}>${B.list.more(t.fresh)}<//>`}</div>
${t.problem&&T`<${Pe} problem=${t.problem} onRetry=${t.reload} />`}
${!t.rows&&!t.problem&&T`<${u} lines=${8} />`}
${t.rows?.length===0&&T`<${s} icon="trash-2" title=${B.bin.empty}>${B.bin.emptyText}<//>`}
${t.rows?.length>0&&T`<${Me} caption=${B.bin.title(e.labels[1])} columns=${a} rows=${t.rows} compact=${o}
selected=${i?n.selected:void 0} onSelect=${i?n.onSelect:void 0} />`}
<${De} cursor=${t.cursor} busy=${t.busy} onMore=${t.more} />
${n.chosen.length>0&&T`<${Fn} resource=${e} rows=${n.chosen} onDone=${()=>{n.clear(),t.reload()}} />`}
</div>`}function zn({params:e,resource:t=c(e.things)}){if(!t?.operations.restore)return T`<${f} title=${B.bin.none}><p>${B.list.unknownText}</p><//>`;let n=[{label:t.labels[1],href:F(t)}];return T`<${f} title=${B.bin.title(t.labels[1])} crumbs=${n} subtitle=${B.bin.subtitle}>
<${Rn} key=${t.plural} resource=${t} />
<//>`}const Bn=xe();async function Vn(e){let{data:t}=await N(`/auth/otp/request`,{contact:e.trim(),device_id:Bn},{quiet:!0});return{again:new Date(Date.now()+t.retry_after*1e3)}}async function Hn(e,t){let n={contact:e.trim(),device_id:Bn,code:t.trim()};return(await N(`/auth/otp/verify`,n,{quiet:!0})).data}function Un({contact:e,fixed:r=!1,onContact:i,onSent:a}){let o=R(),[s,c]=t(null),l=le.value?.sms!==!1,u=l?_.fields.contact:_.fields.email,d=()=>{let t=z({contact:e});c(t),t||o.run(async()=>a(await Vn(e)))},f=s??w(o.problem,e=>e.status===429?null:void 0),m=U(f);return T`<${p}>
<${H} attempt=${o} problem=${f} submit=${_.code.request} onSubmit=${d} fields=${{contact:u}}>
${r?T`<p>${_.code.explainKnown(e)}</p>`:T`<${b} name="contact" label=${u} error=${m.contact} help=${l&&_.fields.contactHelp}>
${t=>T`<${n} ...${t} type=${l?`text`:`email`} autocomplete="username"
maxlength="254" autocapitalize="none" spellcheck=${!1} value=${e} onChange=${i} />`}
<//>`}
<//>
<//>`}function Wn({text:e,onAgain:t}){return T`<div class="stack stack-4">
<p>${e}</p>
<${Gn} />
<p class="small muted">${_.mail.nothing}</p>
${t&&T`<div class="auth-others"><${x} tone="quiet" onClick=${t}>${_.mail.again}<//></div>`}
</div>`}function Gn(){return le.value?.development_mailbox?T`<p class="auth-hint small muted">
${_.mail.mailboxHint} <a href="/dev/mail" target="_blank" rel="noopener">${_.mail.mailbox}</a>
</p>`:null}function Kn({contact:e,sent:n,onAnswer:r,onOther:i}){let[a,o]=t(``),[s,c]=t(null),l=R(),u=$e(),d=t=>{let n=typeof t==`string`?t:a,i=z({code:n});c(i),i||l.run(async()=>{try{await r(await Hn(e,n))}catch(e){throw o(``),e}})},f=s??w(l.problem,e=>l.until?null:e.status===401?be(e,`code`,qn(e.data)):void 0),p=U(f);return T`<div class="stack stack-4" ref=${u}>
<p>${_.code.sentTo(e)}</p>
<${Gn} />
<${H} attempt=${l} problem=${f} submit=${_.code.submit} says=${_.code.blocked} onSubmit=${()=>d()} fields=${{code:_.fields.code}}>
<${b} name="code" label=${_.fields.code} error=${p.code}>
${e=>T`<${rt} ...${e} value=${a} onChange=${o} onComplete=${d}
disabled=${l.until!==null} />`}
<//>
<//>
<${Jn} contact=${e} sent=${n} blocked=${l.until!==null} onSent=${l.clear} onOther=${i} />
</div>`}function qn(e){let t=e?.attempts_remaining;return t>0?_.code.left(t):_.code.none}function Jn({contact:e,sent:n,blocked:r,onSent:i,onOther:a}){let[o,s]=t(n.again),[c,l]=t(null),u=R(),d=u.until??o;return T`<div class="auth-others">
<p class="visually-hidden" role="status">${c}</p>
${d?!r&&T`<span class="muted small"><${ee} key=${d.getTime()} until=${d}
onEnd=${()=>(u.clear(),s(null))}>${e=>_.code.resendIn(e)}<//></span>`:T`<${x} tone="quiet" busy=${u.busy} disabled=${r} onClick=${()=>u.run(async()=>{s((await Vn(e)).again),l(_.code.resent),i()})}>${_.code.resend}<//>`}
${a&&T`<${x} tone="quiet" onClick=${a}>${_.code.other}<//>`}
${u.problem&&!u.until&&T`<p class="auth-failure" role="alert">${u.problem.detail}</p>`}
</div>`}var Yn=/* @__PURE__ */ e({default:()=>Xn});function Xn(){let[e,n]=t(Ye.peek()),[r,i]=t(null),[a,o]=t(null),[s,c]=t(null);Qe();let l=[{href:Je(`/sign-in`),label:_.footer.password},{href:Je(`/register`),label:_.footer.register}],u=(e=null)=>{o(null),i(null),c(e)};return a?T`<${V} key="factor" title=${_.factor.title} subtitle=${_.factor.explain}>
<${nt} factors=${a} onDone=${it} onRestart=${u} />
<//>`:r?T`<${V} key="code" title=${_.code.enterTitle} links=${l.slice(0,1)}>
<${Kn} contact=${e} sent=${r} onAnswer=${e=>e.mfa_required?o(e.factors):it()} onOther=${()=>u()} />
<//>`:T`<${V} key="contact" title=${_.code.title} subtitle=${_.code.explain} links=${l}>
${s&&T`<${j} tone="warn" onClose=${()=>c(null)}>${s}<//>`}
<${Un} contact=${e} onContact=${n} onSent=${i} />
<//>`}var Zn=/* @__PURE__ */ e({default:()=>Qn});function Qn(){let[e,n]=t(null),r=[{href:`/sign-in`,label:_.footer.signIn},{href:`/code`,label:_.footer.code}];return e?T`<${V} key="sent" title=${_.mail.title} links=${r}>
<${Wn} text=${_.mail.reset(e)} onAgain=${()=>n(null)} />
<//>`:T`<${V} key="form" title=${_.forgot.title} subtitle=${_.forgot.explain} links=${r}>
<${$n} onSent=${n} />
<//>`}function $n({onSent:e}){let[r,i]=t(Ye.peek()),[a,o]=t(null),s=R(),c=e=>i(Ye.value=e),l=()=>{let t=z({email:r});o(t),t||s.run(async()=>{await N(`/auth/password/forgot`,{email:r.trim()},{quiet:!0}),e(r.trim())})},u=a??w(s.problem,e=>e.status===429?null:void 0),d=U(u);return T`<${p}>
<${H} attempt=${s} problem=${u} submit=${_.forgot.submit} onSubmit=${l} fields=${{email:_.fields.email}}>
<${b} name="email" label=${_.fields.email} error=${d.email}>
${e=>T`<${n} ...${e} type="email" autocomplete="username" maxlength="254"
value=${r} onChange=${c} />`}
<//>
<//>
<//>`}const er=/* @__PURE__ */ new Map;function tr(){let e=new URLSearchParams(location.hash.slice(1)).get(`token`);return location.hash&&history.replaceState(history.state,``,location.pathname+location.search),e&&er.set(location.pathname,e),er.get(location.pathname)??null}function nr(){er.delete(location.pathname)}function rr(){let[e,n]=t(tr);return v(()=>{let e=()=>n(tr());return addEventListener(`hashchange`,e),()=>removeEventListener(`hashchange`,e)},[]),e}function ir({name:e=`password`,label:t=_.fields.password,value:n,onChange:r,error:i}){let a=le.value?.password_min_length??8;return T`<${b} name=${e} label=${t} error=${i} help=${_.fields.passwordHelp(a)}>
${e=>T`<${ve} ...${e} autocomplete="new-password" maxlength="128"
value=${n} onChange=${r} />`}
<//>`}function ar(){let e=[{href:`/sign-in`,label:_.footer.signIn}];return T`<${V} key="none" title=${_.missing.title} links=${e}><p>${_.missing.text}</p><//>`}function or({title:e,text:t,children:n}){let r=[{href:`/sign-in`,label:_.footer.signIn}];return T`<${V} key="gone" title=${e} links=${r}><p>${t}</p>${n}<//>`}const sr=e=>e?.status===410||e?.errors?.some(({field:e})=>e===`token`)||!1;function cr({onConfirm:e,onOther:t}){let n=R(),r=w(n.problem,e=>e.status===429?null:void 0);return T`<${p}>
<${H} attempt=${n} problem=${r} submit=${_.verify.submit} onSubmit=${()=>n.run(()=>e())}>
<//>
<div class="auth-others"><${x} tone="quiet" onClick=${t}>${_.verify.other}<//></div>
<//>`}function lr({onConfirm:e}){let[n,r]=t(``),[i,a]=t(null),o=R(),s=()=>{let t=z({password:n});a(t),t||o.run(()=>e(n))},c=async()=>{await Ce({title:_.verify.forgottenTitle,body:_.verify.forgottenText,confirm:_.verify.forgottenSubmit,tone:`danger`})&&o.run(()=>e())},l=i??w(o.problem,e=>e.status===429?null:e.errors?.some(({code:e})=>e===`password_wrong`)?be(e,`password`,_.verify.wrong):void 0),u=U(l);return T`<${p}>
<${H} attempt=${o} problem=${l} submit=${_.verify.submit} onSubmit=${s} fields=${{password:_.fields.password}}>
<${b} name="password" label=${_.fields.password} error=${u.password}>
${e=>T`<${ve} ...${e} autocomplete="current-password" value=${n}
onChange=${r} />`}
<//>
<//>
<div class="auth-others">
<${x} tone="quiet" disabled=${o.busy} onClick=${c}>${_.verify.forgotten}<//>
</div>
<//>`}var ur=/* @__PURE__ */ e({Resend:()=>mr,default:()=>dr});function dr(){let e=rr(),[n,r]=t(null),[i,a]=t(!1);if(!e)return T`<${ar} />`;if(n?.token===e)return T`<${pr} outcome=${n} />`;if(D.value===void 0)return T`<${V} title=${_.verify.title}><${u} lines=${2} /><//>`;let o=t=>fr(e,t,r),s=D.value?.user;if(s&&!i){let e=_.verify.signedIn(s.email??s.name);return T`<${V} key="self" title=${_.verify.title} subtitle=${e}>
<${cr} onConfirm=${o} onOther=${()=>a(!0)} />
<//>`}return T`<${V} key="registrant" title=${_.verify.title} subtitle=${_.verify.explain}>
<${lr} onConfirm=${o} />
<//>`}async function fr(e,t,n){let r;try{r=(await N(`/auth/email/verify`,t?{token:e,password:t}:{token:e},{quiet:!0})).data}catch(t){if(sr(t))return n({token:e,gone:!0});if(t.code===`email_taken`)return n({token:e,taken:!0});throw t}if(nr(),D.value)await _e();else if(t&&r.password_kept){let e={email:r.email,password:t},n=await N(`/auth/login`,e,{quiet:!0}).catch(()=>null);if(n&&!n.data.mfa_required)return await k(),P(`/`,{replace:!0})}n({token:e,...r})}function pr({outcome:e}){return e.gone?T`<${or} title=${_.verify.gone} text=${_.verify.goneText}><${mr} /><//>`:e.taken?T`<${or} title=${_.verify.gone} text=${_.verify.taken} />`:!e.password_kept&&!D.value?T`<${V} key="done" title=${_.verify.done}>
<p>${_.verify.doneReset(e.email)}</p>
<${x} tone="primary" class="auth-wide" href="/forgot">${_.verify.choose}<//>
<//>`:T`<${V} key="done" title=${_.verify.done}>
<p>${_.verify.doneText(e.email)}</p>
<${x} tone="primary" class="auth-wide" href=${D.value?`/`:`/sign-in`}>
${D.value?_.verify.goOn:_.footer.signIn}
<//>
<//>`}function mr(){let e=R(),[n,r]=t(null);return D.value?D.value.user.email_verified?null:T`<div class="stack stack-2">
<${x} class="auth-wide" busy=${e.busy} disabled=${n!==null} onClick=${()=>e.run(async()=>{await N(`/auth/email/resend`),r(_.verify.resent)})}>${_.verify.resend}<//>
<p role="status">${n}</p>
<p class="auth-failure" role="alert">${e.problem?.detail}</p>
</div>`:T`<p class="muted">${_.verify.resendExplain}</p>`}function hr({verified:e,onAccept:t,onLeave:n}){let r=R(),i=r.problem?.code,a=!e||i===`email_unverified`;v(()=>{if(!a)return;let e=async()=>(await _e(),r.clear());return addEventListener(`focus`,e),()=>removeEventListener(`focus`,e)},[a]);let o=w(r.problem,e=>e.status===429||i===`other_address`?null:void 0);return T`<${p}>
<${Xe} until=${r.until} onEnd=${r.clear} />
${i===`other_address`&&T`<p class="auth-failure" role="alert">${_.invitation.otherAddress}</p>`}
${a?T`<p>${_.invitation.unverified}</p><${mr} /><${Gn} />`:T`<${ot} onSubmit=${()=>r.run(()=>t())} error=${o} busy=${r.busy}>
<${x} type="submit" tone="primary" class="auth-wide" busy=${r.busy}
disabled=${r.until!==null||i===`other_address`}>
${_.invitation.accept}
<//>
<//>`}
<div class="auth-others"><${x} tone="quiet" onClick=${n}>${_.invitation.signOut}<//></div>
<//>`}function gr({onAccept:e}){let[r,i]=t(``),[a,o]=t(``),[s,c]=t(null),l=R(),u=()=>{let t=z({password:a});c(t),t||l.run(()=>e({password:a,name:r.trim()||void 0}))},d=s??w(l.problem,e=>e.status===429?null:void 0),f=U(d),m={name:_.fields.name,password:_.fields.password};return T`<${p}>
<${H} attempt=${l} problem=${d} submit=${_.invitation.create} onSubmit=${u} fields=${m}>
<${b} name="name" label=${m.name} error=${f.name} optional>
${e=>T`<${n} ...${e} autocomplete="name" maxlength="200" value=${r} onChange=${i} />`}
<//>
<${ir} value=${a} onChange=${o} error=${f.password} />
<//>
<//>`}function _r({email:e=null,contact:n=e,fixed:r=!1,byCode:i=!1,only:a=!1,onSignedIn:o}){let[s,c]=t(i),[l,u]=t(n??``),[d,f]=t(null),[p,m]=t(null),[h,g]=t(null),v=e=>e.mfa_required?m(e.factors):o(e),y=(e=null)=>{m(null),f(null),g(e)};return p?T`<${nt} factors=${p} onDone=${o} onRestart=${y} />`:d?T`<${Kn} contact=${l} sent=${d} onAnswer=${v} onOther=${r?void 0:()=>y()} />`:T`<div class="stack stack-4">
${h&&T`<${j} tone="warn" onClose=${()=>g(null)}>${h}<//>`}
${s?T`<${Un} contact=${l} fixed=${r&&n!==null} onContact=${u} onSent=${f} />`:T`<${tt} email=${e??``} fixed=${r&&e!==null} onAnswer=${v} />`}
${!a&&et.value===`yes`&&T`<p class="auth-or">${_.signIn.or}</p>`}
${!a&&T`<${at} run=${qe} onDone=${o} />`}
${!a&&(!s||e!==null||!r)&&T`<div class="auth-others">
<${x} tone="quiet" onClick=${()=>c(!s)}>
${s?_.footer.password:_.footer.code}
<//>
</div>`}
</div>`}var vr=/* @__PURE__ */ e({default:()=>yr});function yr(){let e=rr(),[n,r]=t(null),[i,a]=t(!1),[o,s]=t(null);if(!e)return T`<${ar} />`;if(n===e)return T`<${or} title=${_.invitation.gone} text=${_.invitation.goneText} />`;if(D.value===void 0)return T`<${V} title=${_.invitation.title}><${u} lines=${2} /><//>`;let c=async t=>{try{await br(e,t)}catch(t){if(sr(t))return r(e);if(t.code!==`account_exists`)throw t;s(_.invitation.known),a(!0)}};return D.value?T`<${V} key="self" title=${_.invitation.title}
subtitle=${_.invitation.asSelf(D.value.user.email??D.value.user.name)}>
<${hr} verified=${D.value.user.email_verified} onAccept=${c} onLeave=${async()=>{a(!0),await ye({stay:!0})}} />
<//>`:i?T`<${V} key="known" title=${_.invitation.title}>
${o&&T`<${j} tone="info">${o}<//>`}
<${_r} onSignedIn=${()=>k()} />
<div class="auth-others">
<${x} tone="quiet" onClick=${()=>a(!1)}>${_.invitation.noAccount}<//>
</div>
<//>`:T`<${V} key="new" title=${_.invitation.title} subtitle=${_.invitation.newUser}>
<${gr} onAccept=${c} />
<div class="auth-others">
<${x} tone="quiet" onClick=${()=>a(!0)}>${_.invitation.have}<//>
</div>
<//>`}async function br(e,t={}){let n=new Set((D.value?.memberships??[]).map(({id:e})=>e)),{data:r}=await N(`/auth/invitations/accept`,{token:e,...t},{quiet:!0}),i=r.memberships.filter(({id:e,kind:t})=>!n.has(e)&&t!==`personal`);nr(),await k(),P(i.length?`/t/${i[0].slug}/`:`/`,{replace:!0})}function xr(e,n){let[r,i]=t(``),[a,o]=t(null),s=R(),c=t=>{let i=typeof t==`string`?t:r,a=z({[e]:i});o(a),a||s.run(async()=>{await N(`/auth/reauthenticate`,{[e]:i}),await n()})},l=a??w(s.problem,t=>t.status===429?null:t.code===`proof_refused`?be(t,e,_.prove.wrong):void 0);return{value:r,setValue:i,send:c,problem:l,errors:U(l),attempt:s}}function Sr({email:e,onProved:t}){let{value:n,setValue:r,send:i,problem:a,errors:o,attempt:s}=xr(`password`,t);return T`<${wr} field="password" label=${_.fields.password} ...${{send:i,problem:a,attempt:s}}>
<input class="visually-hidden" type="text" autocomplete="username" value=${e} readonly tabindex="-1" aria-hidden="true" />
<${b} name="password" label=${_.fields.password} error=${o.password}>
${e=>T`<${ve} ...${e} autocomplete="current-password" value=${n} onChange=${r} />`}
<//>
<//>`}function Cr({onProved:e}){let{value:t,setValue:n,send:r,problem:i,errors:a,attempt:o}=xr(`code`,e);return T`<${wr} field="code" label=${_.fields.code} ...${{send:r,problem:i,attempt:o}}>
<${b} name="code" label=${_.fields.code} error=${a.code} help=${_.factor.codeHelp}>
${e=>T`<${rt} ...${e} value=${t} onChange=${n} onComplete=${r} />`}
<//>
<//>`}function wr({field:e,label:t,send:n,problem:r,attempt:i,children:a}){let o=$e();return T`<div class="stack stack-4" ref=${o}>
<${H} attempt=${i} problem=${r} submit=${_.prove.submit} onSubmit=${()=>n()} fields=${{[e]:t}}>
${a}
<//>
</div>`}var Tr=/* @__PURE__ */ e({Reauthenticate:()=>Er});function Er({onProved:e,onCancel:n,reason:r}){let i=D.value?.user,a=D.value?.factors??[],o=[a.includes(`passkey`)&&et.value!==`no`&&`passkey`,i?.email&&`password`,a.includes(`totp`)&&`app`,(i?.email||i?.phone)&&`code`].filter(Boolean),[s,c]=t(o[0]),l=async t=>t.user.id===i?.id?e():k();return T`<div class="stack stack-4">
<p class="muted">${r??_.prove.explain}</p>
${s===`password`&&T`<${Sr} email=${i.email} onProved=${e} />`}
${s===`app`&&T`<${Cr} onProved=${e} />`}
${s===`passkey`&&T`<${at} tone="primary" run=${Ze} onDone=${l} />`}
${s===`code`&&T`<${_r} email=${i.email??null} contact=${i.email??i.phone} fixed byCode only
onSignedIn=${l} />`}
<div class="auth-others" role="group" aria-label=${_.prove.ways}>
${o.filter(e=>e!==s).map(e=>T`<${x} key=${e} tone="quiet" onClick=${()=>c(e)}>${_.prove[e]}<//>`)}
</div>
<div class="row row-end"><${x} tone="quiet" onClick=${()=>n()}>${_.prove.cancel}<//></div>
</div>`}var Dr=/* @__PURE__ */ e({default:()=>Or});function Or(){let[e,n]=t(null);Qe();let r=[{href:Je(`/sign-in`),label:`${_.register.haveOne} ${_.register.signIn}`},{href:Je(`/code`),label:_.footer.code}];return e?T`<${V} key="sent" title=${_.mail.title} links=${r.slice(0,1)}>
<${Wn} text=${_.mail.confirm(e)} onAgain=${()=>n(null)} />
<//>`:T`<${V} key="form" title=${_.register.title} links=${r}>
<${kr} onMail=${n} />
<//>`}function kr({onMail:e}){let[r,i]=t(Ye.peek()),[a,o]=t(``),[s,c]=t(``),[l,u]=t(null),d=R(),f=e=>i(Ye.value=e),m=()=>{let t=z({email:r,password:s});u(t),t||d.run(async()=>{let t={email:r.trim(),password:s,name:a.trim()||void 0};await((await N(`/auth/register`,t,{quiet:!0})).status===202?e(t.email):it())})},h=d.problem?.code===`email_taken`,g=l??w(d.problem,e=>e.status===429?null:e.code===`email_taken`?be(e,`email`,_.register.taken):void 0),v=U(g),y={name:_.fields.name,email:_.fields.email,password:_.fields.password};return T`<${p}>
<${H} attempt=${d} problem=${g} submit=${_.register.submit} onSubmit=${m} fields=${y}>
<${b} name="name" label=${y.name} error=${v.name} optional>
${e=>T`<${n} ...${e} autocomplete="name" maxlength="200" value=${a} onChange=${o} />`}
<//>
<${b} name="email" label=${y.email} error=${v.email}
help=${h&&T`<a href=${Je(`/sign-in`)}>${_.register.signIn}</a>`}>
${e=>T`<${n} ...${e} type="email" autocomplete="username" maxlength="254"
value=${r} onChange=${f} />`}
<//>
<${ir} value=${s} onChange=${c} error=${v.password} />
<//>
<//>`}var Ar=/* @__PURE__ */ e({default:()=>jr});function jr(){let e=rr(),[n,r]=t(null);if(!e)return T`<${ar} />`;if(n?.token===e&&n.done)return T`<${V} key="done" title=${_.reset.done}>
<p>${_.reset.doneText}</p>
<${x} tone="primary" class="auth-wide" href="/sign-in">${_.footer.signIn}<//>
<//>`;if(n?.token===e)return T`<${or} title=${_.reset.gone} text=${_.reset.goneText}>
<${x} tone="primary" class="auth-wide" href="/forgot">${_.reset.another}<//>
<//>`;let i=t=>()=>r({token:e,done:t});return T`<${V} key="form" title=${_.reset.title} subtitle=${_.reset.explain}>
<${Mr} key=${e} token=${e} onDone=${i(!0)} onGone=${i(!1)} />
<//>`}function Mr({token:e,onDone:n,onGone:r}){let[a,o]=t(``),s=i(),[c,l]=t(!1),[u,d]=t(null),f=R(),m=()=>{let t=z({new_password:a});d(t),t||f.run(async()=>{try{await N(`/auth/password/reset`,{token:e,new_password:a,revoke_api_keys:c},{quiet:!0})}catch(e){if(!sr(e))throw e;return r()}nr(),D.value&&await _e(),n()})},h=u??w(f.problem,e=>e.status===429?null:void 0),g=U(h),v={new_password:_.fields.newPassword};return T`<${p}>
<${H} attempt=${f} problem=${h} submit=${_.reset.submit} onSubmit=${m} fields=${v}>
<${ir} name="new_password" label=${v.new_password} value=${a} onChange=${o}
error=${g.new_password} />
<div>
<${ut} id=${s} name="revoke_api_keys" aria-describedby=${`${s}-help`} label=${_.reset.keys}
value=${c} onChange=${l} />
<p id=${`${s}-help`} class="small muted">${_.reset.keysHelp}</p>
</div>
<//>
<//>`}var Nr=/* @__PURE__ */ e({SignInAgain:()=>Pr});function Pr({email:e=null,onSignedIn:t,onCancel:n}){let r=D.value?.user.phone??null,i=e===null&&r!==null;return T`<div class="stack stack-4">
<p class="muted">${_.again.explain}</p>
<${_r} email=${e} contact=${e??r} fixed=${e!==null||r!==null} byCode=${i}
onSignedIn=${t} />
<div class="row row-end"><${x} tone="quiet" onClick=${()=>n()}>${_.again.cancel}<//></div>
</div>`}const Fr=(e,t,n)=>e===1?`1 ${t}`:`${e} ${n}`,Ir={save:`Save`,saved:`Saved`,cancel:`Cancel`,close:`Close`,undo:`Undo`,name:`Name`,slug:`Address`,slugHelp:`2 to 63 lower-case letters, digits and single hyphens inside.`,slugWrong:`Use 2 to 63 lower-case letters, digits and single hyphens inside.`,slugTaken:`Another workspace has this address. Choose another.`,required:`Fill this in.`,changedMeanwhile:`Someone changed this in the meantime. You see their version now; make your change again.`,discard:{title:`Discard the changes?`,body:`What you typed isn’t saved yet.`,confirm:`Discard`},system:`The system`,someone:`A former member`,roles:{viewer:`Viewer`,member:`Member`,admin:`Admin`,owner:`Owner`},roleHelp:{viewer:`Reads what the workspace shares.`,member:`Reads and changes rows.`,admin:`Also invites people, makes keys and sees the audit log.`,owner:`Also closes the workspace and asks for second factors.`},role:`Role`,adminsOnly:{title:`Admins see this`,text:`Ask an admin of this workspace to look, or to give you the role.`},membersOnly:{title:`Members change this`,text:`You read this workspace. Ask an admin for the role of a member.`},verify:{title:`Confirm your address first`,text:e=>e?`We sent an e-mail to ${e}. Open its link, then come back.`:`Add an e-mail address to your account, then confirm it.`,again:`Send it again`,sent:`The e-mail is on its way.`,account:`Open your account`,mailbox:`Open the mailbox`},overview:{title:`Overview`,figures:`Last 30 days`,analytics:`All analytics`,activity:`Recent activity`,allActivity:`Whole audit log`,nothingYet:`Nothing has happened here yet.`,next:`What’s next`,leads:`Leads`,calls:`Calls`,messages:`Messages`,won:e=>`${e} of the decided ones won`,answered:e=>`${e} answered`,delivered:e=>`${e} delivered`,none:`None in this time`,failed:`This figure isn’t there right now.`,perDay:(e,t)=>`${e} per day over 30 days, ${t} together`},steps:{verify:{title:`Confirm your address`,text:`Invitations and keys need it.`,act:`Confirm`},invite:{title:`Invite someone`,text:`You are alone here so far.`,act:`Invite`},factor:{title:`Add a second factor`,text:`A password alone can be guessed or stolen.`,act:`Set up`},first:{title:`Create your first lead`,text:`Or import a file of them.`,act:`Create`},done:`Nothing waits for you.`},needs:{title:`Needs a person now`,nothing:`Nothing failed, is in doubt or is overdue.`,failed:`Some lists could not be read.`,retry:`Try again`,paused:(e,t)=>t?`1 campaign was paused by the system`:`${e} campaigns were paused by the system`,campaignDoubt:(e,t)=>t?`1 campaign has recipients in doubt`:`${e} campaigns have recipients in doubt`,campaigns:(e,t)=>t?`1 campaign failed`:`${e} campaigns failed`,due:(e,t)=>t?`1 scheduled call is due`:`${e} scheduled calls are due`,callDoubt:(e,t)=>t?`1 scheduled call is in doubt`:`${e} scheduled calls are in doubt`,scheduled:(e,t)=>t?`1 scheduled call failed`:`${e} scheduled calls failed`,calls:(e,t)=>t?`1 call failed`:`${e} calls failed`,messages:(e,t)=>t?`1 message failed`:`${e} messages failed`,undelivered:(e,t)=>t?`1 message was undelivered`:`${e} messages were undelivered`,phones:(e,t)=>t?`1 phone is blocked`:`${e} phones are blocked`,images:(e,t)=>t?`1 image failed`:`${e} images failed`,webhooksPaused:(e,t)=>t?`1 webhook is paused`:`${e} webhooks are paused`,webhooksOff:(e,t)=>t?`1 webhook was disabled`:`${e} webhooks were disabled`},activity:{did:{insert:`created`,update:`changed`,delete:`deleted`,restore:`restored`},sentence:(e,t,n)=>`${e} ${t} ${n}`,things:{tenants:`the workspace`,memberships:`a membership`,invitations:`an invitation`,api_keys:`an API key`,settings:`a value`,chat_endpoints:`the chat endpoint`,impersonations:`an impersonation`},a:e=>/^[aeiou]/i.test(e)?`an ${e}`:`a ${e}`,binned:`deleted`,removed:`removed`,gone:{api_keys:`revoked`,tenants:`closed`},unbinned:`restored`,by:e=>` (${e} as them)`},settings:{title:`Settings`,tabs:{general:`General`,members:`Members`,invitations:`Invitations`,"api-keys":`API keys`,webhooks:`Webhooks`,values:`Values`,audit:`Audit log`,danger:`Export and close`}},general:{title:`General`,slugChange:`Links with the old address stop working.`,factor:`Require a second factor`,factorHelp:`Members without one are asked to add one before they go on.`,factorFirst:`Add a second factor to your own account first.`,factorLink:`Set one up`,id:`Workspace id`,created:`Created`,readOnly:`Admins change these.`},members:{title:`Members`,invite:`Invite`,name:`Name`,email:`E-mail`,since:`Since`,acts:`Actions`,you:`you`,unnamed:`No name`,remove:`Remove`,leave:`Leave`,roleOf:e=>`Role of ${e}`,changed:(e,t)=>`${e}: ${t}`,removeTitle:e=>`Remove ${e}?`,removeBody:`They lose access from their next request on, and their API keys here stop. Rows they made stay.`,removed:e=>`${e} is removed`,leaveTitle:e=>`Leave ${e}?`,leaveBody:`You lose access at once. Someone has to invite you to come back.`,lastOwner:`You are the last owner. Make another member an owner first; then you can leave or take another role.`,own:`Change your own role?`,ownBody:e=>`You will be ${e} from your next request on. Someone above you has to undo it.`,ownConfirm:`Change role`},invitations:{title:`Invitations`,form:`Invite someone`,email:`E-mail`,send:`Send invitation`,sent:e=>`Invitation sent to ${e}`,pending:`Pending`,by:`Invited by`,until:`Good until`,expired:`Expired`,acts:`Actions`,resend:`Send again`,resent:e=>`Sent again to ${e}. The first link no longer works.`,withdraw:`Withdraw`,withdrawn:e=>`Invitation to ${e} withdrawn`,empty:`No invitation is pending`,emptyText:`Who was invited appears here until they accept.`,member:`This address is a member already.`},keys:{title:`API keys`,intro:`A program acts in this workspace by a key: never above its maker, and only on what its scopes name.`,create:`Create key`,make:`New API key`,name:`Name`,nameHelp:`What it is for, like “Nightly import”.`,scopes:`What it may do`,scopesHelp:`Writing doesn’t include reading.`,thing:`Things`,everything:`Everything`,read:`Read`,write:`Write`,mayRead:e=>`Read ${e}`,mayWrite:e=>`Write ${e}`,things:{"audit-log":`Audit log`,settings:`Values`,tenant:`Workspace`,analytics:`Analytics`,universities:`Universities`},none:`Choose at least one scope.`,role:`At most the role`,expires:`Ends`,ends:{7:`In 7 days`,30:`In 30 days`,90:`In 90 days`,365:`In a year`,own:`At a time I choose`},endsAt:`Ends at`,made:`Made by`,used:`Last used`,never:`Never`,prefix:`Begins with`,acts:`Actions`,revoke:`Revoke`,revokeTitle:e=>`Revoke “${e}”?`,revokeBody:`Programs that use it are refused from their next request on. A revoked key can’t come back.`,revoked:e=>`“${e}” is revoked`,empty:`No API keys`,emptyText:`Create one for a program that works with this workspace.`,secretTitle:`Copy the key now`,secretText:`This is the only time it is shown. Keep it where passwords are kept.`,secretLabel:`API key`,copy:`Copy key`,secretDone:`I have kept it`},values:{title:`Values`,intro:`Programs of this workspace keep small JSON values here, by key.`,add:`Add value`,edit:`Change value`,key:`Key`,keyHelp:`1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,keyWrong:`Use 1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,value:`Value`,valueHelp:`JSON, like 42, "text" or {"on": true}.`,valueWrong:`This isn’t JSON yet.`,changed:`Changed`,acts:`Actions`,change:`Change`,remove:`Remove`,removed:e=>`${e} is removed`,saved:e=>`${e} is saved`,exists:`This key has a value already. Change that one.`,empty:`No values`,emptyText:`Add one, or let a program set it by PUT /api/settings/<key>.`},audit:{title:`Audit log`,table:`Things`,row:`Row id`,actor:`Member`,all:`All`,filter:`Filter`,clear:`Clear`,when:`When`,who:`Who`,what:`What`,details:`Details`,detailsOf:e=>`Details: ${e}`,before:`Before`,after:`After`,field:`Field`,request:`Request id`,rowId:`Row id`,key:`API key`,job:`Job`,as:`Platform admin`,open:`Open row`,fields:e=>Fr(e,`field`,`fields`),empty:`Nothing matches`,emptyText:`Clear the filters to see everything.`,hidden:`No values are recorded for this change.`},danger:{title:`Export and close`,export:`Export`,exportText:`Each list as a file of its own. NDJSON keeps every value as it is; CSV opens in a spreadsheet.`,csv:`CSV`,ndjson:`NDJSON`,get:(e,t)=>`${e} as ${t}`,all:`Download all as NDJSON`,done:e=>`${Fr(e,`file`,`files`)} downloaded`,close:`Close this workspace`,closeText:`Its members are kept out from then on. It is removed for good after thirty days; until then the people who run this installation can open it again.`,closeButton:`Close workspace`,closeTitle:e=>`Close ${e}?`,closeBody:`Members are kept out, keys stop, calls and campaigns end.`,closed:e=>`${e} is closed`,ownersOnly:`Owners close a workspace.`,personal:`This is your personal workspace.`},create:{title:`New workspace`,text:`A workspace has members, rows and settings of its own.`,submit:`Create workspace`,nameHelp:`Like your company or your team.`},welcome:{title:`Welcome`,step:(e,t)=>`Step ${e} of ${t}`,skip:`Skip`,skipAll:`Skip all`,next:`Save and go on`,goOn:`Go on`,finish:`Go to your workspace`,you:{title:`What’s your name?`,text:`Members of your workspaces see it.`,label:`Your name`},space:{title:`Name your workspace`,text:`You can change both later.`},invite:{title:`Invite someone`,text:`They get an e-mail with a link, good for seven days.`},data:{title:`Bring in some data`,text:`Look around with samples, or start with a file of your own.`,sample:`Add sample leads`,added:`Three sample leads are there.`,import:`Import a file`,leads:[{name:`Ada Lovelace`,company:`Analytical Engines`,email:`ada@example.com`,status:`new`},{name:`Grace Hopper`,company:`Compilers & Co.`,email:`grace@example.com`,status:`contacted`},{name:`Alan Turing`,company:`Bombe Works`,email:`alan@example.com`,status:`qualified`}]},factor:{title:`Add a second factor`,text:`An app on your phone or a passkey keeps your account yours, even if the password leaks.`,act:`Set one up`,have:`You have a second factor already.`}}};function Lr({label:e,text:t,value:n,most:r}){let a=i(),o=r===null?0:r>0?Math.min(1,n/r):1;return T`<div class="meter">
<div class="meter-head"><span id=${a}>${e}</span><span class="muted small">${t}</span></div>
${r!==null&&T`<svg class="meter-bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="meter" aria-labelledby=${a}
aria-valuenow=${Math.min(n,r)} aria-valuemin="0" aria-valuemax=${r} aria-valuetext=${t}>
<rect class="meter-whole" width="100" height="6" />
<rect class=${`meter-${o>=1?`bad`:o>=.9?`warn`:`plain`}`} width=${(o*100).toFixed(1)} height="6" />
</svg>`}
</div>`}const Rr=M.bulk,zr=async(e,t,n)=>n.data?.id?n:I(A(e,t)),Br=(e,{data:t,etag:n})=>(we(e,t,{etag:n,quiet:!0}),t);async function Vr(e,t,n){let r=await de(A(e,t.id),n,{ifMatch:L(t)});return Br(e,await zr(e,t.id,r))}async function Hr(e,t){return await ne(A(e,t.id),{ifMatch:L(t)}),Ve(e,t.id),t}async function Ur(e,t){let n=await qt({resource:e,id:t.id});return Br(e,await zr(e,t.id,n))}function Wr(e){return e.status===412?Rr.conflict:e.status===404?Rr.gone:e.errors?.map(({message:e})=>e).join(` `)||e.detail||e.title||M.failed}async function Gr(e,t,n){let i=(await E(t,n)).filter(({ok:e})=>e).length;ke(e),r(Rr.undone(i),{tone:`good`}),i<t.length&&r(Rr.undoFailed(t.length-i),{tone:`warn`})}const Kr=M.bulk,qr=e=>e===``||e==null,Jr=(e,t)=>e.kind===`boolean`?t===!0:qr(t)?null:e.kind===`integer`&&typeof t==`string`?Number(t):t;function Yr({resource:e,fields:n,rows:r,onApply:a,onClose:o}){let s=i(),[c,l]=t(``),[u,d]=t(null),[f,p]=t(null),m=n.find(e=>e.name===c),h=e=>{l(e),d(null),p(null)},g=()=>{if(!m)return p(M.required);let e=Jr(m,u),t=e===null&&(m.required||m.nullable===!1)?M.required:Et(m,e);return p(t??null),t?void 0:a(m,e)},_=e.labels[r.length===1?0:1],v=T`<${x} tone="quiet" onClick=${o}>${M.cancel}<//>
<${x} tone="primary" type="submit" form=${s} disabled=${!m}>${Kr.apply(r.length)}<//>`;return T`<${y} open title=${Kr.title(r.length,_)} onClose=${o} actions=${v}>
<${ot} id=${s} onSubmit=${g}>
<${b} name="bulk-field" label=${Kr.field}>
${e=>T`<${Ne} ...${e} value=${c} onChange=${h} empty=${Kr.pick}
options=${n.map(e=>({value:e.name,label:e.label}))} />`}
<//>
${m&&T`<${b} key=${m.name} name=${m.name} label=${m.label} help=${m.help} error=${f} optional=${!m.required}>
${e=>T`<${Le} field=${m} control=${e} value=${u} onChange=${d} />`}
<//>`}
<//>
<//>`}const Xr=M.bulk;function Zr({resource:e,report:t,onClose:n}){let r=t.outcomes.filter(e=>e.ok).length,i=[...t.outcomes].sort((e,t)=>Number(e.ok)-Number(t.ok)),a=T`${t.retry&&T`<${x} onClick=${t.retry}>${Xr.again}<//>`}
<${x} tone="primary" onClick=${n}>${Xr.done}<//>`;return T`<${y} open title=${Xr.report(r,t.outcomes.length)} onClose=${n} actions=${a}>
<div class="bulk-report">
<table class="plain-table">
<thead><tr><th scope="col">${Xr.row}</th><th scope="col">${Xr.outcome}</th></tr></thead>
<tbody>${i.map(({item:t,ok:n,problem:r})=>T`<tr key=${t.id}>
<th scope="row"><a href=${F(e,t.id)}>${ue(e,t)??t.id.slice(0,8)}</a></th>
<td>${n?T`<${Ae} tone="good">${Xr.ok}<//>`:T`<span class="bulk-wrong">${Wr(r)}</span>`}</td>
</tr>`)}</tbody>
</table>
</div>
<//>`}var Qr=/* @__PURE__ */ e({BulkBar:()=>ti});const J=M.bulk,$r=e=>e.fields.filter(e=>!e.readOnly&&!e.createOnly&&!e.writeOnly&&![`secret`,`json`].includes(e.kind)),ei=(e,t)=>e.labels[t===1?0:1];function ti({resource:e,rows:n,onDone:i}){let[a,o]=t(null),[s,c]=t(null),[l,u]=t(null);if(!n.length&&!s&&!l&&!a)return null;let d=n.length>0&&n.every(e=>e.deleted_at),f=n.length>100,p=async(t,n,{said:a,back:o,again:s})=>{c({done:0,all:t.length});let l=await E(t,n,{onDone:e=>c({done:e,all:t.length})});c(null);let d=l.filter(({ok:e})=>e),f=o&&d.length>0?{label:M.undo,run:()=>Gr(e,d,o)}:void 0;if(d.length>0&&r(a(d.length,ei(e,d.length)),{tone:`good`,action:f}),d.length===t.length)return i();let p=l.filter(({ok:e,problem:t})=>!e&&t.status!==404&&t.status!==412).map(({item:e})=>e);return u({outcomes:l,retry:p.length>0?()=>s(p):null})},m=(t,n,r)=>(o(null),u(null),p(t,t=>Vr(e,t,{[n.name]:r}),{said:J.changed,back:({item:t,value:r})=>Vr(e,r,{[n.name]:t[n.name]??null}),again:e=>m(e,n,r)})),h=async t=>{u(null);let n=!!e.operations.restore,r={title:J.forever.title(t.length,ei(e,t.length)),body:J.forever.body,confirm:J.forever.confirm};if(!n&&!await Ce({...r,tone:`danger`}))return;let i=n?({item:t})=>Ur(e,t):null;await p(t,t=>Hr(e,t),{said:n?J.deleted:J.removed,back:i,again:h})},g=t=>(u(null),p(t,t=>Ur(e,t),{said:J.restored,back:({value:t})=>Hr(e,t),again:g})),_=()=>{u(null),i()},v=f||s!==null;return T`<div class="bulk-bar" role="region" aria-label=${J.bar}>
<p class="bulk-count" aria-live="polite">${s?J.working(s.done,s.all):J.selected(n.length)}</p>
${s&&T`<progress class="progress" max=${s.all} value=${s.done} aria-label=${J.working(s.done,s.all)} />`}
${f&&T`<p class="small">${J.tooMany(100)}</p>`}
<div class="row">
${d&&e.operations.restore&&e.canDelete()&&T`<${x} icon="rotate-ccw" disabled=${v} onClick=${()=>g(n)}>${J.restore}<//>`}
${!d&&e.operations.change&&e.canChange()&&$r(e).length>0&&T`<${x} icon="pencil" disabled=${v}
onClick=${()=>o(n)}>${J.change}<//>`}
${!d&&e.canDelete()&&T`<${x} icon="trash-2" disabled=${v} onClick=${()=>h(n)}>${J.delete}<//>`}
<${x} tone="quiet" icon="x" label=${J.clear} disabled=${s!==null} onClick=${i} />
</div>
${a&&T`<${Yr} resource=${e} fields=${$r(e)} rows=${a} onClose=${()=>o(null)}
onApply=${(e,t)=>m(a,e,t)} />`}
${l&&T`<${Zr} resource=${e} report=${l} onClose=${_} />`}
</div>`}var ni=/* @__PURE__ */ e({Display:()=>si});const ri=M.display,ii=[`comfortable`,`compact`],ai=e=>me(e).catch(Xt);function oi(e,t){ai(({columns:n,...r})=>{let{[e]:i,...a}=n??{};return{...r,columns:t?{...a,[e]:t}:a}})}function si({resource:e}){let n=i(),[r,a]=t(!1),o=h(null),s=h(null);return ge(r,s,o,{end:!0}),v(()=>{let e=e=>a(e.newState===`open`);return s.current?.addEventListener(`toggle`,e),()=>s.current?.removeEventListener(`toggle`,e)},[]),v(()=>{r&&s.current?.querySelector(`input:checked`)?.focus()},[r]),T`<div class="display" ref=${o} onFocusOut=${e=>{let t=e.relatedTarget;t&&!s.current.contains(t)&&!o.current.contains(t)&&s.current.hidePopover()}}>
<${x} icon="sliders-horizontal" aria-haspopup="dialog" aria-expanded=${String(r)} aria-controls=${n}
onClick=${()=>s.current.togglePopover()}>${ri.open}<//>
<div class="popup display-popup" popover="auto" role="dialog" id=${n} aria-label=${ri.title} ref=${s}>
${r&&T`<div class="stack stack-4"><${ci} resource=${e} /></div>`}
</div>
</div>`}function ci({resource:e}){let{density:t=ii[0]}=ie.value,n=i(),r=ze(e),a=ie.value.columns?.[e.plural]||t!==ii[0],o=Fe(e),s=(t,n)=>oi(e.plural,o.filter(e=>e===t?n:r.includes(e)));return T`
<fieldset class="display-set"><legend>${ri.density}</legend>
${ii.map(e=>T`<label key=${e} class="check"><input type="radio" name=${n} checked=${t===e}
onChange=${()=>ai(t=>({...t,density:e}))} /><span>${ri.densities[e]}</span></label>`)}
</fieldset>
<fieldset class="display-set display-columns"><legend>${ri.columns}</legend>
<div>${o.map((t,n)=>T`<${ut} key=${t} label=${Ke(e,t).label} value=${n===0||r.includes(t)} disabled=${n===0}
onChange=${e=>s(t,e)} />`)}</div>
</fieldset>
<div><${x} size="small" tone="quiet" icon="rotate-ccw" disabled=${!a} onClick=${()=>{oi(e.plural,null),ai(({density:e,...t})=>t)}}>${ri.reset}<//></div>`}var li=/* @__PURE__ */ e({History:()=>_i});const Y=M.history,ui=[`id`,`tenant_id`,`owner_id`,`version`,`created_at`,`updated_at`],di=(e,t)=>Object.entries(t.fields).filter(([n,r])=>!ui.includes(n)&&(t.operation===`update`||r!==null)&&n!==`deleted_at`&&e.field(n));function fi({operation:e,fields:t}){let n=e===`update`?t.deleted_at:null;return Array.isArray(n)?n[1]===null?Y.restored:Y.trashed:Y[e]??e}function pi(e,t){if(t.operation!==`update`||!e.operations.change||!e.canChange())return null;let n=Object.entries(t.fields).filter(([t,n])=>{let r=e.field(t);return Array.isArray(n)&&r&&!r.readOnly&&!r.writeOnly&&!r.createOnly&&r.kind!==`secret`});return n.length?Object.fromEntries(n):null}function mi({change:e}){return e.job?T`<span>${Y.job(e.job)}</span>`:e.actor_id?T`<span>${e.api_key_id?Y.key:Y.by} <${yt} id=${e.actor_id} /></span>`:T`<span>${Y.by} ${Y.server}</span>`}function hi({resource:e,name:t,value:n,update:r}){let i=e.field(t),a=e=>e==null||e===``?T`<span class="muted">${Y.nothing}</span>`:T`<${je} field=${i} row=${{[t]:e}} />`;return T`<div class="history-line"><dt>${i.label}</dt>
<dd>${r?T`<span class="history-before">${a(n[0])}</span><span class="muted" aria-hidden="true"> → </span>
<span class="visually-hidden">${Y.to}</span><span>${a(n[1])}</span>`:a(n)}</dd></div>`}function gi({resource:e,change:t,busy:n,onRevert:r}){let i=di(e,t),a=pi(e,t);return T`<li class="history-change">
<div class="row"><strong>${fi(t)}</strong> <${mi} change=${t} />
<span class="muted small"><${Oe} value=${t.changed_at} /></span>
${a&&T`<${x} size="small" tone="quiet" icon="rotate-ccw" busy=${n} onClick=${()=>r(a)}>${Y.revert}<//>`}
</div>
${i.length>0&&t.operation!==`delete`&&T`<dl class="history-fields">
${i.map(([n,r])=>T`<${hi} key=${n} resource=${e} name=${n} value=${r}
update=${t.operation===`update`&&Array.isArray(r)} />`)}
</dl>`}
</li>`}function _i({resource:e,id:t}){return S(`admin`)?T`<${vi} key=${t} resource=${e} id=${t} />`:null}function vi({resource:e,id:n}){let i=ct(`/api/audit-log`,{table:e.plural.replaceAll(`-`,`_`),row_id:n}),[a,o]=t(!1),s=async(t,r)=>{let a=await de(A(e,n),t,{ifMatch:r}),{data:o,etag:s}=a.data?.id?a:await I(A(e,n));return we(e,o,{etag:s}),await i.reload(),s},c=async t=>{o(!0);try{let{data:i,etag:a}=await I(A(e,n)),o=Object.keys(t),c=Object.fromEntries(o.map(e=>[e,t[e][0]]));if(o.every(e=>q(i[e]??null,c[e]??null)))return r(Y.same);let u=o.filter(e=>!q(i[e]??null,t[e][1]??null)),d=Y.revertBody(u.map(t=>e.field(t).label));if(u.length&&!await Ce({title:Y.revertTitle,body:d,confirm:Y.revert}))return;let f=await s(c,a),p=Object.fromEntries(o.map(e=>[e,i[e]??null]));return r(Y.reverted,{tone:`good`,action:{label:M.undo,run:()=>s(p,f).catch(l)}})}catch(e){return l(e)}finally{o(!1)}},l=e=>r(e.status===412?Y.conflict:e.detail??M.failed,{tone:`bad`});return T`<${p}>
${i.problem&&T`<${Pe} problem=${i.problem} onRetry=${i.reload} />`}
${!i.rows&&!i.problem&&T`<${u} lines=${3} />`}
${i.rows?.length===0&&T`<p class="muted">${Y.empty}</p>`}
${i.rows?.length>0&&T`<ol class="history">${i.rows.map((t,n)=>T`<${gi} key=${`${t.changed_at} ${n}`}
resource=${e} change=${t} busy=${a} onRevert=${c} />`)}</ol>`}
<${De} cursor=${i.cursor} busy=${i.busy} onMore=${i.more} />
<//>`}const yi=[`id`,`owner_id`,`version`,`created_at`,`updated_at`,`deleted_at`],bi=e=>G(e).replace(/[^\p{L}\p{N}]+/gu,` `).trim(),xi=e=>e.fields.filter(e=>!e.readOnly&&!yi.includes(e.name));function Si(e,t){let n=/* @__PURE__ */ new Set,r={},i=({name:e})=>t=>G(t.name)===G(e),a=({name:e})=>t=>[t.name,t.label].some(t=>bi(t)===bi(e));for(let o of[i,a])for(let i of e){if(r[i.name])continue;let e=t.find(e=>!n.has(e.name)&&o(i)(e));r[i.name]=e?.name??null,e&&n.add(e.name)}return r}function Ci(e,t){let n=Object.entries(e).filter(([e,n])=>n?G(e)!==n:!(yi.includes(G(e))||t.some(t=>t.name===G(e)&&t.readOnly)));return n.length?JSON.stringify(Object.fromEntries(n)):void 0}function wi(e){let t=Object.values(e).filter(Boolean);return[...new Set(t.filter((e,n)=>t.indexOf(e)!==n))]}async function Ti(e){let t=new Uint8Array(await e.slice(0,3).arrayBuffer());if(t[0]===255&&t[1]===254||t[0]===254&&t[1]===255)return`utf-16`;let n=new TextDecoder(`utf-8`,{fatal:!0}),r=e.stream().getReader();try{for(;;){let{done:e,value:t}=await r.read();if(e)break;n.decode(t,{stream:!0})}return n.decode(),`utf-8`}catch{return`windows-1252`}finally{r.cancel().catch(()=>{})}}async function Ei(e,t){let n=await e.arrayBuffer(),r=new Uint8Array(n.slice(0,1))[0]===254;return new TextDecoder(t===`utf-16`?r?`utf-16be`:`utf-16le`:t).decode(n)}function Di(e){let t=/* @__PURE__ */ new Map;for(let n of e)try{for(let[e,r]of Object.entries(JSON.parse(n)))t.has(e)||t.set(e,[]),r!==null&&t.get(e).push(typeof r==`string`?r:JSON.stringify(r))}catch{}return[...t].map(([e,t])=>({name:e,examples:t.slice(0,3)}))}async function Oi(e,t,n){n??=await Ti(e);let r=await Ei(e.slice(0,262144),n);if(r.includes(`\0`))throw TypeError(`not a text`);let i=/\.(ndjson|jsonl)$/i.test(e.name)||/^\s*\{/.test(r)?`ndjson`:`csv`;if(i===`ndjson`){let t=r.split(/\r\n|\r|\n/).filter(e=>e.trim()).slice(0,20);return{file:e,format:i,charset:n,separator:``,columns:Di(t)}}let{separator:a,text:o}=ht(r,t),[s=[],...c]=mt(o,a,40),l=c.filter(gt),u=s.map((e,t)=>({name:e.trim(),examples:l.map(e=>e[t]??``).filter(e=>e.trim()).slice(0,3)}));return{file:e,format:i,charset:n,separator:a,columns:u.filter(({name:e})=>G(e))}}async function ki(e,t,n,r){let i=await Ei(e.file,e.charset),a=e.file.name.replace(/\.[^.]*$/,``)||`rows`,o=e=>e.filter((e,n)=>t.has(n+1));if(e.format===`ndjson`){let e=o(i.split(/\r\n|\r|\n/).filter(e=>e.trim()));return{name:`${a}-failed.ndjson`,blob:new Blob([`${e.join(`
`)}\n`],{type:`application/x-ndjson`})}}let{separator:s,text:c}=ht(i,n),[l=[],...u]=mt(c,s),d=l.findIndex(e=>G(e)===r),f=e=>l.map((t,n)=>e[n]??``).filter((e,t)=>t!==d),p=u.filter(gt).flatMap((e,n)=>t.has(n+1)?[[...f(e),t.get(n+1)]]:[]),m=vt([[...f(l),r],...p],s);return{name:`${a}-failed.csv`,blob:new Blob([`\ufeff${m}`],{type:`text/csv;charset=utf-8`})}}const X=M.import,Ai=[`rows_read`,`imported`,`updated`,`skipped`,`failed`];function ji({title:e,resource:t,sheet:n,report:r,known:i}){let a=Ai.filter(e=>r[e]>0||[`rows_read`,`imported`,`failed`].includes(e));return T`<${W} title=${e}>
<dl class="import-counts">${a.map(e=>T`<div key=${e} class=${e===`failed`&&r.failed>0?`import-bad`:``}>
<dt>${X.counts[e]}</dt><dd>${r[e].toLocaleString()}</dd></div>`)}</dl>
${r.errors.length>0&&T`<${Mi} resource=${t} sheet=${n} report=${r} known=${i} />`}
<//>`}function Mi({resource:e,sheet:n,report:i,known:a}){let[o,s]=t(!1),c=+(n.format===`csv`),l=t=>e.field(t)?.label??t,u=({field:e,message:t})=>e?`${l(e)}: ${t}`:t;return T`<div class="stack stack-3">
<h3>${X.errors}</h3>
${i.errors.length>=100&&T`<${j} tone="info">${X.errorsFirst(100)}<//>`}
<div class="import-errors" role="region" aria-label=${X.errors} tabindex="0">
<table class="plain-table">
<thead><tr><th scope="col" class="number">${X.row}</th><th scope="col">${X.wrong}</th></tr></thead>
<tbody>${i.errors.map((e,t)=>T`<tr key=${t}><td class="number">${(e.row+c).toLocaleString()}</td><td>${u(e)}</td></tr>`)}</tbody>
</table>
</div>
<div class="row"><${x} icon="download" busy=${o} onClick=${async()=>{s(!0);try{let e=/* @__PURE__ */ new Map;for(let t of i.errors)e.set(t.row,[e.get(t.row),u(t)].filter(Boolean).join(`; `));let{name:t,blob:r}=await ki(n,e,a,X.errorColumn);Te(t,r)}catch{r(M.failed,{tone:`bad`})}finally{s(!1)}}}>${X.download}<//><span class="small muted">${X.downloadHelp}</span></div>
</div>`}const Ni=M.import;function Pi({resource:e,sheet:t,report:n,known:r,onAgain:i}){let a=h(null);return v(()=>a.current?.focus(),[]),T`<div class="stack stack-5">
<div ref=${a} tabindex="-1" role="status">${n.failed>0&&T`<p>${Ni.doneFailed(n.failed)}</p>`}</div>
<${ji} title=${Ni.doneTitle(n.imported+n.updated)} resource=${e} sheet=${t} report=${n} known=${r} />
<div class="row">
<${x} tone="primary" href=${F(e)}>${Ni.open(e.labels[1])}<//>
<${x} icon="upload" onClick=${i}>${Ni.more}<//>
</div>
</div>`}const Fi=M.import;function Ii({sheet:e,fields:t,map:n,onChange:r,disabled:a=!1}){let o=i(),s=t.map(e=>({value:e.name,label:e.required?`${e.label} *`:e.label}));return T`<div class="stack stack-3">
<p class="muted">${Fi.columnsHelp}</p>
<table class="plain-table import-columns">
<thead><tr><th scope="col">${Fi.column}</th><th scope="col">${Fi.example}</th><th scope="col">${Fi.field}</th></tr></thead>
<tbody>${e.columns.map(({name:e,examples:t},i)=>T`<tr key=${e}>
<th scope="row" id=${`${o}-${i}`}>${e}</th>
<td class="muted small">${t.join(` · `).slice(0,120)}</td>
<td><${Ne} value=${n[e]??``} options=${s} empty=${Fi.skip} disabled=${a} aria-labelledby=${`${o}-${i}`}
onChange=${t=>r({...n,[e]:t||null})} /></td>
</tr>`)}</tbody>
</table>
</div>`}const Z=M.import;function Li({fields:e,sheet:t,how:n,onChange:r,onCharset:i,disabled:a=!1}){let o=e.filter(e=>e.kind===`email`).map(e=>({value:e.name,label:e.label})),s=Object.entries(Z.charsets).map(([e,t])=>({value:e,label:t}));return T`<${W} title=${Z.options}>
<div class="import-options">
${o.length>0&&T`<${b} name="unique_by" label=${Z.unique} required=${!1}>
${e=>T`<${Ne} ...${e} value=${n.unique} options=${o} empty=${Z.uniqueNone} disabled=${a}
onChange=${e=>r({...n,unique:e})} />`}
<//>`}
${n.unique&&T`<${b} name="existing" label=${Z.existing} required=${!1}>
${e=>T`<${Ne} ...${e} value=${n.existing} disabled=${a}
options=${[{value:`skip`,label:Z.existingSkip},{value:`update`,label:Z.existingUpdate}]}
onChange=${e=>r({...n,existing:e})} />`}
<//>`}
<${b} name="charset" label=${Z.charset} required=${!1}>
${e=>T`<${Ne} ...${e} value=${t.charset} options=${s} disabled=${a} onChange=${i} />`}
<//>
</div>
<//>`}const Ri=M.import,zi={busy:!1,share:0,keyed:!1,problem:null},Bi={csv:`text/csv`,ndjson:`application/x-ndjson`};function Vi(e,t){if(t.code===`import_in_progress`)return Ri.busy;let n=t=>e.field(t)?.label??t;return(t.errors??[]).map(({field:e,message:t})=>e?`${n(e)}: ${t}`:t).join(` `)||t.detail||M.failed}function Hi(e){let[n,r]=t(zi),i=h(null),a=h(null);v(()=>n.busy?he(()=>Ce({...Ri.leave,tone:`danger`})):void 0,[n.busy]),v(()=>()=>a.current?.abort(),[]);let o=async(t,n,{keyed:o=!1}={})=>{let s=JSON.stringify([t.file.name,t.file.size,t.file.lastModified,t.charset,n]);o&&i.current?.wanted!==s&&(i.current={wanted:s,key:xe()});let c=new AbortController;a.current=c,r({...zi,busy:!0,keyed:o});try{let a=await We(e.operations.import.path,{query:n,file:t.file,type:`${Bi[t.format]}; charset=${t.charset}`,key:o?i.current.key:void 0,signal:c.signal,probe:O(e),onProgress:e=>r(t=>({...t,share:e}))});return o&&(i.current=null,ke(e)),r(zi),a}catch(t){return t.status>=400&&t.status<500&&t.code!==`in_progress`&&(i.current=null),r({...zi,problem:t.name===`AbortError`?null:Vi(e,t)}),null}};return{...n,run:o,stop:()=>a.current?.abort(),clear:()=>r(e=>e.busy?e:zi)}}const Q=M.import;function Ui({resource:e,fields:n,plan:r,known:i,onDone:a,onCharset:o,onAgain:s}){let{sheet:c}=r,[l,u]=t(r.map),[d,f]=t({unique:``,existing:`skip`}),[p,m]=t(null),g=Hi(e),_=h(null),y=Object.values(l),b=n.filter(e=>e.required&&e.default===void 0&&!y.includes(e.name)),S=wi(l).map(e=>n.find(t=>t.name===e)?.label??e),C=b.length===0&&S.length===0&&y.some(Boolean),ee=t=>({mode:t,columns:Ci(l,e.fields),unique_by:d.unique||void 0,existing:d.unique?d.existing:void 0}),w=async()=>{m(null);let e=await g.run(c,ee(`check`));e&&m(e)},E=async()=>{let e=await g.run(c,ee(`valid`),{keyed:!0});e&&a(e)};v(()=>void(C&&w()),[]),v(()=>void(p&&_.current?.focus({preventScroll:!1})),[p]);let D=e=>t=>{e(t),m(null),g.clear()},O=p?p.imported+p.updated:0;return T`<div class="stack stack-5">
<${W} title=${c.file.name} actions=${T`<${x} size="small" disabled=${g.busy} onClick=${s}>${Q.another}<//>`}>
<${Ii} sheet=${c} fields=${n} map=${l} onChange=${D(u)} disabled=${g.busy} />
${b.length>0&&T`<${j} tone="warn">${Q.missing(b.map(e=>e.label))}<//>`}
${S.map(e=>T`<${j} key=${e} tone="warn">${Q.twice(e)}<//>`)}
<//>
<${Li} fields=${n} sheet=${c} how=${d} onChange=${D(f)} onCharset=${o} disabled=${g.busy} />
<div class="stack stack-3" aria-live="polite">
${g.busy&&T`<${Wi} share=${g.share} keyed=${g.keyed} onStop=${g.stop} />`}
${g.problem&&T`<${j} tone="bad" onClose=${g.clear}>${g.problem}<//>`}
</div>
${p&&T`<div ref=${_} tabindex="-1">
<${ji} title=${Q.checked} sheet=${c} report=${p} known=${i} resource=${e} />
${O===0&&T`<p class="muted">${Q.nothing}</p>`}
</div>`}
<div class="row">
${p?T`<${x} tone="primary" icon="upload" busy=${g.busy} disabled=${O===0} onClick=${E}>${Q.start(O)}<//>`:T`<${x} tone="primary" busy=${g.busy} disabled=${!C} onClick=${w}>${Q.check}<//>`}
</div>
</div>`}function Wi({share:e,keyed:t,onStop:n}){let r=e>=1,i=r?t?Q.storing:Q.checking:Q.uploading(Math.floor(e*100));return T`<div class="import-progress">
<p id="import-progress">${i}</p>
<div class="row"><progress class="progress grow" max="1" value=${r?void 0:e} aria-labelledby="import-progress" />
${!(r&&t)&&T`<${x} size="small" onClick=${n}>${M.cancel}<//>`}</div>
</div>`}var Gi=/* @__PURE__ */ e({default:()=>Ki});const $=M.import;function Ki({params:e}){let t=c(e.things),n=t?.operations.import&&C()&&t.canCreate(),r=t?[{label:t.labels[1],href:F(t)}]:[];return T`<${f} title=${t?$.title(t.labels[1]):$.crumb} crumbs=${r}>
${n?T`<${qi} key=${t.plural} resource=${t} />`:T`<${s} icon="upload" title=${$.closed}>${$.closedText}<//>`}
<//>`}function qi({resource:e}){let[n,r]=t(null),[i,a]=t(null),[o,s]=t(null),c=xi(e),l=t=>e.fields.some(e=>G(e.name)===t||G(e.label)===t),u=async(e,t)=>{if(s(null),e.size===0)return s($.empty);try{let n=await Oi(e,l,t);return n.columns.length?r({sheet:n,map:Si(n.columns,c),at:Date.now()}):s($.notText)}catch{return s($.notText)}},d=()=>{r(null),a(null)};return i?T`<${Pi} resource=${e} sheet=${n.sheet} report=${i} known=${l} onAgain=${d} />`:n?T`<${Ui} key=${n.at} resource=${e} fields=${c} plan=${n} known=${l} onDone=${a}
onCharset=${e=>u(n.sheet.file,e)} onAgain=${d} />`:T`<${W}>
${o&&T`<${j} tone="bad">${o}<//>`}
<${Nn} accept=".csv,.tsv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson" label=${$.drop} help=${$.dropHelp} onFile=${e=>u(e)} />
<//>`}export{Ft as A,sn as C,Yt as D,Jt as E,lt as F,ct as I,st as L,vt as M,ut as N,Pt as O,W as P,pn as S,Qt as T,Mn as _,Ir as a,bn as b,Dr as c,ur as d,Zn as f,Nn as g,Pn as h,Lr as i,yt as j,jt as k,Tr as l,zn as m,ni as n,Nr as o,Yn as p,Qr as r,Ar as s,Gi as t,vr as u,An as v,Xt as w,mn as x,kn as y};