import{t as e}from"./rolldown-runtime.js";import{$ as t,B as n,Ct as r,D as i,Dt as a,E as o,Et as s,F as c,G as l,H as u,I as d,J as f,L as p,N as m,Ot as h,P as g,R as _,S as v,St as y,Tt as b,U as x,V as S,Y as ee,Z as C,_ as w,_t as te,a as T,at as E,b as D,c as ne,ct as re,d as O,et as ie,f as k,ft as ae,g as oe,gt as se,h as A,i as ce,it as le,j,l as M,lt as ue,m as N,mt as de,n as fe,o as pe,ot as me,p as he,pt as P,q as ge,r as _e,s as ve,st as ye,t as be,tt as xe,u as Se,ut as F,v as I,vt as L,wt as R,y as z,z as Ce}from"./main.js";import{A as we,F as Te,I as Ee,M as De,N as Oe,O as ke,P as Ae,S as je,T as Me,_ as Ne,a as Pe,b as Fe,h as Ie,i as Le,j as Re,k as B,m as ze,o as Be,s as Ve,t as He,v as Ue,w as We,x as Ge,y as Ke}from"./lists.js";import{_ as qe,a as Je,c as Ye,d as Xe,f as V,h as Ze,i as Qe,l as $e,m as et,n as tt,o as nt,p as rt,r as it,s as at,u as H,v as ot,y as U}from"./sign-in.js";const st={title:`Account`,tabs:{profile:`Profile`,security:`Security`,sessions:`Devices`,history:`History`},save:`Save`,cancel:`Cancel`,remove:`Remove`,done:`Done`,retry:`Try again`,saved:`Saved`,required:`Fill this in.`,acting:`You act as this person. Their account is theirs to change.`,profile:{about:`About you`,name:`Name`,home:`Home workspace`,homeHelp:`It opens when you sign in.`,email:`E-mail address`,phone:`Phone number`,none:`None yet`,verified:`Confirmed`,unverified:`To be confirmed`,unverifiedText:`Open the link in our e-mail to confirm this address.`,resend:`Send the e-mail again`,resent:`The e-mail is on its way.`,mailbox:`Open the mailbox`,change:`Change address`,add:`Add address`,newEmail:`New e-mail address`,newEmailHelp:`We send a link there. Your address changes when it is opened.`,send:`Send link`,sent:e=>`We sent a link to ${e}. Your address changes when it is opened.`,guard:{title:`Leave without saving?`,body:`What you changed here is lost.`,confirm:`Leave`}},password:{title:`Password`,current:`Current password`,new:`New password`,newHelp:`At least 8 characters.`,short:`Use at least 8 characters.`,others:`A new password signs out your other devices.`,keys:`Also revoke my API keys`,keysHelp:`Programs that use them stop working.`,submit:`Change password`,changed:`Password changed. Your other devices are signed out.`,wrong:`This isn’t your current password.`,forgot:`Without a password yet, or forgot it? We send a link to choose one.`,sendLink:`Send link`,linkSent:e=>`We sent a link to ${e}.`},totp:{title:`Authenticator app`,on:`On`,off:`Off`,intro:`An app on your phone shows a new code every 30 seconds. You enter one when you sign in.`,setUp:`Set up`,scan:`Scan this with your app, then enter the code it shows.`,qr:`QR code for your authenticator app`,type:`Or type this secret into the app:`,secret:`Secret`,copySecret:`Copy secret`,open:`Open in an app on this device`,code:`Code from the app`,confirm:`Turn on`,codeWrong:`This code is wrong or was used before. Enter the next one.`,enabled:`Authenticator app is on. Your other devices are signed out.`,disable:`Turn off`,disableTitle:`Turn off the authenticator app`,disableText:`Your other devices are signed out.`,proof:`Code from the app, or a recovery code`,disabled:`Authenticator app is off.`,wait:e=>`Too many tries. Try again in ${e}.`},recovery:{title:`Recovery codes`,intro:`Each code signs you in once when your phone or passkey is gone. Keep them where only you find them.`,needFactor:`You get recovery codes with your first authenticator app or passkey.`,renew:`Make new codes`,renewTitle:`Make new recovery codes?`,renewBody:`The codes you have now stop working.`,dialog:`Your recovery codes`,once:`They are shown this once. Copy or download them now.`,copy:`Copy codes`,download:`Download codes`,file:`recovery-codes.txt`,kept:`I saved them`},passkeys:{title:`Passkeys`,intro:`Sign in by fingerprint, face or the lock of your device.`,empty:`No passkeys yet.`,name:`Name`,nameHelp:`So that you know it again, like “Work laptop”.`,add:`Add passkey`,create:`Create passkey`,added:e=>`${e} is added. Your other devices are signed out.`,removeTitle:e=>`Remove ${e}?`,removeBody:`You can no longer sign in by it. Your other devices are signed out.`,removed:e=>`${e} is removed.`,made:`Added`,used:`Last used`,never:`Never`,actions:`Actions`,address:`Passkeys need a name as address. Open this page at localhost.`,open:`Open at localhost`,failed:`This passkey was left out. Try again, or use another device.`},sessions:{title:`Signed-in devices`,intro:`End the ones you don’t know, then change your password.`,device:`Device`,current:`This device`,from:`Address`,signedIn:`Signed in`,seen:`Last seen`,ends:`Ends`,actions:`Actions`,end:`Sign out`,ended:`The device is signed out.`,all:`Sign out everywhere`,allTitle:`Sign out everywhere?`,allBody:`All your devices are signed out, this one too.`,unknown:`Unknown device`},history:{title:`Sign-ins and changes`,intro:`What happened to your account, newest first.`,when:`When`,what:`What`,result:`Result`,from:`Address`,server:`On the server`,done:`Done`,refused:`Refused`,empty:`Nothing has happened yet.`,kinds:{authn_login_success:`Signed in`,authn_login_fail:`Sign-in attempt`,authn_login_lock:`Sign-in locked for a while`,authn_password_success:`Password was right`,authn_mfa_success:`Second factor was right`,authn_mfa_fail:`Second factor was wrong`,authn_mfa_lock:`Second factor locked for a while`,authn_mfa_enrolled:`Authenticator app begun`,authn_mfa_added:`Second factor added`,authn_mfa_removed:`Second factor removed`,authn_mfa_recovery_codes_made:`Recovery codes made`,session_created:`Session begun`,session_ended:`Session ended`,session_renewed:`Session renewed`,authn_token_reuse:`Old token used again`,authn_token_revoked:`Token revoked`,authn_token_created:`Token made`,user_created:`Account made`,user_updated:`Account changed`,user_disabled:`Account disabled`,user_enabled:`Account enabled`,privilege_permissions_changed:`Rights changed`,authz_fail:`Access refused`,authn_impersonation_begun:`A platform admin began to act as you`,authn_impersonation_ended:`A platform admin stopped acting as you`,authn_password_change:`Password changed`,authn_password_change_fail:`Password change attempt`}}};function ct(e,t={}){let[n,r]=s({rows:null,problem:null,busy:!1,cursor:null}),i=R(0),a=JSON.stringify(t),o=b(async(t,n)=>{if(!e)return;let o=++i.current;r(e=>({...e,busy:!0,problem:null}));try{let{data:s}=await F(e,{query:{limit:50,...JSON.parse(a),cursor:t}});if(o!==i.current)return;r({rows:[...n,...s.items],problem:null,busy:!1,cursor:s.next_cursor??null})}catch(e){o===i.current&&r(t=>({...t,busy:!1,problem:e}))}},[e,a]);y(()=>(r({rows:null,problem:null,busy:!1,cursor:null}),o(void 0,[]),()=>i.current++),[o]);let c=b(e=>r(t=>({...t,rows:e(t.rows??[])})),[]);return{...n,more:()=>o(n.cursor,n.rows??[]),reload:()=>o(void 0,[]),setRows:c}}function lt({items:e,label:t=x.tabs.label}){let n=R(null),r=e.findIndex(e=>e?.current);return y(()=>{let e=n.current?.querySelector(`[aria-current]`);e&&(n.current.scrollLeft=e.offsetLeft-n.current.offsetLeft-(n.current.clientWidth-e.offsetWidth)/2)},[r]),L`<nav class="tabs" ref=${n} aria-label=${t}><ul>
${e.filter(Boolean).map(e=>L`<li key=${e.href}>
<a href=${e.href} aria-current=${e.current?`page`:void 0}>${e.label}</a></li>`)}
</ul></nav>`}function W({title:e,actions:t,footer:n,class:i=``,children:a}){let o=r();return L`<section class=${`card ${i}`} aria-labelledby=${e?o:void 0}>
${(e||t)&&L`<header class="card-head">
${e&&L`<h2 id=${o}>${e}</h2>`}
${t&&L`<div class="card-actions">${t}</div>`}
</header>`}
<div class="card-body stack">${a}</div>
${n&&L`<footer class="card-foot">${n}</footer>`}
</section>`}function ut({value:e,onChange:t,label:n,"aria-required":r,class:i=``,...a}){let o=Ce(n);return L`<label class=${`check ${i}`}>
<input class="checkbox" type="checkbox" ...${a} checked=${e===!0}
onChange=${e=>t?.(e.currentTarget.checked)} />
${o&&L`<span>${o}</span>`}
</label>`}const G=B.wrong,dt=/* @__PURE__ */ new Map;function ft(e){if(!dt.has(e)){let t=null;try{t=new RegExp(e,`u`)}catch{t=null}dt.set(e,t)}return dt.get(e)}const pt=/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,mt={integer:e=>Number.isInteger(Number(e))?null:G.integer,decimal:e=>Number.isFinite(Number(e))?null:G.number,uuid:e=>pt.test(e)?null:G.uuid,uuids:e=>e.every(e=>pt.test(e))?null:G.uuid,date:e=>Number.isNaN(Date.parse(e))?G.date:null,timestamp:e=>Number.isNaN(Date.parse(e))?G.date:null},ht={email:G.email,phone:G.phone,e164:G.phone,url:G.url},gt=e=>e==null||(Array.isArray(e)?!e.length:typeof e==`string`&&!e.trim());function _t(e,t){if(e.kind===`uuids`&&Array.isArray(t)&&!t.length&&!e.minItems)return null;if(gt(t))return e.required&&e.default==null&&e.kind!==`boolean`?G.required:null;let n=mt[e.kind]?.(t);if(n)return n;if(e.kind===`select`&&e.options&&!e.options.some(e=>(e?.value??e)===t))return G.option;if(Array.isArray(t))return e.maxItems&&t.length>e.maxItems?G.items(e.maxItems):null;if([`integer`,`decimal`].includes(e.kind))return e.min!=null&&Number(t)<e.min?G.min(e.min):e.max!=null&&Number(t)>e.max?G.max(e.max):null;if(typeof t!=`string`)return null;let r=[...t].length;if(e.minLength&&r<e.minLength)return G.minLength(e.minLength);if(e.maxLength&&r>e.maxLength)return G.maxLength(e.maxLength);let i=e.pattern&&ft(e.pattern);return i&&!i.test(t)?ht[e.kind]??G.pattern:null}function vt(e,t){let n=e.map(e=>[e.name,_t(e,t[e.name])]);return Object.fromEntries(n.filter(([,e])=>e))}function K(e,t){if(Object.is(e,t))return!0;if(e==null||t==null)return(e??null)===(t??null);if(typeof e!=`object`||typeof t!=`object`||Array.isArray(e)!==Array.isArray(t))return!1;let n=Object.keys(e);return n.length===Object.keys(t).length&&n.every(n=>Object.hasOwn(t,n)&&K(e[n],t[n]))}function yt(e,t,n){let r={},i=[],a=!0;for(let o of/* @__PURE__ */ new Set([...Object.keys(e),...Object.keys(t),...Object.keys(n)])){let[s,c,l]=[e[o],Object.hasOwn(t,o)?t[o]:e[o],n[o]],u=K(c,s);r[o]=u?l:c,u||K(c,l)||(a=!1,K(l,s)||(r[o]=l,i.push({field:o,base:s,mine:c,theirs:l})))}return{merged:r,conflicts:i,settled:a}}function bt(e,t){return Object.fromEntries(Object.entries(t).filter(([t,n])=>!K(n,e[t])))}const xt=e=>e.name===`client_id`&&e.kind===`uuid`,St=(e,t)=>e.fields.filter(e=>!e.readOnly&&!xt(e)&&(t||!e.createOnly));function Ct(e,t){return gt(t)?[`tags`,`uuids`].includes(e.kind)&&!e.nullable?[]:null:e.kind===`integer`&&typeof t==`string`?Number(t):t}const wt=(e,t)=>Object.fromEntries(e.map(e=>[e.name,Ct(e,t[e.name])])),Tt=()=>d({title:B.form.leaveTitle,body:B.form.leaveText,confirm:B.form.leave,tone:`danger`});function Et(e,t,n=null){let r=a(()=>{let r=t??{...Object.fromEntries(e.map(e=>[e.name,e.default??null])),...n};return wt(e,r)},[]),[i,o]=s(r),[c,l]=s(r),[u,d]=s({}),[f,p]=s({}),m=wt(e,c),h=bt(i,m),g=Object.keys(h).length>0,_=R(g),v=R(!1);_.current=g&&!v.current,y(()=>ie(()=>!_.current||Tt(),()=>_.current),[]);let b=vt(e,m),x=!!t;return{base:i,values:c,now:m,dirty:g,patch:h,errorOf:e=>f[e.name]??(u[e.name]?_t(e,m[e.name]):null),set(e,t){v.current=!1,l(n=>({...n,[e]:t})),p(({[e]:t,...n})=>n)},touch:e=>d(t=>t[e]?t:{...t,[e]:!0}),wrong(){return d(Object.fromEntries(e.map(e=>[e.name,!0]))),Object.entries(b).filter(([e])=>!x||e in h)},refused:e=>p(e),settle(){v.current=!0,_.current=!1},reset(t){let n=t?wt(e,t):r;_.current=v.current=!1,o(n),l(n),d({}),p({})},body:()=>Object.fromEntries(e.map(({name:e,required:t})=>[e,m[e],t]).filter(([,e,t])=>!gt(e)||t&&Array.isArray(e)))}}const Dt=(e,t)=>Object.fromEntries(t.map(t=>[t,e[t]??null])),Ot=e=>e.etag??M(e.data);async function kt({resource:e,id:t,parent:n},r,i,a){let o=O(e,t,n),s=e.operations.change?await ae(o,r,{ifMatch:a}):await de(o,i,{ifMatch:a});return{kind:`saved`,row:s.data,etag:Ot(s)}}async function At(e,t,n,r){try{return await kt(e,bt(t,n),n,r)}catch(e){if(e.status===404)return{kind:`gone`};if(e.status===412)return null;throw e}}function jt(e,t,n){let r=Dt(n.data,Object.keys(t)),{merged:i,conflicts:a,settled:o}=yt(e,t,r),s=Ot(n);return o?{kind:`saved`,row:n.data,etag:s}:{kind:a.length?`conflict`:`joined`,theirs:r,merged:i,conflicts:a,row:n.data,etag:s}}async function Mt(e,t,n,r){for(let i=0;i<4;i+=1){let i=await At(e,t,n,r);if(i)return i;let a;try{a=await F(O(e.resource,e.id,e.parent))}catch(e){if(e.status===404)return{kind:`gone`};throw e}let o=jt(t,n,a);if(o.kind!==`joined`)return o;[t,n,r]=[o.theirs,o.merged,o.etag]}let i=await F(O(e.resource,e.id,e.parent)),a=jt(t,n,i);return a.kind===`joined`?{...a,kind:`conflict`}:a}async function Nt(e,t,n){let r=jt(t,n,await Pt(e));return r.kind===`joined`?Mt(e,r.theirs,r.merged,r.etag):r}const Pt=({resource:e,id:t,parent:n})=>P(ne(e.operations.restore.path,t,n));async function Ft({resource:e,parent:t},n,r){let i=e.fields.find(xt),a=i?{...n,[i.name]:r}:n,o=await P(Se(e,t),a,{key:r});return{kind:`saved`,row:o.data,etag:Ot(o)}}const It=e=>e.status===0||e.status>=500||e.code===`in_progress`,Lt=e=>{if(e.status===void 0)throw e;v(e.detail??e.title??e.message,{tone:`bad`})};async function Rt(e){try{let{data:t,etag:n}=await Pt(e);return t?Me(e.resource,t,{parent:e.parent,etag:n}):ke(e.resource,e.parent),v(B.view.restored(e.resource.labels[0]),{tone:`good`}),!0}catch(e){return Lt(e),!1}}async function zt({resource:e,row:t,etag:n,parent:r,onStale:i}){let a={resource:e,id:t.id,parent:r},[o]=e.labels,s=e.operations.restore;if(!s&&!await d({title:B.view.removeTitle(o),body:B.view.removeText,confirm:B.view.remove,tone:`danger`}))return!1;try{await ue(O(e,t.id,r),{ifMatch:n??M(t)})}catch(e){if(e.status===412)return i?.(),v(B.view.refreshed,{tone:`warn`}),!1;if(e.status!==404)return Lt(e),!1}return We(e,t.id,{parent:r}),v(B.view.removed(o),s?{action:{label:B.view.undo,run:()=>Rt(a)}}:{}),!0}const Bt=({access:e})=>(!e?.role||ge(e.role))&&(e?.impersonator===`read`||f()),Vt=({when:e},t)=>Object.entries(e??{}).every(([e,n])=>n.includes(t[e])),Ht=(e,t)=>(e.actions??[]).filter(e=>Bt(e)&&Vt(e,t));function Ut(e,t){let n=(e.actions??[]).flatMap(({when:e})=>Object.keys(e??{}))[0],r=e.field(n??``)??e.fields.find(e=>e.kind===`select`&&e.readOnly);return r&&t[r.name]?je(t[r.name]):null}const Wt=(e,{field:t,message:n})=>`${e.field(t)?.label??t}: ${n}.`;function Gt({resource:e,row:t,etag:n,parent:r,reload:i,ask:a}){let[o,c]=s(null),[l,u]=s(null),d=R(null),f=Ht(e,t),p=async s=>{if(!(o||a&&!await a(s))){c(s.verb),u(null),d.current?.verb!==s.verb&&(d.current={verb:s.verb,value:se()});try{let a=await P(ne(s.path,t.id,r),void 0,{key:d.current.value,ifMatch:n??M(t)});d.current=null,a.data?.id===t.id?Me(e,a.data,{parent:r,etag:a.etag}):await i(),v(B.view.done(s.label),{tone:`good`})}catch(t){if(t.status===void 0)throw t;It(t)||(d.current=null);let n=[409,412].includes(t.status)?await i():null;t.code===`invalid_state`?u(B.view.state(s.label,n?.row?Ut(e,n.row):null)):t.status===412?u(B.view.refreshed):t.status===422&&t.errors.length?u(t.errors.map(t=>Wt(e,t)).join(` `)):t.status===409?u(t.detail):Lt(t)}finally{c(null)}}};return!f.length&&!l?null:L`<div class="row-actions stack">
${l&&L`<${A} tone="warn" onClose=${()=>u(null)}>${l}<//>`}
${f.length>0&&L`<div class="row">${f.map(e=>L`<${S} key=${e.verb} busy=${o===e.verb}
disabled=${o!==null} onClick=${()=>p(e)}>${e.label}<//>`)}</div>`}
</div>`}const Kt=[`theirs`,`mine`,`base`];function qt({field:e,conflict:t,side:n,chosen:r,onChoose:i}){return L`<label class="conflict-choice">
<input type="radio" name=${`conflict-${e.name}`} checked=${r===n} onChange=${()=>i(n)} />
<span class="stack"><span class="small muted">${B.conflict[n]}</span>
<span class="conflict-value"><${Ge} field=${e} row=${{[e.name]:t[n]}} link /></span></span>
</label>`}function Jt({resource:e,fields:t,clash:r,busy:i,onSave:a,onClose:o}){let[c,l]=s({}),u=n=>t.find(e=>e.name===n)??e.field(n),d=r.conflicts.some(({field:e})=>!c[e]),f=new Set(r.conflicts.map(({field:e})=>e)),p=t.filter(({name:e})=>!f.has(e)&&!K(r.theirs[e],r.from[e])),m=L`<${S} onClick=${o} disabled=${i}>${B.conflict.cancel}<//>
<${S} tone="primary" busy=${i} disabled=${d} onClick=${()=>{let e=Object.fromEntries(r.conflicts.map(e=>[e.field,e[c[e.field]]]));a({...r.merged,...e})}}>${B.conflict.save}<//>`;return L`<${n} open title=${B.conflict.title} onClose=${o} actions=${m} size="large">
<div class="stack stack-4">
<p>${B.conflict.text} <span class="muted small">${B.conflict.when}: <${De} value=${r.row.updated_at} /></span></p>
${r.conflicts.map(e=>{let t=u(e.field);return L`<fieldset key=${t.name} class="conflict"><legend>${t.label}</legend>
<div class="conflict-choices">${Kt.map(n=>L`<${qt} key=${n} field=${t} conflict=${e} side=${n}
chosen=${c[t.name]} onChoose=${e=>l(n=>({...n,[t.name]:e}))} />`)}</div>
</fieldset>`})}
${p.length>0&&L`<p class="muted small">${B.conflict.joined(p.map(({label:e})=>e).join(`, `))}</p>`}
</div>
<//>`}function Yt({resource:e,busy:t,onRestore:r,onClose:i}){let a=!!e.operations.restore,o=L`<${S} onClick=${i} disabled=${t}>${B.conflict.cancel}<//>
${a&&L`<${S} tone="primary" busy=${t} onClick=${r}>${B.conflict.binnedSave}<//>`}`;return L`<${n} open title=${B.conflict.binnedTitle} onClose=${i} actions=${o}>
<p>${a?B.conflict.binnedText:B.conflict.removedText}</p>
<//>`}function Xt(e){let t=/* @__PURE__ */ new Map;for(let n of e)t.set(n.group??``,[...t.get(n.group??``)??[],n]);return[...t]}function Zt({field:e,draft:t,disabled:n}){return L`<div class=${`form-field form-${e.kind}`} onFocusOut=${()=>t.touch(e.name)}>
<${_} name=${e.name} label=${e.label} help=${e.help} error=${t.errorOf(e)} optional=${!e.required}>
${r=>L`<${Ve} field=${e} control=${r} disabled=${n}
value=${t.values[e.name]} onChange=${n=>t.set(e.name,n)} />`}
<//>
</div>`}const Qt=e=>({status:422,code:`invalid`,detail:null,errors:e.map(([e,t])=>({field:e,code:`check`,message:t}))});function $t({resource:e,parent:t,row:n=null,etag:r=null,preset:i,onSaved:a,onCancel:o,onDirty:c,another:l=!1,stays:u=!1,verb:d,Note:f}){let p=St(e,!n),m=Et(p,n,i),[h]=s(r),[g,_]=s(!1),[v,b]=s(null),[x,ee]=s(null),[C,w]=s(null),T=R(null),E=R(!1),[D,ne]=s(0),re=R(null),O={resource:e,parent:t,id:n?.id},ie=(n,r)=>{if(n.kind!==`saved`)return w({...n,from:r.from??m.base});w(null),m.settle(),Me(e,n.row,{parent:t,etag:n.etag}),r.another&&(m.reset(null),ne(e=>e+1)),a(n.row,{another:!!r.another})},k=e=>{It(e)||(T.current=null),e.retryAfter&&e.status===429&&ee(new Date(Date.now()+e.retryAfter*1e3)),m.refused(Object.fromEntries((e.errors??[]).map(e=>[String(e.field).split(/[.[]/)[0],e.message]))),b(e)},ae=async(e,t={})=>{if(!E.current){E.current=!0,_(!0),b(null);try{ie(await e(),t),T.current=null}catch(e){if(e.status===void 0)throw e;w(null),k(e)}finally{E.current=!1,_(!1)}}},A=async(e,t)=>Object.keys(bt(e.theirs,t)).length?Mt(O,e.theirs,t,e.etag):{kind:`saved`,row:e.row,etag:e.etag},ce=(e={another:u})=>{if(x)return;let t=m.wrong();return t.length?b(Qt(t)):n&&!m.dirty?o?.():(T.current??=se(),ae(()=>n?Mt(O,m.base,m.now,h):Ft(O,m.body(),T.current),e))},le=JSON.stringify(m.now);y(()=>{E.current||(T.current=null)},[le]),y(()=>{c?.(m.dirty)},[m.dirty]);let j=R(ce);j.current=ce,y(()=>{let e=[`mod+s`,`mod+enter`].map(e=>te(e,()=>j.current()));return()=>e.forEach(e=>e())},[]),y(()=>{!n&&(D>0||!u)&&re.current?.querySelector(`input, select, textarea`)?.focus()},[D]);let M=Object.fromEntries(p.map(e=>[e.name,e.label])),ue=g||x!==null;return L`<div ref=${re} class="row-form">
<${ot} onSubmit=${()=>ce()} error=${v} busy=${g} fields=${M}>
${Xt(p.filter(({hidden:e})=>!e)).map(([e,t])=>e?L`<fieldset key=${e} class="form-group stack"><legend>${e}</legend>
${t.map(e=>L`<${Zt} key=${e.name} field=${e} draft=${m} disabled=${g} />`)}</fieldset>`:t.map(e=>L`<${Zt} key=${e.name} field=${e} draft=${m} disabled=${g} />`))}
${x&&L`<${oe} until=${x} onEnd=${()=>ee(null)}>${e=>B.form.waiting(e)}<//>`}
<div class="save-bar row">
${f&&L`<${f} values=${m.values} />`}
<${S} type="submit" tone="primary" busy=${g} disabled=${ue}>${n?B.form.save:d??B.form.create}<//>
${l&&L`<${S} disabled=${ue} onClick=${()=>ce({another:!0})}>${B.form.another}<//>`}
${o&&L`<${S} tone="quiet" disabled=${g} onClick=${o}>${B.form.cancel}<//>`}
</div>
<//>
${C?.kind===`conflict`&&L`<${Jt} resource=${e} fields=${p} clash=${C} busy=${g} onClose=${()=>w(null)}
onSave=${e=>ae(()=>A(C,e),{from:C.theirs})} />`}
${C?.kind===`gone`&&L`<${Yt} resource=${e} busy=${g} onClose=${()=>w(null)}
onRestore=${()=>ae(()=>Nt(O,m.base,m.now))} />`}
</div>`}const en=(e,t)=>e.fields.filter(n=>n.refers===t.plural||e.path.includes(`{${n.name}}`)).map(({name:e})=>e);function tn({child:e,row:t,parent:n,onEdit:r,onStale:i}){let a=[e.canChange()&&{label:B.view.edit,icon:`pencil`,onSelect:()=>r(t)},e.canDelete()&&{label:B.view.remove,icon:`trash-2`,tone:`danger`,onSelect:()=>zt({resource:e,row:t,parent:n,onStale:i})}].filter(Boolean);return L`<${T} label=${B.view.more} icon="ellipsis" items=${a} />`}function nn({child:e,resource:t,row:n,readOnly:r=!1}){let i=n.id,a=Ie(e,{parent:i}),[o,c]=s(null),l=R(n.version);y(()=>{l.current!==n.version&&a.reload(),l.current=n.version},[n.version]);let[u,d]=e.labels,f=!r&&(e.canChange()||e.canDelete()),p={key:`actions`,label:B.bin.actions,width:`narrow`,render:t=>L`<${tn} child=${e} row=${t} parent=${i} onEdit=${c} onStale=${a.reload} />`},m=Ke(e,{without:en(e,t),add:f?[p]:[]}),h=!r&&e.canCreate()&&L`<${S} size="small" icon="plus" onClick=${()=>c(`new`)}>${B.view.add(u)}<//>`;return L`<${W} title=${d} actions=${h}>
<div class="stack" aria-busy=${a.busy}>
${a.problem&&L`<${Ae} problem=${a.problem} onRetry=${a.reload} />`}
${!a.rows&&!a.problem&&L`<${g} lines=${3} />`}
${a.rows?.length===0&&L`<p class="muted">${B.list.empty(d)}</p>`}
${a.rows?.length>0&&L`<${Oe} caption=${d} columns=${m} rows=${a.rows} compact=${e.compact} />`}
<${Te} cursor=${a.cursor} busy=${a.busy} onMore=${a.more} />
</div>
${o&&L`<${rn} child=${e} parent=${i} row=${o===`new`?null:o} onSaved=${()=>{v(o===`new`?B.form.created(u):B.form.saved(u),{tone:`good`}),c(null)}}
onClose=${()=>c(null)} />`}
<//>`}function rn({child:e,parent:t,row:r,onSaved:i,onClose:a}){let[o]=e.labels,[c,l]=s(!1),u=async()=>(!c||await Tt())&&a(),d=r?B.view.editTitle(o):B.view.add(o);return L`<${n} open title=${d} onClose=${u}>
<${$t} resource=${e} parent=${t} row=${r} etag=${r&&M(r)} onSaved=${i} onCancel=${u} onDirty=${l} />
<//>`}function an({resource:e,row:t,readOnly:n=!1}){return(e.children??[]).filter(e=>e.operations.list).map(r=>L`<${nn} key=${`${r.plural} ${t.id}`} child=${r} resource=${e} row=${t} readOnly=${n} />`)}var on=/* @__PURE__ */ e({default:()=>hn});const sn=Be(()=>Promise.resolve().then(()=>Jr),`History`),cn=[`id`,`version`,`created_at`,`updated_at`,`deleted_at`,`owner_id`],ln=e=>e.fields.filter(e=>!cn.includes(e.name)&&!e.writeOnly);function un({resource:e,row:t}){return L`<dl class="fields">
${ln(e).map(e=>L`<div key=${e.name} class=${`fields-row fields-${e.kind}`}>
<dt>${e.label}</dt><dd><${Ge} field=${e} row=${t} link /></dd></div>`)}
</dl>`}function dn({row:e}){return L`<dl class="fields fields-about small">
${e.owner_id&&L`<div class="fields-row"><dt>${B.view.owner}</dt>
<dd><${Ge} field=${{name:`owner_id`,kind:`member`}} row=${e} /></dd></div>`}
${e.created_at&&L`<div class="fields-row"><dt>${B.view.created}</dt><dd><${De} value=${e.created_at} /></dd></div>`}
${e.updated_at&&L`<div class="fields-row"><dt>${B.view.updated}</dt><dd><${De} value=${e.updated_at} /></dd></div>`}
<div class="fields-row"><dt>${B.view.id}</dt><dd class="row"><span class="mono" title=${e.id}>${e.id.slice(0,8)}</span><${fe} value=${e.id} /></dd></div>
</dl>`}function fn({resource:e,row:t,etag:n,notice:r,onDone:i}){let a=R(!1);return L`<div class="stack stack-4">
${r&&L`<${A} tone="info">${r===`delete`?B.view.gone2:B.view.stale}<//>`}
<${$t} resource=${e} row=${t} etag=${n} onSaved=${()=>{v(B.form.saved(e.labels[0]),{tone:`good`}),i()}} onCancel=${async()=>(!a.current||await Tt())&&i()} onDirty=${e=>a.current=e} />
</div>`}function pn({resource:e}){let t=e.operations.restore,n=L`<div class="row">
${t&&L`<${S} href=${k(e,`trash`)} icon="trash-2">${B.view.toBin}<//>`}
<${S} href=${k(e)}>${B.view.toList}<//></div>`;return L`<${m} icon=${e.icon} title=${B.view.gone} action=${n}>${B.view.goneText}<//>`}function mn({resource:e,id:n,Acts:r,Parts:i}){let[a,o]=s(!1),[c,l]=s(null),{row:u,etag:d,problem:f,busy:p,reload:m}=ze(e,n,{hold:a,onChange:l}),h=[{label:e.labels[1],href:k(e)}],_=u&&he(e,u)||e.labels[0],v=async()=>{await zt({resource:e,row:u,etag:d,onStale:m})&&t(k(e))},y=()=>{o(!1),c&&m(),l(null)},b=u&&!a&&L`
${e.canDelete()&&L`<${S} tone="quiet" icon="trash-2" onClick=${v}>${B.view.remove}<//>`}
${e.canChange()&&L`<${S} tone="primary" icon="pencil" onClick=${()=>o(!0)}>${B.view.edit}<//>`}`;return L`<${j} title=${_} crumbs=${h} actions=${b} subtitle=${u&&he(e,u)?e.labels[0]:void 0}>
<div class="view stack stack-5" aria-busy=${p}>
${!u&&f?.status===404&&L`<${pn} resource=${e} />`}
${f&&f.status!==404&&L`<${Ae} problem=${f} onRetry=${m} />`}
${!u&&!f&&L`<${g} lines=${8} />`}
${u&&!a&&L`<${r} resource=${e} row=${u} etag=${d} reload=${m} />`}
${u&&L`<div class="view-parts">
<${W} title=${B.view.details}>${a?L`<${fn} resource=${e} row=${u} etag=${d} notice=${c} onDone=${y} />`:L`<${un} resource=${e} row=${u} />`}<//>
<${W} title=${B.view.about}><${dn} row=${u} /><//>
</div>`}
${u&&L`<${i} resource=${e} row=${u} reload=${m} />`}
${u&&ge(`admin`)&&L`<${W} title=${B.view.history}>
<${sn} key=${`${n} ${u.version}`} resource=${e} id=${n} /><//>`}
</div>
<//>`}function hn({params:e,resource:n=l(e.things),Acts:r=Gt,Parts:i=an}){let a=n?.operations.find&&!n.parent;return y(()=>{n?.parent&&t(k(n.parent),{replace:!0})},[n]),a?L`<${mn} key=${`${C.value?.id} ${n.plural} ${e.id}`} resource=${n} id=${e.id} Acts=${r} Parts=${i} />`:L`<${j} title=${B.list.unknown}><p>${B.list.unknownText}</p><//>`}var gn=/* @__PURE__ */ e({RowForm:()=>$t,default:()=>vn});function _n(e){let t=[...xe.peek().query].filter(([t])=>e.field(t)&&!e.field(t).readOnly);return Object.fromEntries(t)}function vn({params:e,resource:n=l(e.things),onMade:r}){let i=R(n&&_n(n)),a=n?.labels[0]??``,o=n?[{label:n.labels[1],href:k(n)}]:[];if(y(()=>{n&&!n.operations.create&&t(k(n),{replace:!0})},[n]),!n)return L`<${j} title=${B.list.unknown}><p>${B.list.unknownText}</p><//>`;if(!n.canCreate()){let e=L`<${S} href=${k(n)}>${B.view.toList}<//>`;return L`<${j} title=${B.form.newTitle(a)} crumbs=${o} narrow>
<${m} icon="lock" title=${B.form.locked} action=${e}>${B.form.lockedText}<//><//>`}return L`<${j} title=${B.form.newTitle(a)} crumbs=${o} narrow>
<${$t} key=${n.plural} resource=${n} preset=${i.current} another onSaved=${async(e,{another:i})=>{await r?.(e);let o=n.operations.find&&{label:B.form.open,run:()=>t(k(n,e.id))};v(B.form.created(a),{tone:`good`,action:i&&o||void 0}),i||t(n.operations.find?k(n,e.id):k(n),{replace:!0})}}
onCancel=${()=>t(k(n))} />
<//>`}var yn=/* @__PURE__ */ e({default:()=>wn});const bn=Be(()=>Promise.resolve().then(()=>Ir),`BulkBar`);function xn({resource:e,row:t}){let[n,r]=s(!1);return L`<${S} size="small" icon="rotate-ccw" busy=${n} onClick=${async()=>{r(!0),await Rt({resource:e,id:t.id}),r(!1)}}>${B.bin.restore}<//>`}function Sn(e){let t=e.operations.restore?.access?.role;return f()&&(!t||ge(t))}function Cn({resource:e}){let t=Ie(e,{query:{deleted:!0}}),n=Pe(t.rows??[]),r=R(null),i=Sn(e);Le(r,{toggle:e=>i&&t.rows?.[e]&&n.toggle(t.rows[e].id)});let a=Ke(e,{without:[`created_at`],add:[{key:`deleted_at`,label:B.bin.deleted,render:e=>L`<${De} value=${e.deleted_at} />`},...i?[{key:`acts`,label:B.bin.actions,width:`narrow`,render:t=>L`<${xn} resource=${e} row=${t} />`}]:[]]}),o=[.../* @__PURE__ */ new Set([...e.compact??[],`deleted_at`,`acts`])];return L`<div ref=${r} class="list stack stack-4" aria-busy=${t.busy}>
<div class="list-fresh" role="status">${t.fresh>0&&L`<${S} size="small" icon="arrow-up" onClick=${t.reload}>${B.list.more(t.fresh)}<//>`}</div>
${t.problem&&L`<${Ae} problem=${t.problem} onRetry=${t.reload} />`}
${!t.rows&&!t.problem&&L`<${g} lines=${8} />`}
${t.rows?.length===0&&L`<${m} icon="trash-2" title=${B.bin.empty}>${B.bin.emptyText}<//>`}
${t.rows?.length>0&&L`<${Oe} caption=${B.bin.title(e.labels[1])} columns=${a} rows=${t.rows} compact=${o}
selected=${i?n.selected:void 0} onSelect=${i?n.onSelect:void 0} />`}
<${Te} cursor=${t.cursor} busy=${t.busy} onMore=${t.more} />
${n.chosen.length>0&&L`<${bn} resource=${e} rows=${n.chosen} onDone=${()=>{n.clear(),t.reload()}} />`}
</div>`}function wn({params:e,resource:t=l(e.things)}){if(!t?.operations.restore)return L`<${j} title=${B.bin.none}><p>${B.list.unknownText}</p><//>`;let n=[{label:t.labels[1],href:k(t)}];return L`<${j} title=${B.bin.title(t.labels[1])} crumbs=${n} subtitle=${B.bin.subtitle}>
<${Cn} key=${t.plural} resource=${t} />
<//>`}const Tn=se();async function En(e){let{data:t}=await P(`/auth/otp/request`,{contact:e.trim(),device_id:Tn},{quiet:!0});return{again:new Date(Date.now()+t.retry_after*1e3)}}async function Dn(e,t){let n={contact:e.trim(),device_id:Tn,code:t.trim()};return(await P(`/auth/otp/verify`,n,{quiet:!0})).data}function On({contact:e,fixed:t=!1,onContact:n,onSent:r}){let i=D(),[a,o]=s(null),l=me.value?.sms!==!1,u=l?c.fields.contact:c.fields.email,d=()=>{let t=I({contact:e});o(t),t||i.run(async()=>r(await En(e)))},f=a??z(i.problem,e=>e.status===429?null:void 0),m=U(f);return L`<${h}>
<${H} attempt=${i} problem=${f} submit=${c.code.request} onSubmit=${d} fields=${{contact:u}}>
${t?L`<p>${c.code.explainKnown(e)}</p>`:L`<${_} name="contact" label=${u} error=${m.contact} help=${l&&c.fields.contactHelp}>
${t=>L`<${p} ...${t} type=${l?`text`:`email`} autocomplete="username"
maxlength="254" autocapitalize="none" spellcheck=${!1} value=${e} onChange=${n} />`}
<//>`}
<//>
<//>`}function kn({text:e,onAgain:t}){return L`<div class="stack stack-4">
<p>${e}</p>
<${An} />
<p class="small muted">${c.mail.nothing}</p>
${t&&L`<div class="auth-others"><${S} tone="quiet" onClick=${t}>${c.mail.again}<//></div>`}
</div>`}function An(){return me.value?.development_mailbox?L`<p class="auth-hint small muted">
${c.mail.mailboxHint} <a href="/dev/mail" target="_blank" rel="noopener">${c.mail.mailbox}</a>
</p>`:null}function jn({contact:e,sent:t,onAnswer:n,onOther:r}){let[i,a]=s(``),[o,l]=s(null),u=D(),d=$e(),f=t=>{let r=typeof t==`string`?t:i,o=I({code:r});l(o),o||u.run(async()=>{try{await n(await Dn(e,r))}catch(e){throw a(``),e}})},p=o??z(u.problem,e=>u.until?null:e.status===401?w(e,`code`,Mn(e.data)):void 0),m=U(p);return L`<div class="stack stack-4" ref=${d}>
<p>${c.code.sentTo(e)}</p>
<${An} />
<${H} attempt=${u} problem=${p} submit=${c.code.submit} says=${c.code.blocked} onSubmit=${()=>f()} fields=${{code:c.fields.code}}>
<${_} name="code" label=${c.fields.code} error=${m.code}>
${e=>L`<${rt} ...${e} value=${i} onChange=${a} onComplete=${f}
disabled=${u.until!==null} />`}
<//>
<//>
<${Nn} contact=${e} sent=${t} blocked=${u.until!==null} onSent=${u.clear} onOther=${r} />
</div>`}function Mn(e){let t=e?.attempts_remaining;return t>0?c.code.left(t):c.code.none}function Nn({contact:e,sent:t,blocked:n,onSent:r,onOther:i}){let[a,o]=s(t.again),[l,u]=s(null),d=D(),f=d.until??a;return L`<div class="auth-others">
<p class="visually-hidden" role="status">${l}</p>
${f?!n&&L`<span class="muted small"><${oe} key=${f.getTime()} until=${f}
onEnd=${()=>(d.clear(),o(null))}>${e=>c.code.resendIn(e)}<//></span>`:L`<${S} tone="quiet" busy=${d.busy} disabled=${n} onClick=${()=>d.run(async()=>{o((await En(e)).again),u(c.code.resent),r()})}>${c.code.resend}<//>`}
${i&&L`<${S} tone="quiet" onClick=${i}>${c.code.other}<//>`}
${d.problem&&!d.until&&L`<p class="auth-failure" role="alert">${d.problem.detail}</p>`}
</div>`}var Pn=/* @__PURE__ */ e({default:()=>Fn});function Fn(){let[e,t]=s(Ye.peek()),[n,r]=s(null),[i,a]=s(null),[o,l]=s(null);Qe();let u=[{href:Je(`/sign-in`),label:c.footer.password},{href:Je(`/register`),label:c.footer.register}],d=(e=null)=>{a(null),r(null),l(e)};return i?L`<${V} key="factor" title=${c.factor.title} subtitle=${c.factor.explain}>
<${nt} factors=${i} onDone=${it} onRestart=${d} />
<//>`:n?L`<${V} key="code" title=${c.code.enterTitle} links=${u.slice(0,1)}>
<${jn} contact=${e} sent=${n} onAnswer=${e=>e.mfa_required?a(e.factors):it()} onOther=${()=>d()} />
<//>`:L`<${V} key="contact" title=${c.code.title} subtitle=${c.code.explain} links=${u}>
${o&&L`<${A} tone="warn" onClose=${()=>l(null)}>${o}<//>`}
<${On} contact=${e} onContact=${t} onSent=${r} />
<//>`}var In=/* @__PURE__ */ e({default:()=>Ln});function Ln(){let[e,t]=s(null),n=[{href:`/sign-in`,label:c.footer.signIn},{href:`/code`,label:c.footer.code}];return e?L`<${V} key="sent" title=${c.mail.title} links=${n}>
<${kn} text=${c.mail.reset(e)} onAgain=${()=>t(null)} />
<//>`:L`<${V} key="form" title=${c.forgot.title} subtitle=${c.forgot.explain} links=${n}>
<${Rn} onSent=${t} />
<//>`}function Rn({onSent:e}){let[t,n]=s(Ye.peek()),[r,i]=s(null),a=D(),o=e=>n(Ye.value=e),l=()=>{let n=I({email:t});i(n),n||a.run(async()=>{await P(`/auth/password/forgot`,{email:t.trim()},{quiet:!0}),e(t.trim())})},u=r??z(a.problem,e=>e.status===429?null:void 0),d=U(u);return L`<${h}>
<${H} attempt=${a} problem=${u} submit=${c.forgot.submit} onSubmit=${l} fields=${{email:c.fields.email}}>
<${_} name="email" label=${c.fields.email} error=${d.email}>
${e=>L`<${p} ...${e} type="email" autocomplete="username" maxlength="254"
value=${t} onChange=${o} />`}
<//>
<//>
<//>`}const zn=/* @__PURE__ */ new Map;function Bn(){let e=new URLSearchParams(location.hash.slice(1)).get(`token`);return location.hash&&history.replaceState(history.state,``,location.pathname+location.search),e&&zn.set(location.pathname,e),zn.get(location.pathname)??null}function Vn(){zn.delete(location.pathname)}function Hn(){let[e,t]=s(Bn);return y(()=>{let e=()=>t(Bn());return addEventListener(`hashchange`,e),()=>removeEventListener(`hashchange`,e)},[]),e}function Un({name:e=`password`,label:t=c.fields.password,value:n,onChange:r,error:i}){let a=me.value?.password_min_length??8;return L`<${_} name=${e} label=${t} error=${i} help=${c.fields.passwordHelp(a)}>
${e=>L`<${be} ...${e} autocomplete="new-password" maxlength="128"
value=${n} onChange=${r} />`}
<//>`}function Wn(){let e=[{href:`/sign-in`,label:c.footer.signIn}];return L`<${V} key="none" title=${c.missing.title} links=${e}><p>${c.missing.text}</p><//>`}function Gn({title:e,text:t,children:n}){let r=[{href:`/sign-in`,label:c.footer.signIn}];return L`<${V} key="gone" title=${e} links=${r}><p>${t}</p>${n}<//>`}const Kn=e=>e?.status===410||e?.errors?.some(({field:e})=>e===`token`)||!1;function qn({onConfirm:e,onOther:t}){let n=D(),r=z(n.problem,e=>e.status===429?null:void 0);return L`<${h}>
<${H} attempt=${n} problem=${r} submit=${c.verify.submit} onSubmit=${()=>n.run(()=>e())}>
<//>
<div class="auth-others"><${S} tone="quiet" onClick=${t}>${c.verify.other}<//></div>
<//>`}function Jn({onConfirm:e}){let[t,n]=s(``),[r,i]=s(null),a=D(),o=()=>{let n=I({password:t});i(n),n||a.run(()=>e(t))},l=async()=>{await d({title:c.verify.forgottenTitle,body:c.verify.forgottenText,confirm:c.verify.forgottenSubmit,tone:`danger`})&&a.run(()=>e())},u=r??z(a.problem,e=>e.status===429?null:e.errors?.some(({code:e})=>e===`password_wrong`)?w(e,`password`,c.verify.wrong):void 0),f=U(u);return L`<${h}>
<${H} attempt=${a} problem=${u} submit=${c.verify.submit} onSubmit=${o} fields=${{password:c.fields.password}}>
<${_} name="password" label=${c.fields.password} error=${f.password}>
${e=>L`<${be} ...${e} autocomplete="current-password" value=${t}
onChange=${n} />`}
<//>
<//>
<div class="auth-others">
<${S} tone="quiet" disabled=${a.busy} onClick=${l}>${c.verify.forgotten}<//>
</div>
<//>`}var Yn=/* @__PURE__ */ e({Resend:()=>$n,default:()=>Xn});function Xn(){let e=Hn(),[t,n]=s(null),[r,i]=s(!1);if(!e)return L`<${Wn} />`;if(t?.token===e)return L`<${Qn} outcome=${t} />`;if(E.value===void 0)return L`<${V} title=${c.verify.title}><${g} lines=${2} /><//>`;let a=t=>Zn(e,t,n),o=E.value?.user;if(o&&!r){let e=c.verify.signedIn(o.email??o.name);return L`<${V} key="self" title=${c.verify.title} subtitle=${e}>
<${qn} onConfirm=${a} onOther=${()=>i(!0)} />
<//>`}return L`<${V} key="registrant" title=${c.verify.title} subtitle=${c.verify.explain}>
<${Jn} onConfirm=${a} />
<//>`}async function Zn(e,n,r){let i;try{i=(await P(`/auth/email/verify`,n?{token:e,password:n}:{token:e},{quiet:!0})).data}catch(t){if(Kn(t))return r({token:e,gone:!0});if(t.code===`email_taken`)return r({token:e,taken:!0});throw t}if(Vn(),E.value)await le();else if(n&&i.password_kept){let e={email:i.email,password:n},r=await P(`/auth/login`,e,{quiet:!0}).catch(()=>null);if(r&&!r.data.mfa_required)return await re(),t(`/`,{replace:!0})}r({token:e,...i})}function Qn({outcome:e}){return e.gone?L`<${Gn} title=${c.verify.gone} text=${c.verify.goneText}><${$n} /><//>`:e.taken?L`<${Gn} title=${c.verify.gone} text=${c.verify.taken} />`:!e.password_kept&&!E.value?L`<${V} key="done" title=${c.verify.done}>
<p>${c.verify.doneReset(e.email)}</p>
<${S} tone="primary" class="auth-wide" href="/forgot">${c.verify.choose}<//>
<//>`:L`<${V} key="done" title=${c.verify.done}>
<p>${c.verify.doneText(e.email)}</p>
<${S} tone="primary" class="auth-wide" href=${E.value?`/`:`/sign-in`}>
${E.value?c.verify.goOn:c.footer.signIn}
<//>
<//>`}function $n(){let e=D(),[t,n]=s(null);return E.value?E.value.user.email_verified?null:L`<div class="stack stack-2">
<${S} class="auth-wide" busy=${e.busy} disabled=${t!==null} onClick=${()=>e.run(async()=>{await P(`/auth/email/resend`),n(c.verify.resent)})}>${c.verify.resend}<//>
<p role="status">${t}</p>
<p class="auth-failure" role="alert">${e.problem?.detail}</p>
</div>`:L`<p class="muted">${c.verify.resendExplain}</p>`}function er({verified:e,onAccept:t,onLeave:n}){let r=D(),i=r.problem?.code,a=!e||i===`email_unverified`;y(()=>{if(!a)return;let e=async()=>(await le(),r.clear());return addEventListener(`focus`,e),()=>removeEventListener(`focus`,e)},[a]);let o=z(r.problem,e=>e.status===429||i===`other_address`?null:void 0);return L`<${h}>
<${Xe} until=${r.until} onEnd=${r.clear} />
${i===`other_address`&&L`<p class="auth-failure" role="alert">${c.invitation.otherAddress}</p>`}
${a?L`<p>${c.invitation.unverified}</p><${$n} /><${An} />`:L`<${ot} onSubmit=${()=>r.run(()=>t())} error=${o} busy=${r.busy}>
<${S} type="submit" tone="primary" class="auth-wide" busy=${r.busy}
disabled=${r.until!==null||i===`other_address`}>
${c.invitation.accept}
<//>
<//>`}
<div class="auth-others"><${S} tone="quiet" onClick=${n}>${c.invitation.signOut}<//></div>
<//>`}function tr({onAccept:e}){let[t,n]=s(``),[r,i]=s(``),[a,o]=s(null),l=D(),u=()=>{let n=I({password:r});o(n),n||l.run(()=>e({password:r,name:t.trim()||void 0}))},d=a??z(l.problem,e=>e.status===429?null:void 0),f=U(d),m={name:c.fields.name,password:c.fields.password};return L`<${h}>
<${H} attempt=${l} problem=${d} submit=${c.invitation.create} onSubmit=${u} fields=${m}>
<${_} name="name" label=${m.name} error=${f.name} optional>
${e=>L`<${p} ...${e} autocomplete="name" maxlength="200" value=${t} onChange=${n} />`}
<//>
<${Un} value=${r} onChange=${i} error=${f.password} />
<//>
<//>`}function nr({email:e=null,contact:t=e,fixed:n=!1,byCode:r=!1,only:i=!1,onSignedIn:a}){let[o,l]=s(r),[u,d]=s(t??``),[f,p]=s(null),[m,h]=s(null),[g,_]=s(null),v=e=>e.mfa_required?h(e.factors):a(e),y=(e=null)=>{h(null),p(null),_(e)};return m?L`<${nt} factors=${m} onDone=${a} onRestart=${y} />`:f?L`<${jn} contact=${u} sent=${f} onAnswer=${v} onOther=${n?void 0:()=>y()} />`:L`<div class="stack stack-4">
${g&&L`<${A} tone="warn" onClose=${()=>_(null)}>${g}<//>`}
${o?L`<${On} contact=${u} fixed=${n&&t!==null} onContact=${d} onSent=${p} />`:L`<${tt} email=${e??``} fixed=${n&&e!==null} onAnswer=${v} />`}
${!i&&et.value===`yes`&&L`<p class="auth-or">${c.signIn.or}</p>`}
${!i&&L`<${at} run=${qe} onDone=${a} />`}
${!i&&(!o||e!==null||!n)&&L`<div class="auth-others">
<${S} tone="quiet" onClick=${()=>l(!o)}>
${o?c.footer.password:c.footer.code}
<//>
</div>`}
</div>`}var rr=/* @__PURE__ */ e({default:()=>ir});function ir(){let e=Hn(),[t,n]=s(null),[r,i]=s(!1),[a,o]=s(null);if(!e)return L`<${Wn} />`;if(t===e)return L`<${Gn} title=${c.invitation.gone} text=${c.invitation.goneText} />`;if(E.value===void 0)return L`<${V} title=${c.invitation.title}><${g} lines=${2} /><//>`;let l=async t=>{try{await ar(e,t)}catch(t){if(Kn(t))return n(e);if(t.code!==`account_exists`)throw t;o(c.invitation.known),i(!0)}};return E.value?L`<${V} key="self" title=${c.invitation.title}
subtitle=${c.invitation.asSelf(E.value.user.email??E.value.user.name)}>
<${er} verified=${E.value.user.email_verified} onAccept=${l} onLeave=${async()=>{i(!0),await ye({stay:!0})}} />
<//>`:r?L`<${V} key="known" title=${c.invitation.title}>
${a&&L`<${A} tone="info">${a}<//>`}
<${nr} onSignedIn=${()=>re()} />
<div class="auth-others">
<${S} tone="quiet" onClick=${()=>i(!1)}>${c.invitation.noAccount}<//>
</div>
<//>`:L`<${V} key="new" title=${c.invitation.title} subtitle=${c.invitation.newUser}>
<${tr} onAccept=${l} />
<div class="auth-others">
<${S} tone="quiet" onClick=${()=>i(!0)}>${c.invitation.have}<//>
</div>
<//>`}async function ar(e,n={}){let r=new Set((E.value?.memberships??[]).map(({id:e})=>e)),{data:i}=await P(`/auth/invitations/accept`,{token:e,...n},{quiet:!0}),a=i.memberships.filter(({id:e,kind:t})=>!r.has(e)&&t!==`personal`);Vn(),await re(),t(a.length?`/t/${a[0].slug}/`:`/`,{replace:!0})}function or(e,t){let[n,r]=s(``),[i,a]=s(null),o=D(),l=r=>{let i=typeof r==`string`?r:n,s=I({[e]:i});a(s),s||o.run(async()=>{await P(`/auth/reauthenticate`,{[e]:i}),await t()})},u=i??z(o.problem,t=>t.status===429?null:t.code===`proof_refused`?w(t,e,c.prove.wrong):void 0);return{value:n,setValue:r,send:l,problem:u,errors:U(u),attempt:o}}function sr({email:e,onProved:t}){let{value:n,setValue:r,send:i,problem:a,errors:o,attempt:s}=or(`password`,t);return L`<${lr} field="password" label=${c.fields.password} ...${{send:i,problem:a,attempt:s}}>
<input class="visually-hidden" type="text" autocomplete="username" value=${e} readonly tabindex="-1" aria-hidden="true" />
<${_} name="password" label=${c.fields.password} error=${o.password}>
${e=>L`<${be} ...${e} autocomplete="current-password" value=${n} onChange=${r} />`}
<//>
<//>`}function cr({onProved:e}){let{value:t,setValue:n,send:r,problem:i,errors:a,attempt:o}=or(`code`,e);return L`<${lr} field="code" label=${c.fields.code} ...${{send:r,problem:i,attempt:o}}>
<${_} name="code" label=${c.fields.code} error=${a.code} help=${c.factor.codeHelp}>
${e=>L`<${rt} ...${e} value=${t} onChange=${n} onComplete=${r} />`}
<//>
<//>`}function lr({field:e,label:t,send:n,problem:r,attempt:i,children:a}){let o=$e();return L`<div class="stack stack-4" ref=${o}>
<${H} attempt=${i} problem=${r} submit=${c.prove.submit} onSubmit=${()=>n()} fields=${{[e]:t}}>
${a}
<//>
</div>`}var ur=/* @__PURE__ */ e({Reauthenticate:()=>dr});function dr({onProved:e,onCancel:t,reason:n}){let r=E.value?.user,i=E.value?.factors??[],a=[i.includes(`passkey`)&&et.value!==`no`&&`passkey`,r?.email&&`password`,i.includes(`totp`)&&`app`,(r?.email||r?.phone)&&`code`].filter(Boolean),[o,l]=s(a[0]),u=async t=>t.user.id===r?.id?e():re();return L`<div class="stack stack-4">
<p class="muted">${n??c.prove.explain}</p>
${o===`password`&&L`<${sr} email=${r.email} onProved=${e} />`}
${o===`app`&&L`<${cr} onProved=${e} />`}
${o===`passkey`&&L`<${at} tone="primary" run=${Ze} onDone=${u} />`}
${o===`code`&&L`<${nr} email=${r.email??null} contact=${r.email??r.phone} fixed byCode only
onSignedIn=${u} />`}
<div class="auth-others" role="group" aria-label=${c.prove.ways}>
${a.filter(e=>e!==o).map(e=>L`<${S} key=${e} tone="quiet" onClick=${()=>l(e)}>${c.prove[e]}<//>`)}
</div>
<div class="row row-end"><${S} tone="quiet" onClick=${()=>t()}>${c.prove.cancel}<//></div>
</div>`}var fr=/* @__PURE__ */ e({default:()=>pr});function pr(){let[e,t]=s(null);Qe();let n=[{href:Je(`/sign-in`),label:`${c.register.haveOne} ${c.register.signIn}`},{href:Je(`/code`),label:c.footer.code}];return e?L`<${V} key="sent" title=${c.mail.title} links=${n.slice(0,1)}>
<${kn} text=${c.mail.confirm(e)} onAgain=${()=>t(null)} />
<//>`:L`<${V} key="form" title=${c.register.title} links=${n}>
<${mr} onMail=${t} />
<//>`}function mr({onMail:e}){let[t,n]=s(Ye.peek()),[r,i]=s(``),[a,o]=s(``),[l,u]=s(null),d=D(),f=e=>n(Ye.value=e),m=()=>{let n=I({email:t,password:a});u(n),n||d.run(async()=>{let n={email:t.trim(),password:a,name:r.trim()||void 0};await((await P(`/auth/register`,n,{quiet:!0})).status===202?e(n.email):it())})},g=d.problem?.code===`email_taken`,v=l??z(d.problem,e=>e.status===429?null:e.code===`email_taken`?w(e,`email`,c.register.taken):void 0),y=U(v),b={name:c.fields.name,email:c.fields.email,password:c.fields.password};return L`<${h}>
<${H} attempt=${d} problem=${v} submit=${c.register.submit} onSubmit=${m} fields=${b}>
<${_} name="name" label=${b.name} error=${y.name} optional>
${e=>L`<${p} ...${e} autocomplete="name" maxlength="200" value=${r} onChange=${i} />`}
<//>
<${_} name="email" label=${b.email} error=${y.email}
help=${g&&L`<a href=${Je(`/sign-in`)}>${c.register.signIn}</a>`}>
${e=>L`<${p} ...${e} type="email" autocomplete="username" maxlength="254"
value=${t} onChange=${f} />`}
<//>
<${Un} value=${a} onChange=${o} error=${y.password} />
<//>
<//>`}var hr=/* @__PURE__ */ e({default:()=>gr});function gr(){let e=Hn(),[t,n]=s(null);if(!e)return L`<${Wn} />`;if(t?.token===e&&t.done)return L`<${V} key="done" title=${c.reset.done}>
<p>${c.reset.doneText}</p>
<${S} tone="primary" class="auth-wide" href="/sign-in">${c.footer.signIn}<//>
<//>`;if(t?.token===e)return L`<${Gn} title=${c.reset.gone} text=${c.reset.goneText}>
<${S} tone="primary" class="auth-wide" href="/forgot">${c.reset.another}<//>
<//>`;let r=t=>()=>n({token:e,done:t});return L`<${V} key="form" title=${c.reset.title} subtitle=${c.reset.explain}>
<${_r} key=${e} token=${e} onDone=${r(!0)} onGone=${r(!1)} />
<//>`}function _r({token:e,onDone:t,onGone:n}){let[i,a]=s(``),o=r(),[l,u]=s(!1),[d,f]=s(null),p=D(),m=()=>{let r=I({new_password:i});f(r),r||p.run(async()=>{try{await P(`/auth/password/reset`,{token:e,new_password:i,revoke_api_keys:l},{quiet:!0})}catch(e){if(!Kn(e))throw e;return n()}Vn(),E.value&&await le(),t()})},g=d??z(p.problem,e=>e.status===429?null:void 0),_=U(g),v={new_password:c.fields.newPassword};return L`<${h}>
<${H} attempt=${p} problem=${g} submit=${c.reset.submit} onSubmit=${m} fields=${v}>
<${Un} name="new_password" label=${v.new_password} value=${i} onChange=${a}
error=${_.new_password} />
<div>
<${ut} id=${o} name="revoke_api_keys" aria-describedby=${`${o}-help`} label=${c.reset.keys}
value=${l} onChange=${u} />
<p id=${`${o}-help`} class="small muted">${c.reset.keysHelp}</p>
</div>
<//>
<//>`}var vr=/* @__PURE__ */ e({SignInAgain:()=>yr});function yr({email:e=null,onSignedIn:t,onCancel:n}){let r=E.value?.user.phone??null,i=e===null&&r!==null;return L`<div class="stack stack-4">
<p class="muted">${c.again.explain}</p>
<${nr} email=${e} contact=${e??r} fixed=${e!==null||r!==null} byCode=${i}
onSignedIn=${t} />
<div class="row row-end"><${S} tone="quiet" onClick=${()=>n()}>${c.again.cancel}<//></div>
</div>`}const br=(e,t,n)=>e===1?`1 ${t}`:`${e} ${n}`,xr={save:`Save`,saved:`Saved`,cancel:`Cancel`,close:`Close`,undo:`Undo`,name:`Name`,slug:`Address`,slugHelp:`2 to 63 lower-case letters, digits and single hyphens inside.`,slugWrong:`Use 2 to 63 lower-case letters, digits and single hyphens inside.`,slugTaken:`Another workspace has this address. Choose another.`,required:`Fill this in.`,changedMeanwhile:`Someone changed this in the meantime. You see their version now; make your change again.`,discard:{title:`Discard the changes?`,body:`What you typed isn’t saved yet.`,confirm:`Discard`},system:`The system`,someone:`A former member`,roles:{viewer:`Viewer`,member:`Member`,admin:`Admin`,owner:`Owner`},roleHelp:{viewer:`Reads what the workspace shares.`,member:`Reads and changes rows.`,admin:`Also invites people, makes keys and sees the audit log.`,owner:`Also closes the workspace and asks for second factors.`},role:`Role`,adminsOnly:{title:`Admins see this`,text:`Ask an admin of this workspace to look, or to give you the role.`},membersOnly:{title:`Members change this`,text:`You read this workspace. Ask an admin for the role of a member.`},verify:{title:`Confirm your address first`,text:e=>e?`We sent an e-mail to ${e}. Open its link, then come back.`:`Add an e-mail address to your account, then confirm it.`,again:`Send it again`,sent:`The e-mail is on its way.`,account:`Open your account`,mailbox:`Open the mailbox`},overview:{title:`Overview`,figures:`Last 30 days`,activity:`Recent activity`,allActivity:`Whole audit log`,nothingYet:`Nothing has happened here yet.`,next:`What’s next`,leads:`Leads`,calls:`Calls`,messages:`Messages`,won:e=>`${e} of the decided ones won`,answered:e=>`${e} answered`,delivered:e=>`${e} delivered`,none:`None in this time`,failed:`This figure isn’t there right now.`,perDay:(e,t)=>`${e} per day over 30 days, ${t} together`},steps:{verify:{title:`Confirm your address`,text:`Invitations and keys need it.`,act:`Confirm`},invite:{title:`Invite someone`,text:`You are alone here so far.`,act:`Invite`},factor:{title:`Add a second factor`,text:`A password alone can be guessed or stolen.`,act:`Set up`},first:{title:`Create your first lead`,text:`Or import a file of them.`,act:`Create`},failed:e=>({title:`${e}: some failed`,text:`Look at them and try again.`,act:`Show`}),doubt:e=>({title:`${e}: some are in doubt`,text:`Check whether they arrived.`,act:`Show`}),done:`Nothing waits for you.`},activity:{did:{insert:`created`,update:`changed`,delete:`deleted`,restore:`restored`},sentence:(e,t,n)=>`${e} ${t} ${n}`,things:{tenants:`the workspace`,memberships:`a membership`,invitations:`an invitation`,api_keys:`an API key`,settings:`a value`,chat_endpoints:`the chat endpoint`,impersonations:`an impersonation`},a:e=>/^[aeiou]/i.test(e)?`an ${e}`:`a ${e}`,binned:`deleted`,removed:`removed`,gone:{api_keys:`revoked`,tenants:`closed`},unbinned:`restored`,by:e=>` (${e} as them)`},settings:{title:`Settings`,tabs:{general:`General`,members:`Members`,invitations:`Invitations`,"api-keys":`API keys`,webhooks:`Webhooks`,values:`Values`,audit:`Audit log`,danger:`Export and close`}},general:{title:`General`,slugChange:`Links with the old address stop working.`,factor:`Require a second factor`,factorHelp:`Members without one are asked to add one before they go on.`,factorFirst:`Add a second factor to your own account first.`,factorLink:`Set one up`,id:`Workspace id`,created:`Created`,readOnly:`Admins change these.`},members:{title:`Members`,invite:`Invite`,name:`Name`,email:`E-mail`,since:`Since`,acts:`Actions`,you:`you`,unnamed:`No name`,remove:`Remove`,leave:`Leave`,roleOf:e=>`Role of ${e}`,changed:(e,t)=>`${e}: ${t}`,removeTitle:e=>`Remove ${e}?`,removeBody:`They lose access from their next request on, and their API keys here stop. Rows they made stay.`,removed:e=>`${e} is removed`,leaveTitle:e=>`Leave ${e}?`,leaveBody:`You lose access at once. Someone has to invite you to come back.`,lastOwner:`You are the last owner. Make another member an owner first; then you can leave or take another role.`,own:`Change your own role?`,ownBody:e=>`You will be ${e} from your next request on. Someone above you has to undo it.`,ownConfirm:`Change role`},invitations:{title:`Invitations`,form:`Invite someone`,email:`E-mail`,send:`Send invitation`,sent:e=>`Invitation sent to ${e}`,pending:`Pending`,by:`Invited by`,until:`Good until`,expired:`Expired`,acts:`Actions`,resend:`Send again`,resent:e=>`Sent again to ${e}. The first link no longer works.`,withdraw:`Withdraw`,withdrawn:e=>`Invitation to ${e} withdrawn`,empty:`No invitation is pending`,emptyText:`Who was invited appears here until they accept.`,member:`This address is a member already.`},keys:{title:`API keys`,intro:`A program acts in this workspace by a key: never above its maker, and only on what its scopes name.`,create:`Create key`,make:`New API key`,name:`Name`,nameHelp:`What it is for, like “Nightly import”.`,scopes:`What it may do`,scopesHelp:`Writing doesn’t include reading.`,thing:`Things`,everything:`Everything`,read:`Read`,write:`Write`,mayRead:e=>`Read ${e}`,mayWrite:e=>`Write ${e}`,things:{"audit-log":`Audit log`,settings:`Values`,tenant:`Workspace`,analytics:`Analytics`,universities:`Universities`},none:`Choose at least one scope.`,role:`At most the role`,expires:`Ends`,ends:{7:`In 7 days`,30:`In 30 days`,90:`In 90 days`,365:`In a year`,own:`At a time I choose`},endsAt:`Ends at`,made:`Made by`,used:`Last used`,never:`Never`,prefix:`Begins with`,acts:`Actions`,revoke:`Revoke`,revokeTitle:e=>`Revoke “${e}”?`,revokeBody:`Programs that use it are refused from their next request on. A revoked key can’t come back.`,revoked:e=>`“${e}” is revoked`,empty:`No API keys`,emptyText:`Create one for a program that works with this workspace.`,secretTitle:`Copy the key now`,secretText:`This is the only time it is shown. Keep it where passwords are kept.`,secretLabel:`API key`,copy:`Copy key`,secretDone:`I have kept it`},values:{title:`Values`,intro:`Programs of this workspace keep small JSON values here, by key.`,add:`Add value`,edit:`Change value`,key:`Key`,keyHelp:`1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,keyWrong:`Use 1 to 100 of a–z, 0–9, dot, hyphen and underscore.`,value:`Value`,valueHelp:`JSON, like 42, "text" or {"on": true}.`,valueWrong:`This isn’t JSON yet.`,changed:`Changed`,acts:`Actions`,change:`Change`,remove:`Remove`,removed:e=>`${e} is removed`,saved:e=>`${e} is saved`,exists:`This key has a value already. Change that one.`,empty:`No values`,emptyText:`Add one, or let a program set it by PUT /api/settings/<key>.`},audit:{title:`Audit log`,table:`Things`,row:`Row id`,actor:`Member`,all:`All`,filter:`Filter`,clear:`Clear`,when:`When`,who:`Who`,what:`What`,details:`Details`,detailsOf:e=>`Details: ${e}`,before:`Before`,after:`After`,field:`Field`,request:`Request id`,rowId:`Row id`,key:`API key`,job:`Job`,as:`Platform admin`,open:`Open row`,fields:e=>br(e,`field`,`fields`),empty:`Nothing matches`,emptyText:`Clear the filters to see everything.`,hidden:`No values are recorded for this change.`},danger:{title:`Export and close`,export:`Export`,exportText:`Each list as a file of its own. NDJSON keeps every value as it is; CSV opens in a spreadsheet.`,csv:`CSV`,ndjson:`NDJSON`,get:(e,t)=>`${e} as ${t}`,all:`Download all as NDJSON`,done:e=>`${br(e,`file`,`files`)} downloaded`,close:`Close this workspace`,closeText:`Its members are kept out from then on. It is removed for good after thirty days; until then the people who run this installation can open it again.`,closeButton:`Close workspace`,closeTitle:e=>`Close ${e}?`,closeBody:`Members are kept out, keys stop, calls and campaigns end.`,closed:e=>`${e} is closed`,ownersOnly:`Owners close a workspace.`,personal:`This is your personal workspace.`},create:{title:`New workspace`,text:`A workspace has members, rows and settings of its own.`,submit:`Create workspace`,nameHelp:`Like your company or your team.`},welcome:{title:`Welcome`,step:(e,t)=>`Step ${e} of ${t}`,skip:`Skip`,skipAll:`Skip all`,next:`Save and go on`,goOn:`Go on`,finish:`Go to your workspace`,you:{title:`What’s your name?`,text:`Members of your workspaces see it.`,label:`Your name`},space:{title:`Name your workspace`,text:`You can change both later.`},invite:{title:`Invite someone`,text:`They get an e-mail with a link, good for seven days.`},data:{title:`Bring in some data`,text:`Look around with samples, or start with a file of your own.`,sample:`Add sample leads`,added:`Three sample leads are there.`,import:`Import a file`,leads:[{name:`Ada Lovelace`,company:`Analytical Engines`,email:`ada@example.com`,status:`new`},{name:`Grace Hopper`,company:`Compilers & Co.`,email:`grace@example.com`,status:`contacted`},{name:`Alan Turing`,company:`Bombe Works`,email:`alan@example.com`,status:`qualified`}]},factor:{title:`Add a second factor`,text:`An app on your phone or a passkey keeps your account yours, even if the password leaks.`,act:`Set one up`,have:`You have a second factor already.`}}},Sr=N.bulk,Cr=async(e,t,n)=>n.data?.id?n:F(O(e,t)),wr=(e,{data:t,etag:n})=>(Me(e,t,{etag:n,quiet:!0}),t);async function Tr(e,t,n){let r=await ae(O(e,t.id),n,{ifMatch:M(t)});return wr(e,await Cr(e,t.id,r))}async function Er(e,t){return await ue(O(e,t.id),{ifMatch:M(t)}),We(e,t.id),t}async function Dr(e,t){let n=await Pt({resource:e,id:t.id});return wr(e,await Cr(e,t.id,n))}function Or(e){return e.status===412?Sr.conflict:e.status===404?Sr.gone:e.errors?.map(({message:e})=>e).join(` `)||e.detail||e.title||N.failed}async function kr(e,t,n){let r=(await ve(t,n)).filter(({ok:e})=>e).length;ke(e),v(Sr.undone(r),{tone:`good`}),r<t.length&&v(Sr.undoFailed(t.length-r),{tone:`warn`})}const Ar=N.bulk,jr=e=>e===``||e==null,Mr=(e,t)=>e.kind===`boolean`?t===!0:jr(t)?null:e.kind===`integer`&&typeof t==`string`?Number(t):t;function Nr({resource:e,fields:t,rows:i,onApply:a,onClose:o}){let c=r(),[l,u]=s(``),[d,f]=s(null),[p,m]=s(null),h=t.find(e=>e.name===l),g=e=>{u(e),f(null),m(null)},v=()=>{if(!h)return m(N.required);let e=Mr(h,d),t=e===null&&(h.required||h.nullable===!1)?N.required:_t(h,e);return m(t??null),t?void 0:a(h,e)},y=e.labels[i.length===1?0:1],b=L`<${S} tone="quiet" onClick=${o}>${N.cancel}<//>
<${S} tone="primary" type="submit" form=${c} disabled=${!h}>${Ar.apply(i.length)}<//>`;return L`<${n} open title=${Ar.title(i.length,y)} onClose=${o} actions=${b}>
<${ot} id=${c} onSubmit=${v}>
<${_} name="bulk-field" label=${Ar.field}>
${e=>L`<${Re} ...${e} value=${l} onChange=${g} empty=${Ar.pick}
options=${t.map(e=>({value:e.name,label:e.label}))} />`}
<//>
${h&&L`<${_} key=${h.name} name=${h.name} label=${h.label} help=${h.help} error=${p} optional=${!h.required}>
${e=>L`<${Ve} field=${h} control=${e} value=${d} onChange=${f} />`}
<//>`}
<//>
<//>`}const Pr=N.bulk;function Fr({resource:e,report:t,onClose:r}){let i=t.outcomes.filter(e=>e.ok).length,a=[...t.outcomes].sort((e,t)=>Number(e.ok)-Number(t.ok)),o=L`${t.retry&&L`<${S} onClick=${t.retry}>${Pr.again}<//>`}
<${S} tone="primary" onClick=${r}>${Pr.done}<//>`;return L`<${n} open title=${Pr.report(i,t.outcomes.length)} onClose=${r} actions=${o}>
<div class="bulk-report">
<table class="plain-table">
<thead><tr><th scope="col">${Pr.row}</th><th scope="col">${Pr.outcome}</th></tr></thead>
<tbody>${a.map(({item:t,ok:n,problem:r})=>L`<tr key=${t.id}>
<th scope="row"><a href=${k(e,t.id)}>${he(e,t)??t.id.slice(0,8)}</a></th>
<td>${n?L`<${Ee} tone="good">${Pr.ok}<//>`:L`<span class="bulk-wrong">${Or(r)}</span>`}</td>
</tr>`)}</tbody>
</table>
</div>
<//>`}var Ir=/* @__PURE__ */ e({BulkBar:()=>zr});const q=N.bulk,Lr=e=>e.fields.filter(e=>!e.readOnly&&!e.createOnly&&!e.writeOnly&&![`secret`,`json`].includes(e.kind)),Rr=(e,t)=>e.labels[t===1?0:1];function zr({resource:e,rows:t,onDone:n}){let[r,i]=s(null),[a,o]=s(null),[c,l]=s(null);if(!t.length&&!a&&!c&&!r)return null;let u=t.length>0&&t.every(e=>e.deleted_at),f=t.length>100,p=async(t,r,{said:i,back:a,again:s})=>{o({done:0,all:t.length});let c=await ve(t,r,{onDone:e=>o({done:e,all:t.length})});o(null);let u=c.filter(({ok:e})=>e),d=a&&u.length>0?{label:N.undo,run:()=>kr(e,u,a)}:void 0;if(u.length>0&&v(i(u.length,Rr(e,u.length)),{tone:`good`,action:d}),u.length===t.length)return n();let f=c.filter(({ok:e,problem:t})=>!e&&t.status!==404&&t.status!==412).map(({item:e})=>e);return l({outcomes:c,retry:f.length>0?()=>s(f):null})},m=(t,n,r)=>(i(null),l(null),p(t,t=>Tr(e,t,{[n.name]:r}),{said:q.changed,back:({item:t,value:r})=>Tr(e,r,{[n.name]:t[n.name]??null}),again:e=>m(e,n,r)})),h=async t=>{l(null);let n=!!e.operations.restore,r={title:q.forever.title(t.length,Rr(e,t.length)),body:q.forever.body,confirm:q.forever.confirm};if(!n&&!await d({...r,tone:`danger`}))return;let i=n?({item:t})=>Dr(e,t):null;await p(t,t=>Er(e,t),{said:n?q.deleted:q.removed,back:i,again:h})},g=t=>(l(null),p(t,t=>Dr(e,t),{said:q.restored,back:({value:t})=>Er(e,t),again:g})),_=()=>{l(null),n()},y=f||a!==null;return L`<div class="bulk-bar" role="region" aria-label=${q.bar}>
<p class="bulk-count" aria-live="polite">${a?q.working(a.done,a.all):q.selected(t.length)}</p>
${a&&L`<progress class="progress" max=${a.all} value=${a.done} aria-label=${q.working(a.done,a.all)} />`}
${f&&L`<p class="small">${q.tooMany(100)}</p>`}
<div class="row">
${u&&e.operations.restore&&e.canDelete()&&L`<${S} icon="rotate-ccw" disabled=${y} onClick=${()=>g(t)}>${q.restore}<//>`}
${!u&&e.operations.change&&e.canChange()&&Lr(e).length>0&&L`<${S} icon="pencil" disabled=${y}
onClick=${()=>i(t)}>${q.change}<//>`}
${!u&&e.canDelete()&&L`<${S} icon="trash-2" disabled=${y} onClick=${()=>h(t)}>${q.delete}<//>`}
<${S} tone="quiet" icon="x" label=${q.clear} disabled=${a!==null} onClick=${n} />
</div>
${r&&L`<${Nr} resource=${e} fields=${Lr(e)} rows=${r} onClose=${()=>i(null)}
onApply=${(e,t)=>m(r,e,t)} />`}
${c&&L`<${Fr} resource=${e} report=${c} onClose=${_} />`}
</div>`}var Br=/* @__PURE__ */ e({Display:()=>Gr});const Vr=N.display,Hr=[`comfortable`,`compact`],Ur=e=>_e(e).catch(Lt);function Wr(e,t){Ur(({columns:n,...r})=>{let{[e]:i,...a}=n??{};return{...r,columns:t?{...a,[e]:t}:a}})}function Gr({resource:e}){let t=r(),[n,i]=s(!1),a=R(null),o=R(null);return pe(n,o,a,{end:!0}),y(()=>{let e=e=>i(e.newState===`open`);return o.current?.addEventListener(`toggle`,e),()=>o.current?.removeEventListener(`toggle`,e)},[]),y(()=>{n&&o.current?.querySelector(`input:checked`)?.focus()},[n]),L`<div class="display" ref=${a} onFocusOut=${e=>{let t=e.relatedTarget;t&&!o.current.contains(t)&&!a.current.contains(t)&&o.current.hidePopover()}}>
<${S} icon="sliders-horizontal" aria-haspopup="dialog" aria-expanded=${String(n)} aria-controls=${t}
onClick=${()=>o.current.togglePopover()}>${Vr.open}<//>
<div class="popup display-popup" popover="auto" role="dialog" id=${t} aria-label=${Vr.title} ref=${o}>
${n&&L`<div class="stack stack-4"><${Kr} resource=${e} /></div>`}
</div>
</div>`}function Kr({resource:e}){let{density:t=Hr[0]}=ce.value,n=r(),i=Ne(e),a=ce.value.columns?.[e.plural]||t!==Hr[0],o=Ue(e),s=(t,n)=>Wr(e.plural,o.filter(e=>e===t?n:i.includes(e)));return L`
<fieldset class="display-set"><legend>${Vr.density}</legend>
${Hr.map(e=>L`<label key=${e} class="check"><input type="radio" name=${n} checked=${t===e}
onChange=${()=>Ur(t=>({...t,density:e}))} /><span>${Vr.densities[e]}</span></label>`)}
</fieldset>
<fieldset class="display-set display-columns"><legend>${Vr.columns}</legend>
<div>${o.map((t,n)=>L`<${ut} key=${t} label=${Fe(e,t).label} value=${n===0||i.includes(t)} disabled=${n===0}
onChange=${e=>s(t,e)} />`)}</div>
</fieldset>
<div><${S} size="small" tone="quiet" icon="rotate-ccw" disabled=${!a} onClick=${()=>{Wr(e.plural,null),Ur(({density:e,...t})=>t)}}>${Vr.reset}<//></div>`}function qr({id:e,name:t}){let n=t??(e?ee(e):null)??(e?e.slice(0,8):x.person.unknown);return L`<span class="person"><span class=${`avatar hue-${o(e??n)}`} aria-hidden="true">${i(n)}</span>
<span class="person-name">${n}</span></span>`}var Jr=/* @__PURE__ */ e({History:()=>ni});const J=N.history,Yr=[`id`,`tenant_id`,`owner_id`,`version`,`created_at`,`updated_at`],Xr=(e,t)=>Object.entries(t.fields).filter(([n,r])=>!Yr.includes(n)&&(t.operation===`update`||r!==null)&&n!==`deleted_at`&&e.field(n));function Zr({operation:e,fields:t}){let n=e===`update`?t.deleted_at:null;return Array.isArray(n)?n[1]===null?J.restored:J.trashed:J[e]??e}function Qr(e,t){if(t.operation!==`update`||!e.operations.change||!e.canChange())return null;let n=Object.entries(t.fields).filter(([t,n])=>{let r=e.field(t);return Array.isArray(n)&&r&&!r.readOnly&&!r.writeOnly&&!r.createOnly&&r.kind!==`secret`});return n.length?Object.fromEntries(n):null}function $r({change:e}){return e.job?L`<span>${J.job(e.job)}</span>`:e.actor_id?L`<span>${e.api_key_id?J.key:J.by} <${qr} id=${e.actor_id} /></span>`:L`<span>${J.by} ${J.server}</span>`}function ei({resource:e,name:t,value:n,update:r}){let i=e.field(t),a=e=>e==null||e===``?L`<span class="muted">${J.nothing}</span>`:L`<${Ge} field=${i} row=${{[t]:e}} />`;return L`<div class="history-line"><dt>${i.label}</dt>
<dd>${r?L`<span class="history-before">${a(n[0])}</span><span class="muted" aria-hidden="true"> → </span>
<span class="visually-hidden">${J.to}</span><span>${a(n[1])}</span>`:a(n)}</dd></div>`}function ti({resource:e,change:t,busy:n,onRevert:r}){let i=Xr(e,t),a=Qr(e,t);return L`<li class="history-change">
<div class="row"><strong>${Zr(t)}</strong> <${$r} change=${t} />
<span class="muted small"><${De} value=${t.changed_at} /></span>
${a&&L`<${S} size="small" tone="quiet" icon="rotate-ccw" busy=${n} onClick=${()=>r(a)}>${J.revert}<//>`}
</div>
${i.length>0&&t.operation!==`delete`&&L`<dl class="history-fields">
${i.map(([n,r])=>L`<${ei} key=${n} resource=${e} name=${n} value=${r}
update=${t.operation===`update`&&Array.isArray(r)} />`)}
</dl>`}
</li>`}function ni({resource:e,id:t}){return ge(`admin`)?L`<${ri} key=${t} resource=${e} id=${t} />`:null}function ri({resource:e,id:t}){let n=ct(`/api/audit-log`,{table:e.plural.replaceAll(`-`,`_`),row_id:t}),[r,i]=s(!1),a=async(r,i)=>{let a=await ae(O(e,t),r,{ifMatch:i}),{data:o,etag:s}=a.data?.id?a:await F(O(e,t));return Me(e,o,{etag:s}),await n.reload(),s},o=async n=>{i(!0);try{let{data:r,etag:i}=await F(O(e,t)),o=Object.keys(n),s=Object.fromEntries(o.map(e=>[e,n[e][0]]));if(o.every(e=>K(r[e]??null,s[e]??null)))return v(J.same);let l=o.filter(e=>!K(r[e]??null,n[e][1]??null)),u=J.revertBody(l.map(t=>e.field(t).label));if(l.length&&!await d({title:J.revertTitle,body:u,confirm:J.revert}))return;let f=await a(s,i),p=Object.fromEntries(o.map(e=>[e,r[e]??null]));return v(J.reverted,{tone:`good`,action:{label:N.undo,run:()=>a(p,f).catch(c)}})}catch(e){return c(e)}finally{i(!1)}},c=e=>v(e.status===412?J.conflict:e.detail??N.failed,{tone:`bad`});return L`<${h}>
${n.problem&&L`<${Ae} problem=${n.problem} onRetry=${n.reload} />`}
${!n.rows&&!n.problem&&L`<${g} lines=${3} />`}
${n.rows?.length===0&&L`<p class="muted">${J.empty}</p>`}
${n.rows?.length>0&&L`<ol class="history">${n.rows.map((t,n)=>L`<${ti} key=${`${t.changed_at} ${n}`}
resource=${e} change=${t} busy=${r} onRevert=${o} />`)}</ol>`}
<${Te} cursor=${n.cursor} busy=${n.busy} onMore=${n.more} />
<//>`}function ii({onFile:e,accept:t,label:n,help:i,disabled:a=!1,...o}){let c=r(),l=o.id??c,[d,f]=s(!1),p=(e,t)=>{e.preventDefault(),f(t&&!a)};return L`<div class=${`file-drop ${d?`file-drop-over`:``}`} onDragOver=${e=>p(e,!0)}
onDragLeave=${e=>p(e,!1)} onDrop=${t=>{p(t,!1);let n=t.dataTransfer?.files?.[0];n&&!a&&e(n)}}>
<input class="visually-hidden" type="file" ...${o} id=${l} accept=${t} disabled=${a} onChange=${t=>{let n=t.currentTarget.files?.[0];t.currentTarget.value=``,n&&e(n)}} />
<label for=${l}><${u} name="upload" /><strong>${n??x.file.choose}</strong>
<span class="muted">${i??x.file.drop}</span></label>
</div>`}const ai=[`,`,`;`,`	`,`|`],oi=/^[\s\p{C}\p{Z}]+|[\s\p{C}\p{Z}]+$/gu,si=e=>e.replace(oi,``),Y=e=>si(e).normalize(`NFC`).toLowerCase();function ci(e,t,n=1/0){let r=[],i=[],a=``,o=!1,s=0,c=()=>{i.push(a),r.push(i),i=[],a=``};for(;s<e.length&&r.length<n;s+=1){let n=e[s];o?n===`"`?e[s+1]===`"`?a+=e[s+=1]:o=!1:a+=n:n===`"`&&si(a)===``?(a=``,o=!0):n===t?(i.push(a),a=``):n===`
`||n===`\r`?(n===`\r`&&e[s+1]===`
`&&(s+=1),c()):a+=n}return r.length<n&&(a!==``||i.length>0)&&c(),r}function li(e,t){let n=/^sep=(.)(\r\n|\r|\n)/i.exec(e);if(n)return{separator:n[1],text:e.slice(n[0].length)};let r={separator:`,`,score:-1};for(let n of ai){let i=ci(e,n,1)[0]??[],a=i.filter(e=>t(Y(e))).length+Math.min(i.length,99)/100;a>r.score&&(r={separator:n,score:a})}return{separator:r.separator,text:e}}const ui=e=>e.some(e=>si(e)!==``),di=(e,t)=>/["\r\n]/.test(e)||e.includes(t)||e!==e.trim()?`"${e.replaceAll(`"`,`""`)}"`:e,fi=(e,t=`,`)=>e.map(e=>`${e.map(e=>di(e,t)).join(t)}\r\n`).join(``),pi=[`id`,`owner_id`,`version`,`created_at`,`updated_at`,`deleted_at`],mi=e=>Y(e).replace(/[^\p{L}\p{N}]+/gu,` `).trim(),hi=e=>e.fields.filter(e=>!e.readOnly&&!pi.includes(e.name));function gi(e,t){let n=/* @__PURE__ */ new Set,r={},i=({name:e})=>t=>Y(t.name)===Y(e),a=({name:e})=>t=>[t.name,t.label].some(t=>mi(t)===mi(e));for(let o of[i,a])for(let i of e){if(r[i.name])continue;let e=t.find(e=>!n.has(e.name)&&o(i)(e));r[i.name]=e?.name??null,e&&n.add(e.name)}return r}function _i(e,t){let n=Object.entries(e).filter(([e,n])=>n?Y(e)!==n:!(pi.includes(Y(e))||t.some(t=>t.name===Y(e)&&t.readOnly)));return n.length?JSON.stringify(Object.fromEntries(n)):void 0}function vi(e){let t=Object.values(e).filter(Boolean);return[...new Set(t.filter((e,n)=>t.indexOf(e)!==n))]}async function yi(e){let t=new Uint8Array(await e.slice(0,3).arrayBuffer());if(t[0]===255&&t[1]===254||t[0]===254&&t[1]===255)return`utf-16`;let n=new TextDecoder(`utf-8`,{fatal:!0}),r=e.stream().getReader();try{for(;;){let{done:e,value:t}=await r.read();if(e)break;n.decode(t,{stream:!0})}return n.decode(),`utf-8`}catch{return`windows-1252`}finally{r.cancel().catch(()=>{})}}async function bi(e,t){let n=await e.arrayBuffer(),r=new Uint8Array(n.slice(0,1))[0]===254;return new TextDecoder(t===`utf-16`?r?`utf-16be`:`utf-16le`:t).decode(n)}function xi(e){let t=/* @__PURE__ */ new Map;for(let n of e)try{for(let[e,r]of Object.entries(JSON.parse(n)))t.has(e)||t.set(e,[]),r!==null&&t.get(e).push(typeof r==`string`?r:JSON.stringify(r))}catch{}return[...t].map(([e,t])=>({name:e,examples:t.slice(0,3)}))}async function Si(e,t,n){n??=await yi(e);let r=await bi(e.slice(0,262144),n);if(r.includes(`\0`))throw TypeError(`not a text`);let i=/\.(ndjson|jsonl)$/i.test(e.name)||/^\s*\{/.test(r)?`ndjson`:`csv`;if(i===`ndjson`){let t=r.split(/\r\n|\r|\n/).filter(e=>e.trim()).slice(0,20);return{file:e,format:i,charset:n,separator:``,columns:xi(t)}}let{separator:a,text:o}=li(r,t),[s=[],...c]=ci(o,a,40),l=c.filter(ui),u=s.map((e,t)=>({name:e.trim(),examples:l.map(e=>e[t]??``).filter(e=>e.trim()).slice(0,3)}));return{file:e,format:i,charset:n,separator:a,columns:u.filter(({name:e})=>Y(e))}}async function Ci(e,t,n,r){let i=await bi(e.file,e.charset),a=e.file.name.replace(/\.[^.]*$/,``)||`rows`,o=e=>e.filter((e,n)=>t.has(n+1));if(e.format===`ndjson`){let e=o(i.split(/\r\n|\r|\n/).filter(e=>e.trim()));return{name:`${a}-failed.ndjson`,blob:new Blob([`${e.join(`
`)}\n`],{type:`application/x-ndjson`})}}let{separator:s,text:c}=li(i,n),[l=[],...u]=ci(c,s),d=l.findIndex(e=>Y(e)===r),f=e=>l.map((t,n)=>e[n]??``).filter((e,t)=>t!==d),p=u.filter(ui).flatMap((e,n)=>t.has(n+1)?[[...f(e),t.get(n+1)]]:[]),m=fi([[...f(l),r],...p],s);return{name:`${a}-failed.csv`,blob:new Blob([`\ufeff${m}`],{type:`text/csv;charset=utf-8`})}}const X=N.import,wi=[`rows_read`,`imported`,`updated`,`skipped`,`failed`];function Ti({title:e,resource:t,sheet:n,report:r,known:i}){let a=wi.filter(e=>r[e]>0||[`rows_read`,`imported`,`failed`].includes(e));return L`<${W} title=${e}>
<dl class="import-counts">${a.map(e=>L`<div key=${e} class=${e===`failed`&&r.failed>0?`import-bad`:``}>
<dt>${X.counts[e]}</dt><dd>${r[e].toLocaleString()}</dd></div>`)}</dl>
${r.errors.length>0&&L`<${Ei} resource=${t} sheet=${n} report=${r} known=${i} />`}
<//>`}function Ei({resource:e,sheet:t,report:n,known:r}){let[i,a]=s(!1),o=+(t.format===`csv`),c=t=>e.field(t)?.label??t,l=({field:e,message:t})=>e?`${c(e)}: ${t}`:t;return L`<div class="stack stack-3">
<h3>${X.errors}</h3>
${n.errors.length>=100&&L`<${A} tone="info">${X.errorsFirst(100)}<//>`}
<div class="import-errors" role="region" aria-label=${X.errors} tabindex="0">
<table class="plain-table">
<thead><tr><th scope="col" class="number">${X.row}</th><th scope="col">${X.wrong}</th></tr></thead>
<tbody>${n.errors.map((e,t)=>L`<tr key=${t}><td class="number">${(e.row+o).toLocaleString()}</td><td>${l(e)}</td></tr>`)}</tbody>
</table>
</div>
<div class="row"><${S} icon="download" busy=${i} onClick=${async()=>{a(!0);try{let e=/* @__PURE__ */ new Map;for(let t of n.errors)e.set(t.row,[e.get(t.row),l(t)].filter(Boolean).join(`; `));let{name:i,blob:a}=await Ci(t,e,r,X.errorColumn);we(i,a)}catch{v(N.failed,{tone:`bad`})}finally{a(!1)}}}>${X.download}<//><span class="small muted">${X.downloadHelp}</span></div>
</div>`}const Di=N.import;function Oi({resource:e,sheet:t,report:n,known:r,onAgain:i}){let a=R(null);return y(()=>a.current?.focus(),[]),L`<div class="stack stack-5">
<div ref=${a} tabindex="-1" role="status">${n.failed>0&&L`<p>${Di.doneFailed(n.failed)}</p>`}</div>
<${Ti} title=${Di.doneTitle(n.imported+n.updated)} resource=${e} sheet=${t} report=${n} known=${r} />
<div class="row">
<${S} tone="primary" href=${k(e)}>${Di.open(e.labels[1])}<//>
<${S} icon="upload" onClick=${i}>${Di.more}<//>
</div>
</div>`}const ki=N.import;function Ai({sheet:e,fields:t,map:n,onChange:i,disabled:a=!1}){let o=r(),s=t.map(e=>({value:e.name,label:e.required?`${e.label} *`:e.label}));return L`<div class="stack stack-3">
<p class="muted">${ki.columnsHelp}</p>
<table class="plain-table import-columns">
<thead><tr><th scope="col">${ki.column}</th><th scope="col">${ki.example}</th><th scope="col">${ki.field}</th></tr></thead>
<tbody>${e.columns.map(({name:e,examples:t},r)=>L`<tr key=${e}>
<th scope="row" id=${`${o}-${r}`}>${e}</th>
<td class="muted small">${t.join(` · `).slice(0,120)}</td>
<td><${Re} value=${n[e]??``} options=${s} empty=${ki.skip} disabled=${a} aria-labelledby=${`${o}-${r}`}
onChange=${t=>i({...n,[e]:t||null})} /></td>
</tr>`)}</tbody>
</table>
</div>`}const Z=N.import;function ji({fields:e,sheet:t,how:n,onChange:r,onCharset:i,disabled:a=!1}){let o=e.filter(e=>e.kind===`email`).map(e=>({value:e.name,label:e.label})),s=Object.entries(Z.charsets).map(([e,t])=>({value:e,label:t}));return L`<${W} title=${Z.options}>
<div class="import-options">
${o.length>0&&L`<${_} name="unique_by" label=${Z.unique} required=${!1}>
${e=>L`<${Re} ...${e} value=${n.unique} options=${o} empty=${Z.uniqueNone} disabled=${a}
onChange=${e=>r({...n,unique:e})} />`}
<//>`}
${n.unique&&L`<${_} name="existing" label=${Z.existing} required=${!1}>
${e=>L`<${Re} ...${e} value=${n.existing} disabled=${a}
options=${[{value:`skip`,label:Z.existingSkip},{value:`update`,label:Z.existingUpdate}]}
onChange=${e=>r({...n,existing:e})} />`}
<//>`}
<${_} name="charset" label=${Z.charset} required=${!1}>
${e=>L`<${Re} ...${e} value=${t.charset} options=${s} disabled=${a} onChange=${i} />`}
<//>
</div>
<//>`}const Mi=N.import,Ni={busy:!1,share:0,keyed:!1,problem:null},Pi={csv:`text/csv`,ndjson:`application/x-ndjson`};function Fi(e,t){if(t.code===`import_in_progress`)return Mi.busy;let n=t=>e.field(t)?.label??t;return(t.errors??[]).map(({field:e,message:t})=>e?`${n(e)}: ${t}`:t).join(` `)||t.detail||N.failed}function Ii(e){let[t,n]=s(Ni),r=R(null),i=R(null);y(()=>t.busy?ie(()=>d({...Mi.leave,tone:`danger`})):void 0,[t.busy]),y(()=>()=>i.current?.abort(),[]);let a=async(t,a,{keyed:o=!1}={})=>{let s=JSON.stringify([t.file.name,t.file.size,t.file.lastModified,t.charset,a]);o&&r.current?.wanted!==s&&(r.current={wanted:s,key:se()});let c=new AbortController;i.current=c,n({...Ni,busy:!0,keyed:o});try{let i=await He(e.operations.import.path,{query:a,file:t.file,type:`${Pi[t.format]}; charset=${t.charset}`,key:o?r.current.key:void 0,signal:c.signal,probe:Se(e),onProgress:e=>n(t=>({...t,share:e}))});return o&&(r.current=null,ke(e)),n(Ni),i}catch(t){return t.status>=400&&t.status<500&&t.code!==`in_progress`&&(r.current=null),n({...Ni,problem:t.name===`AbortError`?null:Fi(e,t)}),null}};return{...t,run:a,stop:()=>i.current?.abort(),clear:()=>n(e=>e.busy?e:Ni)}}const Q=N.import;function Li({resource:e,fields:t,plan:n,known:r,onDone:i,onCharset:a,onAgain:o}){let{sheet:c}=n,[l,u]=s(n.map),[d,f]=s({unique:``,existing:`skip`}),[p,m]=s(null),h=Ii(e),g=R(null),_=Object.values(l),v=t.filter(e=>e.required&&e.default===void 0&&!_.includes(e.name)),b=vi(l).map(e=>t.find(t=>t.name===e)?.label??e),x=v.length===0&&b.length===0&&_.some(Boolean),ee=t=>({mode:t,columns:_i(l,e.fields),unique_by:d.unique||void 0,existing:d.unique?d.existing:void 0}),C=async()=>{m(null);let e=await h.run(c,ee(`check`));e&&m(e)},w=async()=>{let e=await h.run(c,ee(`valid`),{keyed:!0});e&&i(e)};y(()=>void(x&&C()),[]),y(()=>void(p&&g.current?.focus({preventScroll:!1})),[p]);let te=e=>t=>{e(t),m(null),h.clear()},T=p?p.imported+p.updated:0;return L`<div class="stack stack-5">
<${W} title=${c.file.name} actions=${L`<${S} size="small" disabled=${h.busy} onClick=${o}>${Q.another}<//>`}>
<${Ai} sheet=${c} fields=${t} map=${l} onChange=${te(u)} disabled=${h.busy} />
${v.length>0&&L`<${A} tone="warn">${Q.missing(v.map(e=>e.label))}<//>`}
${b.map(e=>L`<${A} key=${e} tone="warn">${Q.twice(e)}<//>`)}
<//>
<${ji} fields=${t} sheet=${c} how=${d} onChange=${te(f)} onCharset=${a} disabled=${h.busy} />
<div class="stack stack-3" aria-live="polite">
${h.busy&&L`<${Ri} share=${h.share} keyed=${h.keyed} onStop=${h.stop} />`}
${h.problem&&L`<${A} tone="bad" onClose=${h.clear}>${h.problem}<//>`}
</div>
${p&&L`<div ref=${g} tabindex="-1">
<${Ti} title=${Q.checked} sheet=${c} report=${p} known=${r} resource=${e} />
${T===0&&L`<p class="muted">${Q.nothing}</p>`}
</div>`}
<div class="row">
${p?L`<${S} tone="primary" icon="upload" busy=${h.busy} disabled=${T===0} onClick=${w}>${Q.start(T)}<//>`:L`<${S} tone="primary" busy=${h.busy} disabled=${!x} onClick=${C}>${Q.check}<//>`}
</div>
</div>`}function Ri({share:e,keyed:t,onStop:n}){let r=e>=1,i=r?t?Q.storing:Q.checking:Q.uploading(Math.floor(e*100));return L`<div class="import-progress">
<p id="import-progress">${i}</p>
<div class="row"><progress class="progress grow" max="1" value=${r?void 0:e} aria-labelledby="import-progress" />
${!(r&&t)&&L`<${S} size="small" onClick=${n}>${N.cancel}<//>`}</div>
</div>`}var zi=/* @__PURE__ */ e({default:()=>Bi});const $=N.import;function Bi({params:e}){let t=l(e.things),n=t?.operations.import&&f()&&t.canCreate(),r=t?[{label:t.labels[1],href:k(t)}]:[];return L`<${j} title=${t?$.title(t.labels[1]):$.crumb} crumbs=${r}>
${n?L`<${Vi} key=${t.plural} resource=${t} />`:L`<${m} icon="upload" title=${$.closed}>${$.closedText}<//>`}
<//>`}function Vi({resource:e}){let[t,n]=s(null),[r,i]=s(null),[a,o]=s(null),c=hi(e),l=t=>e.fields.some(e=>Y(e.name)===t||Y(e.label)===t),u=async(e,t)=>{if(o(null),e.size===0)return o($.empty);try{let r=await Si(e,l,t);return r.columns.length?n({sheet:r,map:gi(r.columns,c),at:Date.now()}):o($.notText)}catch{return o($.notText)}},d=()=>{n(null),i(null)};return r?L`<${Oi} resource=${e} sheet=${t.sheet} report=${r} known=${l} onAgain=${d} />`:t?L`<${Li} key=${t.at} resource=${e} fields=${c} plan=${t} known=${l} onDone=${i}
onCharset=${e=>u(t.sheet.file,e)} onAgain=${d} />`:L`<${W}>
${a&&L`<${A} tone="bad">${a}<//>`}
<${ii} accept=".csv,.tsv,.txt,.ndjson,.jsonl,text/csv,application/x-ndjson" label=${$.drop} help=${$.dropHelp} onFile=${e=>u(e)} />
<//>`}export{W as C,st as E,ut as S,ct as T,gn as _,xr as a,$t as b,fr as c,Yn as d,In as f,vn as g,yn as h,Ir as i,ur as l,wn as m,qr as n,vr as o,Pn as p,Br as r,hr as s,zi as t,rr as u,hn as v,lt as w,Gt as x,on as y};