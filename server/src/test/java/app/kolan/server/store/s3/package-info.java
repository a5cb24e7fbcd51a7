@NullMarked
package app.kolan.server.store.s3;

import org.jspecify.annotations.NullMarked;
