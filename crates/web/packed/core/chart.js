import{A as e,Dt as t,Ot as n,W as r,jt as i,xt as a}from"./main.js";import{P as o}from"./rows.js";import{B as s}from"./lists.js";function c(e,t=4,n=!0){let r=Number.isFinite(e)&&e>0?e:1,i=10**Math.floor(Math.log10(r/t)),a=[1,2,5,10].map(e=>e*i).find(e=>Math.ceil(r/e-1e-9)<=t),o=n?Math.max(1,a):a,s=Math.max(1,Math.ceil(r/o-1e-9));return Array.from({length:s+1},(e,t)=>Number((t*o).toPrecision(12)))}const l=([e,t],[n,r])=>i=>Number((n+(i-e)/(t-e||1)*(r-n)).toFixed(2));function u(e,t,n){let r=Math.max(1,Math.ceil(e*n/Math.max(t,1)));return Array.from({length:Math.ceil(e/r)},(e,t)=>t*r)}const d=e=>e.map(e=>{let t=0;return e.map(e=>[t,t+=Math.max(0,e??0)])}),f=e=>e.map((t,n)=>t?`${n>0&&e[n-1]?`L`:`M`}${t[0]} ${t[1]}`:``).join(``),p=e=>e.flatMap((t,n)=>t&&!e[n-1]&&!e[n+1]?[n]:[]);function m(e){let t=e.filter(e=>e!=null);if(t.length===0)return null;let[n,r]=t.reduce(([e,t],n)=>[Math.min(e,n),Math.max(t,n)],[1/0,-1/0]);return{least:n,most:r,at:e.indexOf(r)}}const h=e=>{let t=e==null?``:String(e);return typeof e==`string`&&/^[=+\-@\t\r]/.test(t)?`'${t}`:t},g=(e,t)=>o([e,...t].map(e=>e.map(h))),_={table:e=>`Table: ${e}`,download:`Download CSV`,downloadOf:e=>`Download CSV: ${e}`,empty:`Nothing to count in this time`,one:(e,t,n)=>`${e}. ${t}: ${n}.`,many:(e,t,n,r,i)=>`${e}. ${t} points from ${n} to ${r}. ${i}`,part:(e,t,n,r)=>`${e}: ${t} to ${n}, the highest at ${r}.`,none:e=>`${e}: no values.`,value:(e,t)=>`${e} ${t}`,last:(e,t)=>`The last ${e} of ${t} points are drawn; the table has all.`,whole:`Whole time`};function v(){let[e,n]=i(null),[r,a]=i(640);return t(()=>{if(!e)return;let t=()=>a(t=>Math.round(e.clientWidth)||t);t();let n=0,r=new ResizeObserver(()=>{cancelAnimationFrame(n),n=requestAnimationFrame(t)});return r.observe(e),()=>{cancelAnimationFrame(n),r.disconnect()}},[e]),[n,r]}function y({series:e,values:t,id:n,line:r=!1}){return a`<ul class="chart-legend">${e.map(({name:e,label:i},o)=>a`<li key=${e}>
<svg class="chart-key" viewBox="0 0 22 12" width="22" height="12" aria-hidden="true">
${r?a`<path class=${`chart-line chart-line-${o%5}`} d="M0 6H22" />`:a`<${S} at=${o} id=${n} d="M0 0H22V12H0Z" />`}
</svg>
<span>${i}</span>${t[o]!==null&&a`<strong class="chart-value">${t[o]}</strong>`}
</li>`)}</ul>`}const b=[null,`M-2 6L6 -2M2 10L10 2`,`M2 2h2M6 6h2`,`M0 4H8`,`M0 0L8 8M8 0L0 8`],x=({id:e})=>a`<defs>${b.map((t,n)=>t&&a`<pattern key=${n} id=${`${e}-${n}`} width="8" height="8"
patternUnits="userSpaceOnUse"><path class="chart-stroke" d=${t} /></pattern>`)}</defs>`;function S({at:e,d:t,id:n}){let r=e%b.length;return a`<g><path class=${`chart-fill chart-fill-${r}`} d=${t} />
${r>0&&a`<path fill=${`url(#${n}-${r})`} d=${t} />`}</g>`}function C({title:e,note:t,head:n,rows:o,foot:c=null,file:l,children:u}){let[d,f]=i(!1);return a`<figure class="chart stack stack-3" aria-label=${e}>
<figcaption class="chart-title"><h3>${e}</h3>${t&&a`<p class="muted small">${t}</p>`}</figcaption>
${u}
<div class="chart-foot">
<details class="chart-data" onToggle=${e=>f(e.currentTarget.open)}>
<summary>${_.table(e)}</summary>
${d&&a`<${w} title=${e} head=${n} rows=${o} foot=${c} />`}
</details>
<${r} class="chart-save" size="small" tone="quiet" icon="download" aria-label=${_.downloadOf(e)} onClick=${()=>{let e=g(n,o.map(({cells:e,plain:t})=>t??e));s(`${l}.csv`,new Blob([`﻿`,e],{type:`text/csv;charset=utf-8`}))}}>${_.download}<//>
</div>
</figure>`}function w({title:e,head:t,rows:n,foot:r}){let i=([e,...t])=>a`<th scope="row">${e}</th>${t.map((e,t)=>a`<td key=${t} class="number">${e??`–`}</td>`)}`;return a`<div class="chart-scroll" tabindex="0" role="region" aria-label=${_.table(e)}><table class="chart-table">
<caption class="visually-hidden">${e}</caption>
<thead><tr>${t.map(e=>a`<th key=${e} scope="col">${e}</th>`)}</tr></thead>
<tbody>${n.map(({key:e,cells:t})=>a`<tr key=${e}>${i(t)}</tr>`)}</tbody>
${r&&a`<tfoot><tr>${i(r)}</tr></tfoot>`}
</table></div>`}const T={top:10,right:8,bottom:26},E=[`m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0`,`m-3.5-3.5h7v7h-7z`,`m0-5l5 5l-5 5l-5-5z`,`m0-5l5 8h-10z`,`m-1.5-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z`];function D({kind:t,title:r,note:o,by:s,series:c,points:l,file:u,totals:d,format:f=e,whole:p=!0,unit:m=1,most:h}){let[g,v]=i(null),b=n(),x=t===`bars`,S=l.slice(-2e3),w=d??(x?c.map((e,t)=>l.reduce((e,{values:n})=>e+(n[t]??0),0)):c.map(()=>null)),T=e=>e==null?null:f(e),E=!l.some(({values:e})=>e.some(e=>e!==null&&(!x||e>0))),D=S[g]??null,M=l.map(({key:e,label:t,values:n})=>({key:e,cells:[t,...n.map(T)],plain:[e,...n]})),N=x?A:j;return a`<${C} title=${r} note=${o} file=${u} head=${[s,...c.map(({label:e})=>e)]} rows=${M}
foot=${w.some(e=>e!==null)?[_.whole,...w.map(T)]:null}>
${E?a`<p class="chart-empty muted">${_.empty}</p>`:a`<div class="chart-head"><${y} series=${c} id=${b} line=${!x} values=${(D?.values??w).map(T)} />
<span class="chart-at muted small">${D?.label??``}</span></div>
<${k} id=${b} label=${O(r,c,S,f)} points=${S} whole=${p} unit=${m} format=${f} onAt=${v} at=${g} inset=${x}
most=${h??Math.max(...S.map(({values:e})=>x?e.reduce((e,t)=>e+(t??0),0):Math.max(0,...e)))}>
${e=>a`<${N} points=${S} series=${c} ...${e} />`}
<//>`}
${l.length>2e3&&a`<p class="muted small">${_.last(e(2e3),e(l.length))}</p>`}
<//>`}function O(t,n,r,i){let[a,o]=[r[0],r.at(-1)];if(r.length===1)return _.one(t,a.label,n.map(({label:e},t)=>_.value(e,a.values[t]===null?`–`:i(a.values[t]))).join(`, `));let s=n.map(({label:e},t)=>{let n=m(r.map(({values:e})=>e[t]));return n?_.part(e,i(n.least),i(n.most),r[n.at].label):_.none(e)});return _.many(t,e(r.length),a.label,o.label,s.join(` `))}function k({id:e,label:t,points:n,most:r,whole:i,unit:o,format:s,at:d,onAt:f,inset:p,children:m}){let[h,g]=v(),_=c(r/o,4,i).map(e=>e*o),y=12+7*Math.max(..._.map(e=>s(e).length)),b=g-T.right,S=l([0,_.at(-1)],[220-T.bottom,T.top]),C=(b-y)/Math.max(1,p?n.length:n.length-1),w=e=>Number((n.length===1?(y+b)/2:y+C*(e+(p?.5:0))).toFixed(2)),E=e=>{let{left:t,width:r}=e.currentTarget.getBoundingClientRect(),i=(e.clientX-t)/r*g;f(Math.min(n.length-1,Math.max(0,Math.round((i-w(0))/C))))},D=Array.isArray(m)?m.find(e=>typeof e==`function`):m;return a`<div class="chart-box" ref=${h} onPointerMove=${E} onPointerLeave=${()=>f(null)}>
<svg class="chart-plot" viewBox=${`0 0 ${g} 220`} role="img" aria-label=${t}>
<${x} id=${e} />
${_.map(e=>a`<g key=${e} aria-hidden="true"><path class=${e===0?`chart-axis`:`chart-grid`} d=${`M${y} ${S(e)}H${b}`} />
<text class="chart-text" x=${y-6} y=${S(e)+4} text-anchor="end">${s(e)}</text></g>`)}
${d!==null&&n[d]&&a`<path class="chart-here" d=${`M${w(d)} ${T.top}V${S(0)}`} />`}
${D({x:w,y:S,step:C,id:e})}
${u(n.length,b-y,76).map(e=>a`<text key=${e} class="chart-text" aria-hidden="true" x=${w(e)}
y=${212} text-anchor=${e===0&&!p&&n.length>1?`start`:`middle`}>${n[e].tick??n[e].label}</text>`)}
</svg>
</div>`}function A({points:e,series:t,x:n,y:r,step:i,id:o}){let s=d(e.map(({values:e})=>e)),c=Number(Math.max(.5,Math.min(48,i>3?i*.7:i)).toFixed(2));return a`<g>${t.map(({name:e},t)=>{let i=s.map((e,i)=>{let[a,o]=e[t];return o>a?`M${(n(i)-c/2).toFixed(2)} ${r(o)}h${c}V${r(a)}h${-c}Z`:``}).join(``);return a`<${S} key=${e} at=${t} d=${i} id=${o} />`})}</g>`}function j({points:e,series:t,x:n,y:r}){return a`<g>${t.map(({name:t},i)=>{let o=e.map(({values:e},t)=>e[i]===null||e[i]===void 0?null:[n(t),r(e[i])]);return a`<g key=${t}><path class=${`chart-line chart-line-${i%5}`} d=${f(o)} />
${p(o).map(e=>a`<path key=${e} class=${`chart-fill-${i%5}`} d=${`M${o[e][0]} ${o[e][1]}${E[i%E.length]}`} />`)}</g>`})}</g>`}const M=new Intl.NumberFormat(void 0,{style:`percent`,maximumFractionDigits:0});function N({title:t,note:r,by:i,count:o,share:s,steps:c,file:u}){let[d,f]=v(),p=n(),m=Math.max(...c.map(({value:e})=>e),0),h=c[0]?.value??0,g=e=>h>0?M.format(e/h):`–`,y=l([0,m],[0,f]),b=c.map(({name:t,label:n,value:r})=>({key:t,cells:[n,e(r),g(r)],plain:[n,r,h>0?Number((r/h).toFixed(4)):null]})),w=c.map(({label:t,value:n})=>_.value(t,e(n))).join(`, `);return a`<${C} title=${t} note=${r} file=${u} head=${[i,o,s]} rows=${b}>
${m===0?a`<p class="chart-empty muted">${_.empty}</p>`:a`<div class="chart-box" ref=${d}>
<svg class="chart-plot" viewBox=${`0 0 ${f} ${c.length*44}`} role="img" aria-label=${`${t}: ${w}`}>
<${x} id=${p} />
${c.map(({name:t,label:n,value:r},i)=>a`<g key=${t} aria-hidden="true">
<text class="chart-text chart-strong" x="0" y=${i*44+14}>${n}</text>
<text class="chart-text" x=${f} y=${i*44+14} text-anchor="end">${e(r)} · ${g(r)}</text>
<path class="chart-rest" d=${`M0 ${i*44+22}H${f}v12H0Z`} />
${r>0&&a`<${S} at=${0} id=${p} d=${`M0 ${i*44+22}H${Math.max(2,y(r))}v12H0Z`} />`}
</g>`)}
</svg></div>`}
<//>`}function P({label:e,values:t}){let n=t.slice(-2e3),r=Math.max(1,...n);return a`<svg class="spark" viewBox=${`0 0 ${Math.max(1,n.length)*4} 24`} preserveAspectRatio="none" role="img" aria-label=${e}>
${n.map((e,t)=>{let n=e>0?Math.max(2,24*e/r):1;return a`<rect key=${t} class=${e>0?`spark-bar`:`spark-none`} x=${t*4} y=${24-n} width="3" height=${n} />`})}
</svg>`}export{N as n,D as r,P as t};