import localFont from 'next/font/local'

/*
 * The three voices (app/styles/tokens.css). Latin only, one variable file each, served by us: a console must look
 * right on a network without the internet. Only the sans is preloaded: it is what the first paint needs.
 */

const sans = localFont({
  src: '../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  weight: '200 800',
  variable: '--face-sans',
  display: 'swap',
  preload: true,
})

const serif = localFont({
  src: '../node_modules/@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
  weight: '200 900',
  variable: '--face-serif',
  display: 'swap',
  preload: false,
  adjustFontFallback: 'Times New Roman',
})

const mono = localFont({
  src: '../node_modules/@fontsource-variable/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-wght-normal.woff2',
  weight: '200 800',
  variable: '--face-mono',
  display: 'swap',
  preload: false,
  adjustFontFallback: false,
})

/** The class names that define the three font families; for `<html>`. */
export const fontFaces = `${sans.variable} ${serif.variable} ${mono.variable}`
