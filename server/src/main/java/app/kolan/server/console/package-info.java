/// The pages for people: a console over the same features as the API, in Hebrew and English.
@NullMarked
package app.kolan.server.console;

import org.jspecify.annotations.NullMarked;
