// The admin's theme writes the name of a chosen file into the first text field around it: in a form
// of ours that would be another field. It leaves alone what it takes for seen to already.
for (const input of document.querySelectorAll("input[type=file]")) input.hasChangeListener = true;
