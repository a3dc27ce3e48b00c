/** The illustration of the pages before logging in: the logo as two suns over hills, moons in the dark theme. */
export function Landscape() {
  return (
    <svg className="landscape" viewBox="0 0 900 1000" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <rect className="land-sky" width="900" height="1000" />
      <g className="land-stars">
        <circle cx="120" cy="140" r="2" />
        <circle cx="250" cy="70" r="1.6" />
        <circle cx="330" cy="230" r="2.2" />
        <circle cx="610" cy="110" r="1.8" />
        <circle cx="760" cy="210" r="2.2" />
        <circle cx="820" cy="90" r="1.6" />
        <circle cx="90" cy="330" r="1.6" />
        <circle cx="700" cy="330" r="1.5" />
      </g>
      <circle className="land-left" cx="400" cy="455" r="150" />
      <circle className="land-right" cx="520" cy="455" r="150" />
      <path className="land-both" d="M460 317.5a150 150 0 0 1 0 275 150 150 0 0 1 0-275Z" />
      <path className="land-1" d="M0 640c120-80 220-70 330-20s230 40 330-30 180-60 240-40v450H0Z" />
      <path className="land-2" d="M0 740c150-70 260-40 390 0s300 30 510-90v350H0Z" />
      <path className="land-3" d="M0 800c90-10 200 40 340 60s330-10 560-90v230H0Z" />
      <path className="land-4" d="M0 930c160-60 330-50 480-20s300 20 420-30v120H0Z" />
      <g className="land-birds">
        <path d="M205 330q16-16 30 0q14-16 30 0" />
        <path d="M280 290q11-11 21 0q10-11 21 0" />
        <path d="M735 300q12-12 23 0q11-12 23 0" />
      </g>
    </svg>
  );
}
