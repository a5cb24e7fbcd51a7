/// The pages of the console. A page's model is a record of the same name; its template is in
/// `server/src/main/jte/page`. Models are public since the templates are compiled in a package of
/// their own.
@NullMarked
package app.kolan.server.console.page;

import org.jspecify.annotations.NullMarked;
