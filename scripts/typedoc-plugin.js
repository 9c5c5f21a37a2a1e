/** What `npm run docs` does otherwise than TypeDoc by itself. */
import { Converter, ReflectionKind } from 'typedoc';

/** @param {import('typedoc').Application} app */
export function load(app) {
  // The generator of the bindings takes docs over from Move, and has none for fields of arguments.
  const warn = app.logger.validationWarning;
  app.logger.validationWarning = function (text, ...rest) {
    if (/\/contracts\/generated\/.* does not have any documentation$/.test(text)) return;
    warn.call(this, text, ...rest);
  };

  // Parameters that are taken apart where they are declared have no name there.
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter)) {
      if (!parameter.name.startsWith('__namedParameters')) continue;
      parameter.name = /Contracts$/.test(parameter.type?.name ?? '') ? 'contracts' : 'options';
    }
  });
}
