// A photo is drawn anew on the phone: small, and without what the camera wrote into it (place, time, make).
export const AT_MOST = 120_000;
const SIDES = [1280, 1024, 800, 640, 480];
const QUALITIES = [0.8, 0.65, 0.5];

export async function shrunk(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    for (const side of SIDES) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * scale));
      canvas.height = Math.max(1, Math.round(picture.height * scale));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      for (const quality of QUALITIES) {
        const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
        if (small && small.size <= AT_MOST) return small;
      }
    }
  } finally {
    picture.close();
  }
  throw new Error("too large");
}
