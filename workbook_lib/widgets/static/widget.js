// The form as a Jupyter widget.
import { mountForm } from "./form.js";

// Where unconfirmed drafts go when the kernel doesn't answer; only the workbook's own server offers it.
function inbox() {
  return globalThis.compassionWorkbook?.save ?? null;
}

function render({ model, el }) {
  const form = mountForm(el, {
    page: model.get("page"),
    key: model.get("key"),
    writer: model.get("writer"),
    words: model.get("words"),
    parts: model.get("parts"),
    transport: {
      send: (message, buffers) => model.send(message, undefined, buffers),
      inbox,
      listen(callback) {
        model.on("msg:custom", callback);
        return () => model.off("msg:custom", callback);
      },
    },
  });
  const draw = () => form.draw(model.get("parts"));
  model.on("change:parts", draw);
  return () => {
    model.off("change:parts", draw);
    form.close();
  };
}

export default { render };
