/// Tests of what is spoken on a call.
@NullMarked
package app.kolan.server.prompts;

import org.jspecify.annotations.NullMarked;
