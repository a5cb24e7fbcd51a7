/// What is done after calls, with providers that are stubs.
@NullMarked
package app.kolan.server.aftercall;

import org.jspecify.annotations.NullMarked;
