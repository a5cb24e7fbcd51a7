/// Users, keys, sessions and who may do what.
@NullMarked
package app.kolan.server.identity;

import org.jspecify.annotations.NullMarked;
