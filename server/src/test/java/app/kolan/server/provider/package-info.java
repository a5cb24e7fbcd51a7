/// What providers have in common, tested without them.
@NullMarked
package app.kolan.server.provider;

import org.jspecify.annotations.NullMarked;
