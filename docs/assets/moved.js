// Leads from an address that is not used any more to the one that stands for it, and keeps the place in the page.
"use strict";
const place = document.getElementById(location.hash.slice(1));
const link = place && place.querySelector("a");
location.replace(link ? link.href : document.getElementById("moved").href + location.hash);
