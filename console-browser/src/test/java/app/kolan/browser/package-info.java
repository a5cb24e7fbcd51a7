/// The console in a real browser.
@NullMarked
package app.kolan.browser;

import org.jspecify.annotations.NullMarked;
