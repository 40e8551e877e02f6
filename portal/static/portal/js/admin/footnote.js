/* The footnote in the editor of a text: its button asks for the note, a click on its mark for another wording. */
(() => {
  const { React, DraftJS, draftail } = window;
  const TYPE = "FOOTNOTE";

  /** A button of the dialog; its value is what the dialog returns. */
  function button(words, value, kind) {
    const made = document.createElement("button");
    made.textContent = words;
    made.value = value;
    made.className = `button ${kind}`;
    made.formNoValidate = value !== "save";
    return made;
  }

  /** Ask for the words of a note, `before` being those it has. Calls `answer` with save, remove or cancel, and the words. */
  function ask({ words, longest }, before, answer) {
    const dialog = document.createElement("dialog");
    dialog.className = "footnote-dialog";
    const form = document.createElement("form");
    form.method = "dialog";
    const label = document.createElement("label");
    label.textContent = words.heading;
    label.htmlFor = "footnote-words";
    const field = document.createElement("textarea");
    field.id = "footnote-words";
    field.rows = 6;
    field.required = true;
    field.maxLength = longest;
    field.value = before;
    field.setAttribute("aria-describedby", "footnote-help");
    const help = document.createElement("p");
    help.id = "footnote-help";
    help.className = "help";
    help.textContent = words.help;
    const buttons = [button(words.save, "save", ""), button(words.cancel, "cancel", "button-secondary")];
    if (before) buttons.push(button(words.remove, "remove", "button-secondary no"));
    form.append(label, field, help, ...buttons);
    dialog.append(form);
    // The editor's own form must not take the keys, nor this one's submission
    for (const kind of ["keydown", "submit"]) dialog.addEventListener(kind, (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue || "cancel", field.value.trim());
    });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  class FootnoteSource extends React.Component {
    componentDidMount() {
      const { entityType } = this.props;
      this.dialog = ask(entityType, this.note()?.getData().note ?? "", (choice, note) => this.take(choice, note));
    }

    componentWillUnmount() {
      this.dialog.remove();
    }

    /** The note that is changed; none where one is added, also to the words of a link. */
    note() {
      const { entity } = this.props;
      return entity?.getType() === TYPE ? entity : null;
    }

    /** Where the mark is, or where it will be: after the words that are chosen, not in their place. */
    place() {
      const { editorState, entityKey } = this.props;
      if (this.note()) return draftail.DraftUtils.getEntitySelection(editorState, entityKey);
      const chosen = editorState.getSelection();
      const end = { key: chosen.getEndKey(), offset: chosen.getEndOffset() };
      return chosen.merge({
        anchorKey: end.key, anchorOffset: end.offset, focusKey: end.key, focusOffset: end.offset, isBackward: false,
      });
    }

    take(choice, note) {
      const { editorState, entityType, onComplete, onClose } = this.props;
      const content = editorState.getCurrentContent();
      const selection = this.place();
      if (choice === "remove") {
        const without = DraftJS.Modifier.replaceText(content, selection, "");
        onComplete(DraftJS.EditorState.push(editorState, without, "remove-range"));
      } else if (choice === "save" && note) {
        const withNote = content.createEntity(TYPE, "IMMUTABLE", { note });
        const key = withNote.getLastCreatedEntityKey();
        const next = DraftJS.Modifier.replaceText(withNote, selection, entityType.mark, undefined, key);
        onComplete(DraftJS.EditorState.push(editorState, next, "insert-characters"));
      } else {
        onClose();
      }
    }

    render() {
      return null;
    }
  }

  function FootnoteMark({ children, contentState, entityKey, onEdit }) {
    const { note } = contentState.getEntity(entityKey).getData();
    const open = (event) => {
      event.preventDefault();
      onEdit(entityKey);
    };
    return React.createElement(
      "sup",
      { role: "button", className: "footnote-mark", title: note, "data-draftail-trigger": true, onMouseUp: open },
      children,
    );
  }

  draftail.registerPlugin({ type: TYPE, source: FootnoteSource, decorator: FootnoteMark }, "entityTypes");
})();
