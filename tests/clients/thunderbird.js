// What thunderbird.py has Thunderbird do. It runs inside Thunderbird, with its privileges.

const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");

const DIALOG = "chrome://global/content/commonDialog.xhtml";

// A window that is only just opening has no document to speak of.
function windows() {
  return [...Services.wm.getEnumerator(null)].filter(
    (window) => !window.closed && window.document?.documentElement
  );
}

function describeWindows() {
  return windows().map((window) => `${window.document.documentURI} "${window.document.title}"`);
}

function composeWindow() {
  return windows().find(
    (window) => window.document.documentElement.getAttribute("windowtype") === "msgcompose"
  );
}

function dialogWindow() {
  return windows().find(
    (window) =>
      window.document.documentURI === DIALOG && window.document.getElementById("infoBody")?.textContent
  );
}

function isStarted() {
  const main = Services.wm.getMostRecentWindow("mail:3pane");
  return main?.document?.readyState === "complete" && !!MailServices.accounts.defaultAccount;
}

function attachment(path) {
  const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
  file.initWithPath(path);
  const made = Cc["@mozilla.org/messengercompose/attachment;1"].createInstance(Ci.nsIMsgAttachment);
  made.url = Services.io.newFileURI(file).spec;
  made.size = file.fileSize;
  return made;
}

function compose(to, subject, body, paths) {
  const fields = Cc["@mozilla.org/messengercompose/composefields;1"].createInstance(Ci.nsIMsgCompFields);
  Object.assign(fields, { to, subject, body });
  paths.forEach((path) => fields.addAttachment(attachment(path)));
  const params = Cc["@mozilla.org/messengercompose/composeparams;1"].createInstance(Ci.nsIMsgComposeParams);
  params.composeFields = fields;
  params.type = Ci.nsIMsgCompType.New;
  params.format = Ci.nsIMsgCompFormat.PlainText;
  params.identity = MailServices.accounts.defaultAccount.defaultIdentity;
  MailServices.compose.OpenComposeWindowWithParams(null, params);
}

function isReady() {
  const window = composeWindow();
  const button = window?.document.getElementById("button-send");
  return !!window?.gMsgCompose?.editor && !window.gWindowLocked && !!button && !button.disabled;
}

function send() {
  const button = composeWindow().document.getElementById("button-send");
  if (button.disabled) {
    throw new Error("the Send button is disabled");
  }
  button.click();
}

// Sending has come to an end when a dialog says so, or the compose window has gone.
function isSettled() {
  return !!dialogWindow() || !composeWindow();
}

function isUndisturbed() {
  return !dialogWindow();
}

function readDialog() {
  const window = dialogWindow();
  return window ? [window.document.title, window.document.getElementById("infoBody").textContent] : null;
}

function dismissDialog() {
  dialogWindow().document.querySelector("dialog").getButton("accept").click();
}

function isComposing() {
  return !!composeWindow();
}

function replaceBody(text) {
  const editor = composeWindow().gMsgCompose.editor;
  editor.selectAll();
  editor.QueryInterface(Ci.nsIEditorMailSupport).insertTextWithQuotations(text);
}

function countSent() {
  const root = MailServices.accounts.defaultAccount.incomingServer.rootFolder;
  const sent = root.getFolderWithFlags(Ci.nsMsgFolderFlags.SentMail);
  return sent ? sent.getTotalMessages(false) : 0;
}

async function storePassword(origin, user, password) {
  const login = Cc["@mozilla.org/login-manager/loginInfo;1"].createInstance(Ci.nsILoginInfo);
  login.init(origin, null, origin, user, password, "", "");
  await Services.logins.addLoginAsync(login);
}

function trustAuthority(base64) {
  const store = Cc["@mozilla.org/security/x509certdb;1"].getService(Ci.nsIX509CertDB);
  store.addCertFromBase64(base64, "C,,");
}
