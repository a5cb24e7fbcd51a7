/// The words of the console, and how it writes numbers and times.
@NullMarked
package app.kolan.server.console.text;

import org.jspecify.annotations.NullMarked;
