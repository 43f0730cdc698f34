// Before anything is drawn: pages know that scripts run.
document.documentElement.classList.add("js");
