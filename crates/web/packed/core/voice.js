import{t as e}from"./rolldown-runtime.js";import{B as t,C as n,D as r,E as i,Et as a,I as o,J as s,L as c,N as l,Nt as u,Pt as d,U as ee,V as f,W as p,Z as te,a as ne,d as m,f as re,ft as ie,g as h,gt as ae,ht as oe,jt as g,kt as _,mt as v,n as se,p as y,u as ce,v as le,x as b,xt as x,yt as ue}from"./main.js";import{A as de,C as S,E as fe,I as C,N as pe,O as me,T as he,b as w,k as ge,w as _e,x as T,y as ve}from"./rows.js";import{A as ye,C as be,D as xe,E as Se,G as Ce,H as we,K as E,L as D,T as Te,W as Ee,n as De,o as O,x as Oe}from"./lists.js";import{v as k,y as ke}from"./sign-in.js";import{n as Ae}from"./people.js";const je=e=>e.charAt(0).toLowerCase()+e.slice(1),A={phone:{setUp:`At the provider`,enter:`In Twilio’s console, open this number and enter these addresses. Each is requested by HTTP POST.`,known:`The simulated carrier has these addresses already. Enter them at Twilio if the phone moves there.`,urls:{voice:`A call comes in`,sms:`A message comes in`,status:`Call status changes`},copy:`Copy`,copyOf:e=>`Copy the address for “${je(e)}”`,differs:`Differs at the provider`,local:`Twilio can’t reach these addresses: they aren’t on the public internet. Set PUBLIC_URL to the https origin of this server.`,receives:`Receives calls and messages`,receivesNot:`Not receiving`,receivesUnknown:`Not checked yet`,receivesText:`The provider sends this number’s calls and messages here. It is asked each day, and after each change.`,receivesButStatus:`Calls and messages come, but the end of an incoming call is known hours later.`,receivesNotText:`The provider sends calls or messages of this number elsewhere. Enter the addresses below, then change the phone once: it is checked anew within seconds.`,receivesUnknownText:`The provider is asked about ten seconds after a phone is made or changed.`,differences:{number:`The account has no such number.`,voice_url:`Calls go to another address, or to none.`,voice_method:`Calls reach this address, but by another method than POST.`,sms_url:`Messages go to another address, or to none.`,sms_method:`Messages reach this address, but by another method than POST.`,status_url:`The status of calls goes to another address, or to none.`,status_method:`The status of calls reaches this address, but by another method than POST.`},blockedShort:`Blocked`,blocked:e=>`The provider refused this phone: ${e} Nothing is sent by it until an admin changes it.`},agents:{directions:{incoming:`Calls that come in`,outgoing:`Calls that go out`},noneFor:{incoming:`No agent takes calls that come in.`,outgoing:`No agent speaks in calls that go out.`},elsewhere:`Another phone`,active:`Active`,off:`Off`,activate:`Activate`,deactivate:`Deactivate`,activated:e=>`${e} is active`,deactivated:e=>`${e} is off`,taken:(e,t,n)=>`${e} is active on ${t} for ${n===`incoming`?`calls that come in`:`calls that go out`}, and only one agent can be.`,takenUnseen:`Another agent`,takenDo:`Deactivate that agent first, then try again.`,replace:e=>`Have ${e} take over`,replaced:(e,t)=>`${e} took over from ${t}`,half:e=>`${e} is off now. Activate it again, or another agent.`,changed:`The agent has changed meanwhile. Look at it, then try again.`,add:`New agent`,addOn:e=>`New agent on ${e}`,noPhones:`No phones yet`,noPhonesText:`An agent speaks on a phone. Add a phone first.`,noPhonesRead:`An agent speaks on a phone, and an admin adds phones.`,toPhone:`New phone`,records:`Recorded`,ofPhone:`Agents on this phone`,all:`All agents`},call:{from:`From`,to:`To`,agent:`Agent`,began:`Began`,length:`Length`,unanswered:`Not answered`,going:`Still going`,simulated:`Simulated`,error:e=>`The carrier’s error ${e}`,transcript:`Transcript`,caller:`Caller`,callee:`Person called`,theAgent:`Agent`,silence:`Silence`,thinking:`Thinking…`,silent:`Nothing was said.`,silentGoing:`Nothing was said so far.`,recording:`Recording`,recordings:`Recordings`,noRecording:`This call wasn’t recorded.`,recordingLater:`A recording appears after the call, if its agent records.`,noAudio:`Added by hand, without audio.`,listen:`Listen`,save:`Download`,player:e=>`Recording, ${e}`,broken:`This browser can’t play the recording. Download it instead.`,gone:`The carrier has deleted this recording.`,refused:`The carrier refuses this phone’s account. Ask an admin to check its token.`,late:`The carrier doesn’t answer. Try again in a moment.`,notes:`Notes`,note:`Note`,noNotes:`No notes yet.`,addNote:`Add note`,noted:`Note added`,open:`Open`},talk:{title:`Talk to this agent`,incoming:`A simulated person calls this phone and says one line each time the agent listens. The conversation shows here as it goes.`,says:`What the caller says`,saysHelp:`One line for each turn`,first:`I’d like a demo
On Friday
Goodbye`,call:`Call`,again:`Call again`,off:`This agent is off, so it takes no calls. Activate it to talk to it.`,ring:e=>`Call ${e} from your own phone. The conversation shows here as it goes.`,wait:`Wait for my call`,waiting:`Waiting for a call…`,stop:`Stop waiting`,outgoing:`The agent calls you. The conversation shows here as it goes, in text.`,outgoingSimulated:`The simulated carrier connects no person, so the other side stays silent.`,number:`Your number`,numberHelp:`With country code, like +14155550100`,numberWrong:`A number with its country code, like +14155550100.`,callMe:`Call me`,placing:`The call is being placed…`,aloud:`Read the agent aloud`,none:`This server’s simulated carrier takes no calls from the browser. Only a development server on this computer does.`,refused:`The simulated carrier took no call. It learns of a new phone within seconds: try again.`,ended:{failed:`The call couldn’t be placed`,cancelled:`The call was cancelled`},code:e=>`: ${e}`,whole:`Open the call`}},j=A.agents;async function M(e,t){let n=s(`agents`),{data:r,etag:i}=await oe(re(n,e.id),{active:t},{ifMatch:ce(e)});return ye(n,r,{etag:i}),r}async function Me(e){let{data:t}=await v(m(s(`agents`)),{query:{phone_id:e.phone_id,limit:100}});return t.items.find(t=>t.active&&t.direction===e.direction&&t.id!==e.id)??null}function Ne(e){let[t,r]=g(null),[i,a]=g(null),o=async(t,r)=>{if(t.status===void 0)throw t;t.code===`agent_active`?a({agent:r,other:await Me(r).catch(()=>null)}):t.status===412||t.status===404?(n(j.changed,{tone:`warn`}),await e()):fe(t)},c=async(e,n)=>{if(!t){r(e.id),a(null);try{await n()}catch(t){await o(t,e)}finally{r(null)}}};return{busy:t,clash:i,set:(e,t)=>c(e,async()=>{await M(e,t),n(t?j.activated(e.name):j.deactivated(e.name),{tone:`good`})}),replace:()=>{let{agent:e,other:t}=i;return c(e,async()=>{await M(t,!1);try{await M(e,!0)}catch(e){throw await v(re(s(`agents`),t.id)).then(({data:e})=>M(e,!0)).catch(()=>n(j.half(t.name),{tone:`warn`})),e}n(j.replaced(e.name,t.name),{tone:`good`})})},dismiss:()=>a(null)}}const Pe=(e,t)=>S(e,{fields:e.fields.filter(({name:e})=>!t.includes(e))});function N({list:e,empty:t,children:n}){let{rows:r,problem:i}=e;return x`<${d}>
${i&&x`<${Ee} problem=${i} onRetry=${e.reload} />`}
${!r&&!i&&x`<${c} lines=${3} />`}
${r?.length===0&&t&&x`<p class="muted">${t}</p>`}
${n}
<${Ce} cursor=${e.cursor} busy=${e.busy} onMore=${e.more} />
<//>`}const P=e=>e.label?.trim()||e.number,F=({resource:e,name:t,row:n})=>x`<${Te} field=${e.field(t)} row=${n} link />`;function Fe({refers:e,id:t,other:n}){let{title:r}=xe(e,t);return r??n}const I=A.agents,Ie=[`incoming`,`outgoing`];function Le({clash:e,phone:t,busy:n,onReplace:r,onClose:i}){let{agent:a,other:o}=e;return x`<${h} tone="warn" onClose=${i}>
<div class="stack stack-2"><p>${I.taken(o?.name??I.takenUnseen,t,a.direction)} ${!o&&I.takenDo}</p>
${o&&x`<div><${p} size="small" busy=${n} onClick=${r}>${I.replace(a.name)}<//></div>`}</div><//>`}function Re({agent:e,acts:t}){let n=s(`agents`),r=e.active?I.deactivate:I.activate;return x`<li class="agent">
<span class="agent-name"><a class="row-title" href=${y(n,e.id)}>${e.name}</a>
${e.prompt_id&&x`<span class="small muted"><${Fe} refers="prompts" id=${e.prompt_id} other="" /></span>`}</span>
${e.records&&x`<${E} tone="muted">${I.records}<//>`}
<${E} tone=${e.active?`good`:`muted`}>${e.active?I.active:I.off}<//>
${n.canChange()&&x`<${p} size="small" tone=${e.active?`quiet`:`plain`} busy=${t.busy===e.id}
disabled=${t.busy!==null} aria-label=${`${r}: ${e.name}`} onClick=${()=>t.set(e,!e.active)}>${r}<//>`}
</li>`}function ze({phone:e,name:t,onClose:r}){let i=s(`agents`),[a,o]=g(!1),c=async()=>(!a||await de())&&r();return x`<${ee} open title=${I.addOn(t)} onClose=${c}>
<${he} resource=${i} preset=${{phone_id:e.id}} onSaved=${()=>{n(D.form.created(i.labels[0]),{tone:`good`}),r()}} onCancel=${c} onDirty=${o} />
<//>`}function L({phone:e,name:t,agents:n,whole:r,reload:i}){let a=Ne(i);return x`<${d}>
${a.clash&&x`<${Le} clash=${a.clash} phone=${t} busy=${a.busy!==null} onReplace=${a.replace} onClose=${a.dismiss} />`}
${Ie.map(e=>{let t=n.filter(t=>t.direction===e),i=r&&!t.some(({active:e})=>e);return x`<div key=${e} class="agents-of stack stack-2">
<h3 class="small muted">${I.directions[e]}</h3>
${i&&x`<p class="small muted">${I.noneFor[e]}</p>`}
${t.length>0&&x`<ul class="plain-list">${t.map(e=>x`<${Re} key=${e.id} agent=${e} acts=${a} />`)}</ul>`}
</div>`})}
<//>`}function Be({phone:e,name:t}){let[n,r]=g(!1);return s(`agents`).canCreate()?x`<${d}>
<${p} size="small" icon="plus" aria-label=${I.addOn(t)} onClick=${()=>r(!0)}>${I.add}<//>
${n&&x`<${ze} phone=${e} name=${t} onClose=${()=>r(!1)} />`}
<//>`:null}const R=A.phone;function z({phone:e}){return e.blocked_reason?x`<${E} tone="bad">${R.blockedShort}<//>`:e.receiving===!0?x`<${E} tone="good">${R.receives}<//>`:e.receiving===!1?x`<${E} tone="bad">${R.receivesNot}<//>`:x`<${E}>${R.receivesUnknown}<//>`}function Ve({phone:e}){let t=e.webhook_differences??[],n=t.length>0&&x`<ul class="differences">${t.map(e=>x`<li key=${e}>${R.differences[e]??e}</li>`)}</ul>`;return e.receiving===!1?x`<${h} tone="bad">${R.receivesNotText}${n}<//>`:e.receiving===!0&&n?x`<${h} tone="warn">${R.receivesButStatus}${n}<//>`:x`<p class="muted">${e.receiving===!0?R.receivesText:R.receivesUnknownText}</p>`}const He=()=>`+1415555${String(100+Math.floor(Math.random()*100)).padStart(4,`0`)}`;async function Ue(e,t){let n=He(),r=new URLSearchParams({phone:`${e.account_sid} ${e.number}`,from:n,says:t}),i=await fetch(`/dev/carrier/calls`,{method:`POST`,body:r,redirect:`manual`}).catch(()=>null);if(i?.type===`opaqueredirect`)return n;throw new ie(i?.status??0,{code:i?.ok?`refused`:`none`})}async function We(e,t,n){let r={phone_id:e.phone_id,agent_id:e.id,to:t,scheduled_at:(/* @__PURE__ */ new Date()).toISOString()};return(await ae(m(s(`scheduled-calls`)),r,{key:n})).data}async function B(e){return new Set((await Ge(e)).map(({id:e})=>e))}const Ge=async e=>(await v(m(s(`calls`)),{query:{phone_id:e,limit:20},quiet:!0})).data.items;function Ke(e){let[t,n]=g(null);return a(()=>{if(n(null),!e)return;let[t,r]=[!1,!1],i=async()=>{if(t||r)return;r=!0;let i=await Ge(e.phone).catch(()=>[]);r=!1;let a=i.find(t=>!e.known.has(t.id)&&e.fits(t));a&&!t&&(n(a),s())},a=ne([`calls`],i),o=setInterval(()=>document.visibilityState===`visible`&&i(),3e3),s=()=>{t=!0,a(),clearInterval(o)};return i(),s},[e]),t}const V=globalThis.speechSynthesis,H=()=>(V?.getVoices()??[]).filter(({localService:e})=>e);function qe(e){let t=H(),n=(e??navigator.language).slice(0,2).toLowerCase();return t.find(({lang:e})=>e.toLowerCase().startsWith(n))??t.find(e=>e.default)??t[0]}function Je(){let[e,t]=g(H().length>0);return a(()=>{let e=()=>t(H().length>0);return V?.addEventListener?.(`voiceschanged`,e),()=>V?.removeEventListener?.(`voiceschanged`,e)},[]),e}function Ye(e,t,n){let r=_(/* @__PURE__ */ new Set);a(()=>{for(let{id:i,text:a}of e){if(a===null||r.current.has(i)||(r.current.add(i),!t))continue;let e=new SpeechSynthesisUtterance(a);e.voice=qe(n)??null,V.speak(e)}},[e,t]),a(()=>(t||V?.cancel(),()=>V?.cancel()),[t])}const U=A.call,W=e=>!e.ended_at&&[`queued`,`initiated`,`ringing`,`in-progress`].includes(e.status);function Xe(e,t){ve(W(e)?3e3:0,t)}const Ze=e=>w(s(`call-turns`),{parent:e});function G({who:e,side:t,children:n}){return x`<li class=${`turn turn-${t}`}><span class="turn-who small muted">${e}</span>
<p class="turn-text">${n}</p></li>`}function Qe({turn:e,call:t}){let n=t.direction===`outgoing`?U.callee:U.caller,r=e.said===null&&W(t);return x`<${d}>
${e.heard!==null&&x`<${G} who=${n} side="other">${e.heard}<//>`}
${e.heard===null&&e.number>1&&x`<${G} who=${n} side="silent">${U.silence}<//>`}
${e.said!==null&&x`<${G} who=${U.theAgent} side="agent">${e.said}<//>`}
${r&&x`<${G} who=${U.theAgent} side="agent"><span class="muted">${U.thinking}</span><//>`}
<//>`}function $e({call:e,list:t}){return x`<div class="stack" aria-busy=${t.busy}><${N} list=${t} empty=${W(e)?U.silentGoing:U.silent}>
<ol class="turns" aria-label=${U.transcript} aria-live=${W(e)?`polite`:void 0}>
${(t.rows??[]).map(t=>x`<${Qe} key=${t.id} turn=${t} call=${e} />`)}
</ol>
<//></div>`}const et=A.talk;function tt({call:e,language:t,reload:n}){let r=s(`calls`),i=Ze(e.id);Xe(e,n);let[a,o]=g(!1);return Ye(u(()=>(i.rows??[]).map(({id:e,said:t})=>({id:e,text:t})),[i.rows]),a,t),x`<div class="conversation stack">
<div class="row"><${F} resource=${r} name="status" row=${e} /><a class="small" href=${y(r,e.id)}>${et.whole}</a>
${Je()&&x`<${Oe} label=${et.aloud} value=${a} onChange=${o} />`}</div>
<${$e} call=${e} list=${i} />
</div>`}function nt({id:e,language:t=null}){let{row:n,problem:r,reload:i}=O(s(`calls`),e);return n?x`<${tt} call=${n} language=${t} reload=${i} />`:r?x`<${Ee} problem=${r} onRetry=${i} />`:x`<${c} lines=${3} />`}const K=A.talk;function q({wanted:e,agent:t,text:n}){let r=Ke(e);return r?x`<${nt} key=${r.id} id=${r.id} language=${t.language} />`:e&&n&&x`<p class="muted" role="status">${n}</p>`}function rt({agent:e,phone:t}){let[n,r]=g(K.first),[i,a]=g(null),o=b(),s=()=>o.run(async()=>{a(null);let e=await B(t.id),r=await Ue(t,n);a({phone:t.id,known:e,fits:e=>e.from===r})}),c=o.problem&&{none:K.none,refused:K.refused}[o.problem.code];return e.active?x`<${d}>
<p class="muted">${K.incoming}</p>
${c&&x`<${h} tone="warn" onClose=${o.clear}>${c}<//>`}
<${k} onSubmit=${s} error=${c?null:o.problem} busy=${o.busy}>
<${f} name="says" label=${K.says} help=${K.saysHelp}>${e=>x`<${be} ...${e} rows="3" value=${n} onChange=${r} />`}<//>
<div><${p} type="submit" icon="phone-call" busy=${o.busy} disabled=${!n.trim()}>${i?K.again:K.call}<//></div>
<//>
<${q} wanted=${i} agent=${e} text=${K.placing} />
<//>`:x`<p class="muted">${K.off}</p>`}function it({agent:e,phone:t}){let[n,r]=g(null),i=b();return e.active?x`<${d}>
<p class="muted">${K.ring(t.number)}</p>
${i.problem&&x`<${h} tone="bad" onClose=${i.clear}>${i.problem.detail??i.problem.message}<//>`}
<div>${n?x`<${p} onClick=${()=>r(null)}>${K.stop}<//>`:x`<${p} tone="primary" icon="phone-call" busy=${i.busy} onClick=${()=>i.run(async()=>r({phone:t.id,known:await B(t.id),fits:e=>e.direction===`incoming`}))}>${K.wait}<//>`}</div>
<${q} wanted=${n} agent=${e} text=${K.waiting} />
<//>`:x`<p class="muted">${K.off}</p>`}function at({id:e,wanted:t,agent:n}){let{row:r}=O(s(`scheduled-calls`),e),i=r&&K.ended[r.status];return x`<${d}>
${i&&x`<${h} tone="warn">${i}${r.error_code&&K.code(Se(r.error_code))}.<//>`}
<${q} wanted=${t} agent=${n} text=${i?``:K.placing} />
<//>`}function ot({agent:e,phone:n}){let[r,i]=g(``),[a,o]=g(null),s=b(),c=_({to:``,value:``}),l=r.replace(/[\s().-]/g,``),u=()=>s.run(async()=>{if(!/^\+[1-9]\d{6,14}$/.test(l))throw le(Error(K.numberWrong),`to`,K.numberWrong);c.current.to!==l&&(c.current={to:l,value:ue()});let t=await B(n.id);try{let{id:r}=await We(e,l,c.current.value);o({id:r,wanted:{phone:n.id,known:t,fits:t=>t.to===l&&t.agent_id===e.id}}),c.current={to:``,value:``}}catch(e){throw ge(e)||(c.current={to:``,value:``}),e}}),ee=ke(s.problem).to;return x`<${d}>
<p class="muted">${K.outgoing} ${n.provider===`simulated`&&K.outgoingSimulated}</p>
<${k} onSubmit=${u} error=${s.problem} busy=${s.busy} fields=${{to:K.number}}>
<${f} name="to" label=${K.number} help=${K.numberHelp} error=${ee}>${e=>x`<${t} ...${e} type="tel" inputmode="tel" autocomplete="tel" value=${r} onChange=${i} />`}<//>
<div><${p} type="submit" icon="phone-call" busy=${s.busy}>${K.callMe}<//></div>
<//>
${a&&x`<${at} key=${a.id} id=${a.id} wanted=${a.wanted} agent=${e} />`}
<//>`}function st({agent:e,phone:t}){if(!te())return null;let n=e.direction===`outgoing`?ot:t.provider===`simulated`?rt:it;return x`<${C} class="talk" title=${K.title}><${n} agent=${e} phone=${t} /><//>`}var ct=/* @__PURE__ */ e({default:()=>ft});const J=A.agents;function lt({agent:e,phone:t,reload:n}){let r=Ne(n),i=P(t),a=s(`agents`).canChange()&&x`<${p} size="small" tone=${e.active?`plain`:`primary`} busy=${r.busy!==null}
onClick=${()=>r.set(e,!e.active)}>${e.active?J.deactivate:J.activate}<//>`;return x`<${C} title=${x`<a class="quiet-link" href=${y(s(`phones`),t.id)}>${i}</a>`} actions=${a}>
${r.clash&&x`<${Le} clash=${r.clash} phone=${i} busy=${r.busy!==null} onReplace=${r.replace} onClose=${r.dismiss} />`}
<p class="row"><${E} tone=${e.active?`good`:`muted`}>${e.active?J.active:J.off}<//>
<span class="muted">${J.directions[e.direction]}</span><${z} phone=${t} /></p>
<//>`}function ut({resource:e,row:t,etag:n,reload:r}){let{row:i}=O(s(`phones`),t.phone_id);return x`<div class="stack stack-5">
<${_e} resource=${e} row=${t} etag=${n} reload=${r} />
${i&&x`<${lt} agent=${t} phone=${i} reload=${r} />`}
</div>`}function dt({row:e}){let{row:t}=O(s(`phones`),e.phone_id);return t&&x`<${st} key=${`${e.direction} ${t.id}`} agent=${e} phone=${t} />`}function ft({params:e}){return x`<${T} params=${e} Acts=${ut} Parts=${dt} />`}var pt=/* @__PURE__ */ e({default:()=>yt});const Y=A.agents;function mt({phone:e,agents:t,whole:n,reload:r}){let i=s(`phones`),a=P(e);return x`<${C} title=${x`<a class="quiet-link" href=${y(i,e.id)}>${a}</a>`} actions=${x`<${Be} phone=${e} name=${a} />`}>
<p class="row">${a!==e.number&&x`<span class="muted number">${e.number}</span>`}<${z} phone=${e} /></p>
<${L} phone=${e} name=${a} agents=${t} whole=${n} reload=${r} />
<//>`}function ht({id:e,agents:t,reload:n}){return x`<${C} title=${x`<${Fe} refers="phones" id=${e} other=${Y.elsewhere} />`}>
<${L} phone=${{id:e}} name=${Y.elsewhere} agents=${t} whole=${!1} reload=${n} /><//>`}function gt(){let e=s(`phones`),t=e.canCreate()&&x`<${p} tone="primary" icon="plus" href=${y(e,`new`)}>${Y.toPhone}<//>`;return x`<${o} icon=${e.icon} title=${Y.noPhones} action=${t}>${e.canCreate()?Y.noPhonesText:Y.noPhonesRead}<//>`}function _t(e){let t=/* @__PURE__ */ new Map;for(let n of e)t.set(n.phone_id,[...t.get(n.phone_id)??[],n]);return t}function vt(){let e=w(s(`phones`),{query:{sort:`created_at`}}),t=w(s(`agents`),{query:{sort:`name`}}),n=e.problem??t.problem,r=()=>{e.reload(),t.reload()};if(n)return x`<${Ee} problem=${n} onRetry=${r} />`;if(!e.rows||!t.rows)return x`<${c} lines=${8} />`;if(!e.rows.length&&!t.rows.length)return x`<${gt} />`;let i=_t(t.rows),a=new Set(e.rows.map(({id:e})=>e));return x`<div class="stack stack-5" aria-busy=${e.busy||t.busy}>
${e.rows.map(e=>x`<${mt} key=${e.id} phone=${e} agents=${i.get(e.id)??[]} whole=${!t.cursor}
reload=${t.reload} />`)}
${[...i].filter(([e])=>!a.has(e)).map(([e,n])=>x`<${ht} key=${e} id=${e} agents=${n} reload=${t.reload} />`)}
<${Ce} cursor=${e.cursor??t.cursor} busy=${e.busy||t.busy} onMore=${()=>{e.cursor&&e.more(),t.cursor&&t.more()}} />
</div>`}function yt({params:e}){let t=s(e.things),n=x`
${te()&&x`<${p} tone="quiet" icon="trash-2" href=${y(t,`trash`)}>${D.list.bin}<//>`}
${t.canCreate()&&x`<${p} tone="primary" icon="plus" href=${y(t,`new`)}>${D.list.create(t.labels[0])}<//>`}`;return x`<${l} title=${t.labels[1]} actions=${n}><${vt} /><//>`}const X=A.call;function bt({resource:e,call:t}){let[r,i]=g(``),a=b(),o=_({body:``,value:``}),s=()=>r.trim()&&a.run(async()=>{o.current.body!==r&&(o.current={body:r,value:ue()});try{let{row:a,etag:s}=await me({resource:e},{body:r,call_id:t.id},o.current.value);ye(e,a,{etag:s}),i(``),n(X.noted,{tone:`good`})}catch(e){throw ge(e)||(o.current={body:``,value:``}),e}}),c=ke(a.problem).body;return x`<${k} onSubmit=${s} error=${a.problem} busy=${a.busy} fields=${{body:X.note}}>
<${f} name="body" label=${X.note} error=${c}>${t=>x`<${be} ...${t} rows="3" maxlength=${e.field(`body`).maxLength} value=${r} onChange=${i} />`}<//>
<div><${p} type="submit" busy=${a.busy} disabled=${!r.trim()}>${X.addNote}<//></div>
<//>`}function xt({resource:e,note:t}){return x`<li class="note">
<div class="row small muted"><${pe} id=${t.owner_id} /><${we} value=${t.created_at} />
<a class="note-open" href=${y(e,t.id)}>${X.open}</a></div>
<p class="long-value">${t.body}</p>
</li>`}function St({call:e}){let t=s(`call-notes`),n=w(t,{query:{call_id:e.id}}),{rows:r}=n;return x`<${C} title=${X.notes}>
${t.canCreate()&&x`<${bt} resource=${t} call=${e} />`}
<${N} list=${n} empty=${X.noNotes}>${r?.length>0&&x`<ul class="plain-list stack">
${r.map(e=>x`<${xt} key=${e.id} resource=${t} note=${e} />`)}</ul>`}<//>
<//>`}const Z=A.call,Ct=({status:e,detail:t,message:n})=>({404:Z.noAudio,410:Z.gone,502:Z.refused,503:Z.late})[e]??t??n;function wt({recording:e}){let[t,n]=g(null),[i,o]=g(!1),s=_(null),c=b();a(()=>{s.current?.focus({preventScroll:!0})},[t]),a(()=>()=>URL.revokeObjectURL(t??``),[t]);let l=()=>c.run(async()=>{let{data:t}=await v(`/api/recordings/${encodeURIComponent(e.id)}/audio`,{raw:!0});n(URL.createObjectURL(t))}),u=e.duration_seconds===null?``:r(e.duration_seconds),d=c.until!==null&&c.until.getTime()>Date.now();return x`<li class="recording stack stack-2">
<p class="row"><span class="number">${u}</span><span class="muted small"><${we} value=${e.created_at} /></span></p>
${c.problem&&x`<${h} tone=${c.problem.status===410?`warn`:`bad`} onClose=${c.clear}>${Ct(c.problem)}<//>`}
${t&&x`<audio class="player" ref=${s} controls autoplay src=${t} aria-label=${Z.player(u)} onError=${()=>o(!0)}></audio>
${i&&x`<p class="small">${Z.broken}</p>`}
<a class="small" href=${t} download=${`call-${e.call_id.slice(0,8)}.wav`}>${Z.save}</a>`}
${!t&&e.url&&x`<div><${p} icon="audio-lines" busy=${c.busy} disabled=${d} onClick=${l}>${Z.listen}<//></div>`}
${!e.url&&x`<p class="muted">${Z.noAudio}</p>`}
</li>`}function Tt({call:e}){let t=w(s(`recordings`),{query:{call_id:e.id}}),{rows:n}=t;return x`<${C} title=${n?.length>1?Z.recordings:Z.recording}>
<${N} list=${t} empty=${W(e)?Z.recordingLater:Z.noRecording}>
${n?.length>0&&x`<ul class="plain-list stack">
${n.map(e=>x`<${wt} key=${e.id} recording=${e} />`)}</ul>`}
<//>
<//>`}function Et({number:e}){let t=Ae(e,{ask:/^\+\d+$/.test(e)});return t&&x`<a href=${t.href}>${t.name}</a>`}var Dt=/* @__PURE__ */ e({default:()=>Nt});const Q=A.call,Ot=[`phone_id`,`agent_id`,`direction`,`from`,`to`,`status`,`duration_seconds`,`simulated`],kt=e=>e.duration_seconds===null?W(e)?Q.going:Q.unanswered:r(e.duration_seconds);function At({resource:e,row:t}){let n=x`<${F} resource=${e} name="phone_id" row=${t} />`,r=[[Q.from,t.from,t.direction===`outgoing`?n:x`<${Et} number=${t.from} />`],[Q.to,t.to,t.direction===`incoming`?n:x`<${Et} number=${t.to} />`],[Q.agent,x`<${F} resource=${e} name="agent_id" row=${t} />`],[Q.began,x`<time datetime=${t.created_at}>${i(t.created_at)}</time>`],[Q.length,kt(t)]];return x`<div class="call-head stack stack-3">
<p class="row"><${F} resource=${e} name="status" row=${t} /><${F} resource=${e} name="direction" row=${t} />
${t.simulated&&x`<${E} tone="info">${Q.simulated}<//>`}
${t.error_code&&x`<span class="small muted">${Q.error(t.error_code)}</span>`}</p>
<dl class="call-parts">${r.map(([e,t,n])=>x`<div key=${e}><dt class="small muted">${e}</dt>
<dd>${t}${n&&x`<div class="small">${n}</div>`}</dd></div>`)}</dl>
</div>`}function jt({resource:e,row:t,etag:n,reload:r}){let i=Ze(t.id);return Xe(t,r),x`<div class="stack stack-5">
<${At} resource=${s(`calls`)} row=${t} />
<${_e} resource=${e} row=${t} etag=${n} reload=${r} />
<div class="call-body">
<${C} title=${Q.transcript}><${$e} call=${t} list=${i} /><//>
<div class="stack stack-5"><${Tt} call=${t} /><${St} call=${t} /></div>
</div>
</div>`}const Mt=()=>null;function Nt({params:e}){let t=s(e.things),{row:n}=O(t,e.id),r=n?.direction===`outgoing`?`to`:`from`,i=u(()=>S(Pe(t,Ot),{title:r}),[t,r]);return x`<${T} params=${e} resource=${i} Acts=${jt} Parts=${Mt} />`}const $=A.phone,Pt=[`voice`,`sms`,`status`];function Ft(e){try{let{protocol:t,hostname:n}=new URL(e);return t===`https:`&&!/^(localhost|127\.|\[::1\]|10\.|192\.168\.)/.test(n)}catch{return!1}}function It({kind:e,phone:t}){let n=t.webhook_urls?.[e]??``,r=(t.webhook_differences??[]).some(t=>t.startsWith(`${e}_`));return x`<div class="address">
<dt class="row">${$.urls[e]}${r&&x`<${E} tone="warn">${$.differs}<//>`}</dt>
<dd><code class="address-url">${n}</code><${se} value=${n} label=${$.copy} name=${$.copyOf($.urls[e])} /></dd>
</div>`}function Lt({phone:e}){let t=e.provider===`simulated`,n=!t&&!Ft(e.webhook_urls?.voice??``);return x`<${C} title=${$.setUp} actions=${x`<${z} phone=${e} />`}>
${e.blocked_reason&&x`<${h} tone="bad">${$.blocked(e.blocked_reason)}<//>`}
${n&&x`<${h} tone="warn">${$.local}<//>`}
<${Ve} phone=${e} />
<p>${t?$.known:$.enter}</p>
<dl class="addresses">${Pt.map(t=>x`<${It} key=${t} kind=${t} phone=${e} />`)}</dl>
<//>`}var Rt=/* @__PURE__ */ e({default:()=>Ut});const zt=A.agents,Bt=[`webhook_urls`,`webhook_differences`,`receiving`,`blocked_reason`],Vt=({row:e})=>x`<${Lt} phone=${e} />`;function Ht({row:e}){let t=s(`agents`),n=w(t,{query:{phone_id:e.id,sort:`name`}}),r=P(e);return x`<${C} title=${zt.ofPhone} actions=${x`<${Be} phone=${e} name=${r} />`}>
<${N} list=${n}>${n.rows&&x`<${L} phone=${e} name=${r} agents=${n.rows} whole=${!n.cursor} reload=${n.reload} />`}<//>
<p class="small"><a href=${y(t)}>${zt.all}</a></p>
<//>`}function Ut({params:e}){let t=s(e.things),{row:n}=O(t,e.id),r=n?.label?.trim()?`label`:`number`,i=u(()=>S(Pe(t,Bt),{title:r}),[t,r]);return x`<${T} params=${e} resource=${i} Acts=${Vt} Parts=${Ht} />`}var Wt=/* @__PURE__ */ e({default:()=>Kt});const Gt=[`number`,`label`,`provider`,`receiving`,`created_at`];function Kt({params:e}){let t=s(e.things),n=u(()=>S(t,{columns:Gt,compact:[`number`,`receiving`],title:`number`}),[t]);return x`<${De} params=${e} resource=${n} />`}export{ct as a,pt as i,Rt as n,Dt as r,Wt as t};