/// Tests of what pages show.
@NullMarked
package app.kolan.server.console.page;

import org.jspecify.annotations.NullMarked;
