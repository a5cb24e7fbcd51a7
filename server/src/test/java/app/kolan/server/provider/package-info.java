/// Tests of what providers have in common.
@NullMarked
package app.kolan.server.provider;

import org.jspecify.annotations.NullMarked;
